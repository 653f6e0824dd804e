using System.Text.RegularExpressions;
using GatewaySim.Testing;

namespace GatewaySim.Telnyx.Tests.Messages;

/// <summary>Each endpoint that sends, on the real gateway: the whole answer, and refusals that need state.</summary>
public sealed partial class SendEndpointTests : IAsyncLifetime
{
    private const string Number = "+13125550100";
    private const string Alice = "+15552000001";

    private readonly SteppedTime _time = new();
    private TelnyxServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TelnyxServer.StartAsync(time: _time);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("", """{"from":"+13125550100","to":"+15552000001","text":"hi"}""", "+13125550100", "SMS", "")]
    [InlineData("/long_code", """{"from":"+13125550100","to":"+15552000001","text":"hi"}""", "+13125550100", "SMS", "")]
    [InlineData("/short_code", """{"from":"12345","to":"+15552000001","text":"hi"}""", "12345", "SMS", "")]
    [InlineData("/schedule", """{"from":"+13125550100","to":"+15552000001","text":"hi"}""", "+13125550100", "SMS", "")]
    [InlineData(
        "/number_pool", """{"messaging_profile_id":"PROFILE","to":"+15552000001","text":"hi"}""", "POOL", "SMS", "")]
    [InlineData(
        "/alphanumeric_sender_id",
        """{"from":"My Shop","messaging_profile_id":"PROFILE","to":"+447700900123","text":"hi","media_urls":5}""",
        "My Shop", "SMS", "")]
    [InlineData(
        "", """
        {"from":"+13125550100","to":"+15552000001","text":"hi","subject":"s","media_urls":["https://a.example/1"]}
        """,
        "+13125550100", "MMS", "https://a.example/1")]
    public async Task An_answer_has_every_member(string place, string body, string from, string type, string media)
    {
        var profile = (string)(await _server.GetAsync("/v2/messaging_profiles")).Json["data"]![0]!["id"]!;
        await _server.PatchAsync(
            $"/v2/messaging_profiles/{profile}", """{"number_pool_settings":{"skip_unhealthy":true}}""");
        var answer = await _server.PostAsync($"/v2/messages{place}", body.Replace("PROFILE", profile));
        Assert.Equal(200, (int)answer.Status);
        var to = body.Contains("+44") ? "+447700900123" : Alice;
        from = from == "POOL" ? (string)answer.Json["data"]!["from"]!["phone_number"]! : from;
        var items = media.Length == 0 ? "" : $$"""{"url":"{{media}}","content_type":null,"sha256":null,"size":null}""";
        Assert.Equal(
            $$$"""
            {"data":{"record_type":"message","direction":"outbound","id":"UUID","type":"{{{type}}}",
            "organization_id":"UUID","messaging_profile_id":"UUID",
            "from":{"phone_number":"{{{from}}}","carrier":"Telnyx","line_type":"Wireless"},
            "to":[{"phone_number":"{{{to}}}","status":"queued","carrier":"CARRIER","line_type":"Wireless"}],"cc":[],
            "text":"hi","subject":{{{(type == "MMS" ? "\"s\"" : "null")}}},"media":[{{{items}}}],
            "encoding":{{{(type == "MMS" ? "null" : "\"GSM-7\"")}}},"parts":1,"num_chars":2,
            "cost":null,"cost_breakdown":null,"errors":[],"tags":[],"tcr_campaign_billable":false,
            "tcr_campaign_id":null,"tcr_campaign_registered":null,"smart_encoding_applied":false,"wait_seconds":0.0,
            "received_at":"2026-01-02T03:04:05.000+00:00","sent_at":null,"completed_at":null,
            "valid_until":"2026-01-02T04:04:05.000+00:00","webhook_url":null,"webhook_failover_url":null}}
            """.ReplaceLineEndings(""), Mask(answer.Body));
    }

    [Fact]
    public async Task A_profile_reaches_only_the_regions_on_its_list()
    {
        var profile = await ProfileAsync("[\"US\",\"GB\"]");
        await AssignAsync(Number, profile);
        foreach (var (to, code) in new[] { (Alice, null), ("+447700900123", null), ("+14165550100", "40309") })
        {
            var answer = await _server.PostAsync(
                "/v2/messages", $$"""{"from":"{{Number}}","to":"{{to}}","text":"x"}""");
            Assert.Equal((code, code is null ? 200 : 400), (answer.Code, (int)answer.Status));
        }
    }

    [Fact]
    public async Task Names_belong_to_their_profile_where_senders_are_strict()
    {
        await using var server = await TelnyxServer.StartAsync(
            simulated: new() { Carrier = "instant", StrictSenders = true });
        var profile = (string)(await server.GetAsync("/v2/messaging_profiles")).Json["data"]![0]!["id"]!;
        var answer = await SendAsNameAsync(server, profile);
        Assert.Equal((400, "40306"), ((int)answer.Status, answer.Code));

        Assert.Equal(200, (int)(await SendAsNameAsync(_server, null)).Status);
        var other = await ProfileAsync("[\"*\"]");
        answer = await SendAsNameAsync(_server, other);
        Assert.Equal((400, "40307"), ((int)answer.Status, answer.Code));
    }

    [Theory]
    [InlineData(
        "POST /v2/alphanumeric_sender_ids", """{"alphanumeric_sender_id":"Shop","messaging_profile_id":"ID"}""")]
    [InlineData("PATCH /v2/messaging_profiles/ID", """{"alpha_sender":"Shop"}""")]
    public async Task A_profile_may_use_the_name_that_it_was_given_where_senders_are_strict(string call, string body)
    {
        await using var server = await TelnyxServer.StartAsync(
            simulated: new() { Carrier = "instant", StrictSenders = true });
        var first = (string)(await server.GetAsync("/v2/messaging_profiles")).Json["data"]![0]!["id"]!;
        var made = await server.PostAsync(
            "/v2/messaging_profiles", """{"name":"other","whitelisted_destinations":["*"]}""");
        var profile = (string)made.Json["data"]!["id"]!;
        var (method, url) = (call.Split(' ')[0], call.Split(' ')[1].Replace("ID", profile));
        var given = await server.SendAsync(new(method), url, body.Replace("ID", profile));
        Assert.True(given.Response.IsSuccessStatusCode);

        Assert.Equal("40306", (await SendAsNameAsync(server, first)).Code);
        Assert.Equal(200, (int)(await SendAsNameAsync(server, profile)).Status);
        Assert.Equal("40307", (await SendAsNameAsync(server, first)).Code);
    }

    private static async Task<Answer> SendAsNameAsync(TelnyxServer server, string? profile)
    {
        profile ??= (string)(await server.GetAsync("/v2/messaging_profiles")).Json["data"]![0]!["id"]!;
        return await server.PostAsync(
            "/v2/messages/alphanumeric_sender_id",
            $$"""{"from":"Shop","messaging_profile_id":"{{profile}}","to":"+447700900123","text":"x"}""");
    }

    private async Task<string> ProfileAsync(string regions)
    {
        var made = await _server.PostAsync(
            "/v2/messaging_profiles", $$"""{"name":"n","whitelisted_destinations":{{regions}}}""");
        return (string)made.Json["data"]!["id"]!;
    }

    private async Task AssignAsync(string number, string profile) => Assert.Equal(200, (int)(await _server.PatchAsync(
        $"/v2/phone_numbers/{number}/messaging", $$"""{"messaging_profile_id":"{{profile}}"}""")).Status);

    internal static string Mask(string body) =>
        CarrierOfPerson().Replace(Uuid().Replace(body, "UUID"), "\"status\":\"$1\",\"carrier\":\"CARRIER\"");

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Uuid();

    [GeneratedRegex("\"status\":\"([a-z_]+)\",\"carrier\":\"[^\"]*\"")]
    private static partial Regex CarrierOfPerson();
}
