using System.Text.Json.Nodes;
using GatewaySim.Testing;

namespace GatewaySim.Telnyx.Tests.Messages;

/// <summary>Group MMS: one message, a status of its own for every recipient.</summary>
public sealed class GroupTests : IAsyncLifetime
{
    private const string Number = "+13125550100";
    private const string Alice = "+15552000001";
    private const string Bob = "+15552000002";

    private readonly SteppedTime _time = new();
    private TelnyxServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TelnyxServer.StartAsync(time: _time);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_answer_shows_every_recipient()
    {
        var answer = await SendAsync(_server, Alice, Bob);
        Assert.Equal(200, (int)answer.Status);
        Assert.Equal(
            """
            {"data":{"record_type":"message","direction":"outbound","id":"UUID","type":"MMS","organization_id":"UUID",
            "messaging_profile_id":"UUID",
            "from":{"phone_number":"+13125550100","carrier":"Telnyx","line_type":"Wireless"},
            "to":[{"phone_number":"+15552000001","status":"queued","carrier":"CARRIER","line_type":"Wireless"},
            {"phone_number":"+15552000002","status":"queued","carrier":"CARRIER","line_type":"Wireless"}],
            "cc":[],"text":"all","subject":null,"media":[],"encoding":null,"parts":1,"num_chars":3,
            "cost":null,"cost_breakdown":null,"errors":[],"tags":[],"tcr_campaign_billable":false,
            "tcr_campaign_id":null,"tcr_campaign_registered":null,"smart_encoding_applied":false,"wait_seconds":0.0,
            "received_at":"2026-01-02T03:04:05.000+00:00","sent_at":null,"completed_at":null,
            "valid_until":"2026-01-02T04:04:05.000+00:00","webhook_url":null,"webhook_failover_url":null}}
            """.ReplaceLineEndings(""), SendEndpointTests.Mask(answer.Body));
    }

    [Fact]
    public async Task The_list_has_a_message_of_its_own_for_every_recipient()
    {
        await _server.Gateway.TextAsync(Bob, Number, "STOP");
        var sent = (await SendAsync(_server, Alice, Bob)).Json["data"]!;
        _time.Advance(TimeSpan.FromSeconds(10));
        var list = (await _server.GetAsync($"/v2/messages/group/{sent["id"]}")).Json["data"]!.AsArray();
        Assert.Equal(
            ["+15552000001 delivered ", "+15552000002 sending_failed 40300"],
            list.Select(m => $"{m!["to"]![0]!["phone_number"]} {m["to"]![0]!["status"]} "
                + $"{m["errors"]!.AsArray().SingleOrDefault()?["code"]}"));
        Assert.All(list, m => Assert.Equal(("MMS", 1), ((string)m!["type"]!, m["to"]!.AsArray().Count)));
        Assert.Equal(3, list.Select(m => (string)m!["id"]!).Append((string)sent["id"]!).Distinct().Count());
        foreach (var member in list)
        {
            var found = (await _server.GetAsync($"/v2/messages/{member!["id"]}")).Json["data"]!;
            Assert.True(JsonNode.DeepEquals(member, found));
        }
    }

    [Fact]
    public async Task The_group_shows_all_statuses_with_their_errors_and_costs_per_recipient()
    {
        await _server.Gateway.TextAsync(Bob, Number, "STOP");
        var sent = (await SendAsync(_server, Alice, Bob)).Json["data"]!;
        Assert.Equal(["queued", "sending_failed"], sent["to"]!.AsArray().Select(t => (string)t!["status"]!));
        _time.Advance(TimeSpan.FromSeconds(10));
        var found = (await _server.GetAsync($"/v2/messages/{sent["id"]}")).Json["data"]!;
        Assert.Equal(["delivered", "sending_failed"], found["to"]!.AsArray().Select(t => (string)t!["status"]!));
        Assert.Equal("/to/1/phone_number", (string)found["errors"]!.AsArray().Single()!["source"]!["pointer"]!);
        Assert.Equal("0.0070", (string)found["cost"]!["amount"]!);
        Assert.NotNull(found["completed_at"]);
    }

    [Theory]
    [InlineData(false, 200, null)]
    [InlineData(true, 409, "40300")]
    public async Task One_blocked_recipient_stops_it_as_it_is_set(bool refuses, int status, string? code)
    {
        await using var server = await TelnyxServer.StartAsync(new TelnyxOptions { GroupRefusesBlocked = refuses });
        await server.Gateway.TextAsync(Bob, Number, "STOP");
        var answer = await SendAsync(server, Alice, Bob);
        Assert.Equal((status, code), ((int)answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_group_of_blocked_people_is_refused()
    {
        await _server.Gateway.TextAsync(Bob, Number, "STOP");
        var answer = await SendAsync(_server, Bob);
        Assert.Equal((409, "40300"), ((int)answer.Status, answer.Code));
        Assert.Contains(Bob, answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"from":"+13125550100","text":"x"}""", 400, "10004", "/to")]
    [InlineData("""{"from":"+13125550100","to":"+15552000001","text":"x"}""", 400, "10026", "/to")]
    [InlineData("""{"from":"+13125550100","to":[],"text":"x"}""", 400, "10004", "/to")]
    [InlineData("""{"from":"+13125550100","to":[1],"text":"x"}""", 400, "10026", "/to")]
    [InlineData("""{"from":"+13125550100","to":["12345"],"text":"x"}""", 400, "40310", "/to")]
    [InlineData("""{"from":"+13125550100","to":["15552000001"],"text":"x"}""", 400, "10016", "/to")]
    [InlineData("""{"from":"+13125550100","to":["+447700900123"],"text":"x"}""", 400, "40319", "/to")]
    [InlineData("""{"to":["+15552000001"],"text":"x"}""", 400, "10004", "/from")]
    [InlineData("""{"from":"12345","to":["+15552000001"],"text":"x"}""", 400, "40305", "/from")]
    [InlineData("""{"from":"+447700900123","to":["+15552000001"],"text":"x"}""", 400, "40308", "/from")]
    [InlineData("""{"from":"+13125550100","to":["+15552000001"]}""", 400, "40316", "/text")]
    public async Task A_group_message_with_a_fault(string body, int status, string code, string source)
    {
        var answer = await _server.PostAsync("/v2/messages/group_mms", body);
        Assert.Equal((status, code, source), ((int)answer.Status, answer.Code, answer.Source));
    }

    [Fact]
    public async Task Nine_recipients_are_too_many_and_a_repeated_one_counts_once()
    {
        var nine = Enumerable.Range(1, 9).Select(n => $"+1555200000{n}").ToArray();
        var answer = await SendAsync(_server, nine);
        Assert.Equal((422, "10033", "/to"), ((int)answer.Status, answer.Code, answer.Source));
        Assert.Equal(8, (await SendAsync(_server, nine[..8])).Json["data"]!["to"]!.AsArray().Count);
        Assert.Single((await SendAsync(_server, Alice, Alice)).Json["data"]!["to"]!.AsArray());
    }

    [Fact]
    public async Task Other_messages_are_no_groups()
    {
        var sent = await _server.PostAsync("/v2/messages", $$"""{"from":"{{Number}}","to":"{{Bob}}","text":"x"}""");
        var answer = await _server.GetAsync($"/v2/messages/group/{sent.Json["data"]!["id"]}");
        Assert.Equal((404, "40303"), ((int)answer.Status, answer.Code));
    }

    private static Task<Answer> SendAsync(TelnyxServer server, params string[] to) => server.PostAsync(
        "/v2/messages/group_mms",
        $$"""{"from":"{{Number}}","to":[{{string.Join(',', to.Select(t => $"\"{t}\""))}}],"text":"all"}""");
}
