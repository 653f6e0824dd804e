using System.Globalization;
using System.Text.Json.Nodes;

namespace GatewaySim.Telnyx.Tests.Accounts;

/// <summary>The list of opt-outs: its golden pair, its filters, redaction, and pages that are stable.</summary>
public sealed class OptOutTests : IAsyncLifetime
{
    private const string Url = "/v2/messaging_optouts";
    private const string Code = "24242";

    private AccountStory _story = null!;

    public async ValueTask InitializeAsync() => _story = await AccountStory.StartAsync();

    public ValueTask DisposeAsync() => _story.DisposeAsync();

    [Fact]
    public async Task A_row_has_five_members_and_the_list_four_numbers()
    {
        await StopAsync(AccountStory.Alice, AccountStory.Number, " stop all! ");
        var answer = await _story.AskAsync($"GET {Url}");
        var created = (string)answer.Json["data"]![0]!["created_at"]!;
        Assert.Matches("^2026-01-02 03:04:05\\.[0-9]{6}\\+00:00$", created);
        await _story.GoldenAsync($"GET {Url}", null, $$$"""
            {"data":[{"from":"+13125550100","to":"+15552000001","keyword":"STOPALL","messaging_profile_id":"UUID",
            "created_at":"{{{created}}}"}],"meta":{"page_number":1,"page_size":20,"total_pages":1,"total_results":1}}
            """);
        await _story.GoldenAsync($"GET {Url}?page[number]=7&page[size]=3&redaction_enabled=false", null, """
            {"data":[],"meta":{"page_number":7,"page_size":3,"total_pages":1,"total_results":1}}
            """);
    }

    [Fact]
    public async Task Each_filter_alone_and_together()
    {
        var spring = await _story.ProfileAsync("spring");
        await _story.AssignAsync(AccountStory.Other, spring);
        await _story.AssignAsync(Code, spring);
        await StopAsync("+15552000001", AccountStory.Number, "STOP");
        await StopAsync("+15552000002", AccountStory.Other, "QUIT");
        await StopAsync("+15552000003", Code, "END");
        await StopAsync("+447700900123", Code, "STOP");
        foreach (var (query, to) in ((string, string)[])
            [
                ("", "+447700900123 +15552000003 +15552000002 +15552000001"),
                ($"filter[messaging_profile_id]={spring}", "+447700900123 +15552000003 +15552000002"),
                ($"filter[messaging_profile_id]={AccountStory.Nobody}", ""),
                ("filter[from]=%2B13125550101", "+15552000002"),
                ("filter[from]=+13125550101", "+15552000002"),
                ($"filter[from]={Code}", "+447700900123 +15552000003"),
                ("filter[from]=Shop", ""),
                ("created_at[gte]=2026-01-02T05:00:00Z", "+447700900123 +15552000003"),
                ("created_at[lte]=2026-01-02 04:30:00%2B00:00", "+15552000002 +15552000001"),
                ("created_at[gte]=2026-01-02T04:00:00Z&created_at[lte]=2026-01-02T06:00:00Z",
                    "+15552000003 +15552000002"),
                ($"filter[from]={Code}&created_at[lte]=2026-01-02T06:00:00Z", "+15552000003"),
                ("redaction_enabled=true", "+44770090**** +1555200**** +1555200**** +1555200****"),
                ($"filter[from]={Code}&redaction_enabled=true&page[size]=1", "+44770090****"),
            ])
        {
            Assert.Equal((query, to), (query, string.Join(' ', await _story.ListAsync($"{Url}?{query}", "to"))));
        }

        await _story.Server.Gateway.TextAsync("+15552000003", Code, "START");
        Assert.Equal(["+447700900123"], await _story.ListAsync($"{Url}?filter[from]={Code}", "to"));
    }

    /// <summary>P-35: a walk over the pages meets every row once, also the texts of one moment.</summary>
    [Fact]
    public async Task Pages_hold_every_row_once_and_are_the_same_when_asked_again()
    {
        for (var person = 0; person < 57; person++)
        {
            await _story.Server.Gateway.TextAsync(
                string.Create(CultureInfo.InvariantCulture, $"+1555200{person:0000}"), AccountStory.Number, "STOP");
        }

        foreach (var size in (int[])[1, 7, 19, 20, 57, 250])
        {
            var (first, again) = (await WalkAsync(size), await WalkAsync(size));
            Assert.Equal(57, first.Distinct().Count());
            Assert.Equal(57, first.Count);
            Assert.Equal(first, again);
            Assert.Equal(first.OrderDescending(StringComparer.Ordinal), first);
        }
    }

    /// <summary>As the SDKs page: while there are rows and more pages are said to follow.</summary>
    private async Task<List<string>> WalkAsync(int size)
    {
        var rows = new List<string>();
        JsonNode meta;
        do
        {
            var page = rows.Count / size + 1;
            var answer = (await _story.AskAsync($"GET {Url}?page[size]={size}&page[number]={page}")).Json;
            meta = answer["meta"]!;
            rows.AddRange(answer["data"]!.AsArray().Select(r => (string)r!["to"]!));
            Assert.Equal((page, size, 57, (57 + size - 1) / size), (
                (int)meta["page_number"]!, (int)meta["page_size"]!, (int)meta["total_results"]!,
                (int)meta["total_pages"]!));
        }
        while ((int)meta["page_number"]! < (int)meta["total_pages"]!);
        return rows;
    }

    private async Task StopAsync(string person, string number, string text)
    {
        await _story.Server.Gateway.TextAsync(person, number, text);
        _story.Time.Advance(TimeSpan.FromHours(1));
    }
}
