using System.Reflection;
using System.Text.RegularExpressions;
using GatewaySim.Testing.Golden;

namespace GatewaySim.RingCentral.Tests.Golden;

/// <summary>That the files leave nothing out: no error of the table, no path, no method.</summary>
public class GoldenCoverageTests
{
    private const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public;

    // What a served path answers in whatever case.
    private const string NoMethod = "BREW";

    private static readonly List<GoldenCase> Cases = [.. GoldenFile.CasesOf(typeof(GoldenTests).Assembly)];

    [Fact]
    public void Every_error_of_the_table_is_answered_in_some_case()
    {
        var constants = typeof(RingCentralErrors).GetFields(Statics)
            .Where(f => f.FieldType == typeof(RingCentralError))
            .Select(f => (f.Name, Error: (RingCentralError)f.GetValue(null)!, WithMessage: true));
        var made = typeof(RingCentralErrors).GetMethods(Statics).Select(m => (m.Name, Error: Make(m), false));
        var missing = constants.Concat(made).Where(e => !Cases.Exists(c => Shows(c, e.Error, e.Item3)))
            .Select(e => $"{e.Name}: {e.Error.Status} {e.Error.Code} {e.Error.Message}");
        Assert.Empty(missing);
        Assert.Contains(Cases, c => c.Expected.Contains(
            $"\"errorCode\":\"{RingCentralErrors.RejectedCode}\",\"description\":", StringComparison.Ordinal));
    }

    /// <summary>A served path names its methods in <c>Allow</c>, when it is asked for one that it has not.</summary>
    [Fact]
    public async Task Every_method_of_every_path_has_a_case_that_succeeds()
    {
        await using var door = await TestDoor.OpenAsync();
        var routes = new List<(string, string)>();
        foreach (var pattern in door.Routes.Select(r => r.RoutePattern.RawText!).Where(p => !p.Contains("**")))
        {
            var answer = await door.CallAsync(NoMethod, Regex.Replace(pattern, @"\{\w+\}", "~"));
            routes.AddRange(answer.Headers["Allow"].Split(", ").Select(m => (m, pattern)));
        }

        Assert.Empty(GoldenCoverage.Uncalled(Cases, routes));
        Assert.True(routes.Count > 20);
    }

    [Fact]
    public void Titles_tell_cases_apart()
    {
        foreach (var name in GoldenFile.NamesOf(typeof(GoldenTests).Assembly))
        {
            Assert.Empty(GoldenCoverage.RepeatedTitles(GoldenFile.Open(typeof(GoldenTests).Assembly, name).Cases));
        }
    }

    /// <summary>An error that a method makes, with something in the place of its arguments.</summary>
    private static RingCentralError Make(MethodInfo method) => (RingCentralError)method.Invoke(
        null,
        [.. method.GetParameters().Select(p => p.ParameterType == typeof(string) ? "x"
            : p.ParameterType == typeof(int) ? 1
            : (object)Array.Empty<string>())])!;

    /// <summary>As the whole answer, or as the fault of one record in an answer about many.</summary>
    private static bool Shows(GoldenCase its, RingCentralError error, bool withMessage)
    {
        var message = withMessage ? $"\"message\":\"{error.Message}\"" : "";
        var isWhole = its.Status == error.Status && its.Expected.Contains("\"error\":") == error.OAuth is not null
            && (error.OAuth is null || its.Expected.Contains($"\"error\":\"{error.OAuth}\""));
        return (isWhole || its.Expected.Contains("\"failedRecords\":"))
            && (its.Expected.Contains($"\"errorCode\":\"{error.Code}\",{message}")
                || its.Expected.Contains($"\"errorCode\":\"{error.TopCode}\",{message}"));
    }
}
