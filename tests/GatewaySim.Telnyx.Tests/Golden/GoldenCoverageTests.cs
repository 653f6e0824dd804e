using System.Reflection;
using GatewaySim.Testing.Golden;

namespace GatewaySim.Telnyx.Tests.Golden;

/// <summary>That the files leave nothing out: no error of the table, no path, no method.</summary>
public class GoldenCoverageTests
{
    private static readonly List<(string Name, TelnyxError Error)> Errors =
        [.. typeof(TelnyxErrors).GetFields(BindingFlags.Static | BindingFlags.Public)
            .Where(f => f.FieldType == typeof(TelnyxError)).Select(f => (f.Name, (TelnyxError)f.GetValue(null)!))];

    private static readonly List<GoldenCase> Cases = [.. GoldenFile.CasesOf(typeof(GoldenTests).Assembly)];

    /// <summary>What only a carrier of the user's own gives; StatusTests shows messages that end so.</summary>
    private static readonly string[] OfOwnCarriers = ["40003", "40010", "40011", "40012", "40016", "40017", "40018"];

    [Fact]
    public void Every_error_of_the_table_is_answered_in_some_case()
    {
        var missing = Errors.Where(e => !OfOwnCarriers.Contains(e.Error.Code) && !Cases.Exists(c => Shows(c, e.Error)))
            .Select(e => $"{e.Name}: {e.Error.Status} {e.Error.Code} {e.Error.Detail}");
        Assert.Empty(missing);
        Assert.True(Errors.Count > 50);
    }

    [Fact]
    public async Task Every_method_of_every_path_has_a_case_that_succeeds()
    {
        await using var server = await TelnyxServer.StartAsync();
        Assert.Empty(GoldenCoverage.Uncalled(Cases, server.Routes));
        Assert.True(server.Routes.Count > 40);
    }

    /// <summary>What <c>Telnyx:RefuseSends</c> takes is what it answers.</summary>
    [Fact]
    public void Every_code_that_can_be_forced_is_answered_where_it_is_forced()
    {
        var setting = typeof(TelnyxOptions).GetProperty(nameof(TelnyxOptions.RefuseSends))!;
        var words = setting.GetCustomAttribute<GatewaySim.Domain.Settings.SettingAttribute>()!.Words!.Split('|');
        var missing = words.Where(w => w != "none").Where(w => !Cases.Exists(c =>
            c.Orders.Contains($"gateway Telnyx:RefuseSends={w}") && c.Expected.Contains($"\"code\":\"{w}\"")));
        Assert.Empty(missing);
        Assert.True(words.Length > 5);
    }

    [Theory]
    [InlineData("message.received"), InlineData("message.sent"), InlineData("message.finalized")]
    [InlineData("messaging-profile.spend-limit-reached")]
    public void Every_event_is_shown_with_its_payload(string type) =>
        Assert.Contains(Cases, c => c.Expected.Contains($"\"event_type\":\"{type}\"", StringComparison.Ordinal));

    [Fact]
    public void Titles_tell_cases_apart()
    {
        foreach (var name in GoldenFile.NamesOf(typeof(GoldenTests).Assembly))
        {
            Assert.Empty(GoldenCoverage.RepeatedTitles(GoldenFile.Open(typeof(GoldenTests).Assembly, name).Cases));
        }
    }

    /// <summary>As the answer; or, of those without a status, in a message. Where two rows have a code and a status, by
    /// its own sentence.</summary>
    private static bool Shows(GoldenCase its, TelnyxError error)
    {
        var isOne = Errors.Count(e => e.Error.Code == error.Code && e.Error.Status == error.Status) == 1;
        return its.Status == (error.Status == 0 ? 200 : error.Status)
            && its.Expected.Contains($"\"code\":\"{error.Code}\",\"title\":\"{error.Title}\"")
            && (isOne || its.Expected.Contains($"\"detail\":\"{error.Detail}\""));
    }
}
