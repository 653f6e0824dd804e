using System.Text.RegularExpressions;

namespace GatewaySim.Testing.Golden;

/// <summary>What the files of a provider leave out.</summary>
public static class GoldenCoverage
{
    /// <summary>The routes that no case calls with success.</summary>
    /// <param name="routes">Each method with the pattern of its path: <c>/v2/messages/{id}</c>.</param>
    public static IReadOnlyList<string> Uncalled(
        IReadOnlyList<GoldenCase> cases, IEnumerable<(string Method, string Pattern)> routes) =>
        [.. routes.Where(r => !cases.Any(c => IsCall(c, r.Method, r.Pattern))).Select(r => $"{r.Method} {r.Pattern}")];

    /// <summary>Titles that two cases of one file have.</summary>
    public static IReadOnlyList<string> RepeatedTitles(IEnumerable<GoldenCase> casesOfFile) =>
        [.. casesOfFile.GroupBy(c => c.Title).Where(g => g.Count() > 1).Select(g => g.Key)];

    private static bool IsCall(GoldenCase its, string method, string pattern) =>
        its.Method == method && its.Status is >= 200 and < 300
        && Regex.IsMatch(
            its.Path, $"^{Regex.Replace(pattern.Replace(".", @"\."), @"\{\w+\}", "[^/?]+")}/?(\\?|$)");
}
