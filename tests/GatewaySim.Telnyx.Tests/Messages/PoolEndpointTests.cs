using System.Text.Json.Nodes;
using GatewaySim.Telnyx.Tests.Accounts;

namespace GatewaySim.Telnyx.Tests.Messages;

/// <summary>Messages without a sender, on the real gateway.</summary>
public sealed class PoolEndpointTests : IAsyncLifetime
{
    private const string Alice = AccountStory.Alice;
    private const string TollFree = "+18445550100";

    private AccountStory _story = null!;
    private string _profile = "";

    public async ValueTask InitializeAsync()
    {
        _story = await AccountStory.StartAsync();
        _profile = await _story.ProfileAsync("pool");
    }

    public ValueTask DisposeAsync() => _story.DisposeAsync();

    // Numbers: two of 312, one of 415, one toll-free. LIKE is a message of the same shape.
    [Theory]
    [InlineData("""{"skip_unhealthy":false}""", "+12125550199", "+13125550101 +13125550102 +14155550101 +18445550100")]
    [InlineData("""{"toll_free_weight":0}""", "+12125550199", "+13125550101 +13125550102 +14155550101")]
    [InlineData("""{"long_code_weight":0}""", "+12125550199", "+18445550100")]
    [InlineData("""{"geomatch":true}""", "+13125550199", "+13125550101 +13125550102")]
    [InlineData("""{"geomatch":true}""", "+14155550199", "+14155550101")]
    [InlineData("""{"geomatch":true}""", "+447700900123", "+13125550101 +13125550102 +14155550101 +18445550100")]
    [InlineData("""{"geomatch":true,"long_code_weight":0}""", "+13125550199", "+18445550100")]
    [InlineData("""{"long_code_weight":0,"toll_free_weight":0}""", "+13125550199", "40321")]
    [InlineData("null", "+13125550199", "40321")]
    [InlineData("{}", "+13125550199", "40321")]
    public async Task The_sender_is_chosen_by_the_profiles_settings(string settings, string to, string expected)
    {
        await UseAsync("+13125550101", "+13125550102", "+14155550101", TollFree);
        await SetAsync(settings);
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        for (var n = 0; n < 30; n++)
        {
            // Both ways to ask for the pool.
            var answer = await SendAsync(to, n % 2 == 0 ? "/number_pool" : "");
            seen.Add(answer.Code ?? From(answer));
            Assert.Equal(answer.Code is null ? 200 : 400, (int)answer.Status);
        }

        Assert.Equal(expected, string.Join(' ', seen));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 3)]
    public async Task A_sticky_pool_gives_each_recipient_one_number_and_all_of_them_several(bool isSticky, int senders)
    {
        await UseAsync("+13125550101", "+13125550102", "+13125550103");
        await SetAsync($$"""{"sticky_sender":{{(isSticky ? "true" : "false")}}}""");
        var chosen = new Dictionary<string, HashSet<string>>();
        for (var n = 0; n < 200; n++)
        {
            var to = $"+1555200{n % 10:0000}";
            chosen.TryAdd(to, []);
            chosen[to].Add(From(await SendAsync(to)));
        }

        Assert.All(chosen.Values, c => Assert.Equal(senders, c.Count));
        Assert.Equal(3, chosen.Values.SelectMany(c => c).Distinct().Count());
    }

    [Fact]
    public async Task A_block_holds_whichever_number_is_chosen()
    {
        await UseAsync("+13125550101", "+13125550102");
        await SetAsync("{\"sticky_sender\":true}");
        var from = From(await SendAsync(Alice));
        await _story.Server.Gateway.TextAsync(Alice, from == "+13125550101" ? "+13125550102" : "+13125550101", "STOP");
        var answer = await SendAsync(Alice);
        Assert.Equal((409, "40300"), ((int)answer.Status, answer.Code));
        Assert.Equal(
            $"Messages cannot be sent from '{from}' to '{Alice}' due to an existing block rule.",
            (string)answer.Json["errors"]![0]!["detail"]!);
    }

    [Theory]
    [InlineData("""{"messaging_profile_id":"PROFILE","to":"+15552000001","text":"x"}""", "40321")]     // no numbers
    [InlineData("""{"messaging_profile_id":"PROFILE","to":"+4612345678","text":"x"}""", "40309")]
    [InlineData(
        """{"messaging_profile_id":"6f726700-0000-8000-8000-000000000009","to":"+15552000001","text":"x"}""", "85005")]
    public async Task What_stands_in_the_way_is_said(string body, string code)
    {
        await _story.AskAsync($"PATCH /v2/messaging_profiles/{_profile}", """{"whitelisted_destinations":["US"]}""");
        await SetAsync("""{"geomatch":true}""");
        var answer = await _story.AskAsync(
            "POST /v2/messages/number_pool", body.Replace("PROFILE", _profile, StringComparison.Ordinal));
        Assert.Equal((400, code), ((int)answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_disabled_profile_sends_neither_from_its_pool_nor_from_a_number()
    {
        await UseAsync("+13125550101");
        await SetAsync("""{"geomatch":true}""");
        await _story.AskAsync($"PATCH /v2/messaging_profiles/{_profile}", """{"enabled":false}""");
        Assert.Equal("40312", (await SendAsync(Alice)).Code);
        Assert.Equal("40312", (await _story.AskAsync(
            "POST /v2/messages", $$"""{"from":"+13125550101","to":"{{Alice}}","text":"x"}""")).Code);
        Assert.Equal("40312", (await _story.AskAsync("POST /v2/messages/group_mms", $$"""
            {"from":"+13125550101","to":["{{Alice}}"],"text":"x"}
            """)).Code);
    }

    [Fact]
    public async Task A_profile_without_destinations_reaches_nobody()
    {
        var bare = (await _story.Server.Gateway.Senders.CreateProfileAsync(
            new(1, new("bare", [])), TestContext.Current.CancellationToken)).Profile!.Id.ToString();
        await _story.AssignAsync("+13125550100", bare);
        foreach (var (place, body) in new[]
        {
            ("", """{"from":"+13125550100","to":"+15552000001","text":"x"}"""),
            ("", """{"from":"+13125550100","to":"22222","text":"x"}"""),
            ("/number_pool", $$"""{"messaging_profile_id":"{{bare}}","to":"+15552000001","text":"x"}"""),
            ("/group_mms", """{"from":"+13125550100","to":["+15552000001"],"text":"x"}"""),
        })
        {
            var answer = await _story.AskAsync($"POST /v2/messages{place}", body);
            Assert.Equal((400, "40331"), ((int)answer.Status, answer.Code));
        }
    }

    [Fact]
    public async Task A_scheduled_message_and_an_mms_have_a_number_of_the_pool_too()
    {
        await UseAsync("+447700900100", "+13125550101");
        await SetAsync("""{"sticky_sender":false}""");
        var later = _story.Time.GetUtcNow().AddHours(1).ToString("O");
        var scheduled = await _story.AskAsync("POST /v2/messages/schedule", $$"""
            {"messaging_profile_id":"{{_profile}}","to":"{{Alice}}","text":"x","send_at":"{{later}}"}
            """);
        var got = await _story.AskAsync($"GET /v2/messages/{(string)scheduled.Json["data"]!["id"]!}");
        Assert.Equal(From(scheduled), From(got));
        for (var n = 0; n < 8; n++)
        {
            Assert.Equal("+13125550101", From(await _story.AskAsync("POST /v2/messages", $$"""
                {"messaging_profile_id":"{{_profile}}","to":"{{Alice}}","text":"x","subject":"s",
                "media_urls":["https://a.example/1"]}
                """)));
        }
    }

    [Fact]
    public async Task The_health_of_numbers_is_what_they_did_today()
    {
        await UseAsync("+13125550101", "+13125550102");
        for (var n = 0; n < 4; n++)
        {
            await _story.AskAsync("POST /v2/messages", $$"""{"from":"+13125550101","to":"{{Alice}}","text":"x"}""");
        }

        await _story.Server.Gateway.TextAsync(Alice, "+13125550101", "hello");
        const string Used =
            """{"message_count":4,"inbound_outbound_ratio":0.25,"success_ratio":1,"spam_ratio":0}""";
        const string Idle = """{"message_count":0,"inbound_outbound_ratio":0,"success_ratio":0,"spam_ratio":0}""";
        Assert.Equal(Used, await HealthAsync());
        var ofProfile = $"/v2/messaging_profiles/{_profile}/phone_numbers?";
        foreach (var list in (string[])["/v2/phone_numbers/messaging?sort[phone_number]=asc&", ofProfile])
        {
            var rows = (await _story.AskAsync($"GET {list}page[size]=250")).Json["data"]!.AsArray()
                .ToDictionary(r => (string)r!["phone_number"]!, r => HealthIn(r!));
            Assert.Equal((Used, Idle), (rows["+13125550101"], rows["+13125550102"]));
        }

        var second = await _story.AskAsync($"GET {ofProfile}page[size]=1&page[number]=2");
        Assert.Equal(2, (int)second.Json["meta"]!["total_results"]!);
        Assert.Equal(
            (string)second.Json["data"]![0]!["phone_number"]! == "+13125550101" ? Used : Idle,
            HealthIn(second.Json["data"]!.AsArray().Single()!));
        _story.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(Idle, await HealthAsync());

        async Task<string> HealthAsync() =>
            HealthIn((await _story.AskAsync("GET /v2/phone_numbers/+13125550101/messaging")).Json["data"]!);
    }

    private static string HealthIn(JsonNode number) => number["health"]!.ToJsonString();

    private static string From(Answer answer) => (string)answer.Json["data"]!["from"]!["phone_number"]!;

    private Task<Answer> SendAsync(string to, string place = "/number_pool") => _story.AskAsync(
        $"POST /v2/messages{place}", $$"""{"messaging_profile_id":"{{_profile}}","to":"{{to}}","text":"x"}""");

    private async Task SetAsync(string settings) => Assert.Equal(200, (int)(await _story.AskAsync(
        $"PATCH /v2/messaging_profiles/{_profile}", $$"""{"number_pool_settings":{{settings}}}""")).Status);

    private async Task UseAsync(params string[] numbers)
    {
        foreach (var number in numbers)
        {
            await _story.AssignAsync(number, _profile);
        }
    }
}
