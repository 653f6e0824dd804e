using System.Reflection;
using System.Text.RegularExpressions;

namespace GatewaySim.RingCentral.Tests.Golden;

/// <summary>That the files leave nothing out: no error of the table, no path, no method.</summary>
public class GoldenCoverageTests
{
    private const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public;

    // What a served path answers in whatever case.
    private const string NoMethod = "BREW";

    private static readonly List<GoldenCase> Cases = [.. GoldenFile.Names.SelectMany(n => GoldenFile.Open(n).Cases)];

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
        var missing = new List<string>();
        foreach (var pattern in door.Routes.Select(r => r.RoutePattern.RawText!).Where(p => !p.Contains("**")))
        {
            var answer = await door.CallAsync(NoMethod, Regex.Replace(pattern, @"\{\w+\}", "~"));
            var path = new Regex($"^{Regex.Replace(pattern, @"\{\w+\}", "[^/?]+").Replace(".", @"\.")}/?(\\?|$)");
            missing.AddRange(answer.Headers["Allow"].Split(", ")
                .Where(m => !Cases.Exists(c => c.Method == m && c.Status is >= 200 and < 300 && path.IsMatch(c.Path)))
                .Select(m => $"{m} {pattern}"));
        }

        Assert.Empty(missing);
        Assert.True(door.Routes.Count > 20);
    }

    [Fact]
    public void Titles_tell_cases_apart()
    {
        foreach (var name in GoldenFile.Names)
        {
            var cases = GoldenFile.Open(name).Cases;
            Assert.Equal(cases.Count, cases.Select(c => c.Title).Distinct().Count());
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
