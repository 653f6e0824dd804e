using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GatewaySim.Testing;

namespace GatewaySim.Telnyx.Tests;

/// <summary>
/// Each endpoint on the real gateway: what is asked, and the whole answer. UUIDs and row ids are masked.
/// </summary>
public sealed partial class StoryTests : IAsyncLifetime
{
    private const string Number = "+13125550100";
    private const string Other = "+13125550101";
    private const string Alice = "+15552000001";
    private const string Bob = "+15552000002";

    private readonly SteppedTime _time = new();
    private TelnyxServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TelnyxServer.StartAsync(time: _time);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_send_is_answered_with_every_member_of_the_message()
    {
        var answer = await SendAsync(Alice, "hé {you} 😀");
        Assert.Equal((HttpStatusCode.OK, "hé {you} 😀"), (answer.Status, (string)answer.Json["data"]!["text"]!));
        Assert.Equal(
            """
            {"data":{"record_type":"message","direction":"outbound","id":"UUID","type":"SMS","organization_id":"UUID",
            "messaging_profile_id":"UUID",
            "from":{"phone_number":"+13125550100","carrier":"Telnyx","line_type":"Wireless"},
            "to":[{"phone_number":"+15552000001","status":"queued","carrier":"CARRIER","line_type":"Wireless"}],"cc":[],
            "text":"hé {you} \uD83D\uDE00","subject":null,"media":[],"encoding":"UCS-2","parts":1,"num_chars":11,
            "cost":null,
            "cost_breakdown":null,"errors":[],"tags":[],"tcr_campaign_billable":false,"tcr_campaign_id":null,
            "tcr_campaign_registered":null,"smart_encoding_applied":false,"wait_seconds":0.0,
            "received_at":"2026-01-02T03:04:05.000+00:00","sent_at":null,"completed_at":null,
            "valid_until":"2026-01-02T04:04:05.000+00:00","webhook_url":null,"webhook_failover_url":null}}
            """.ReplaceLineEndings(""), Mask(answer.Body));
    }

    [Fact]
    public async Task A_look_up_shows_the_message_delivered_with_its_cost()
    {
        var id = (string)(await SendAsync(Alice, new string('a', 161))).Json["data"]!["id"]!;
        _time.Advance(TimeSpan.FromMinutes(1));
        var answer = await _server.GetAsync($"/v2/messages/{id}");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var data = answer.Json["data"]!;
        Assert.Equal(id, (string)data["id"]!);
        Assert.Equal("delivered", (string)data["to"]![0]!["status"]!);
        Assert.Equal((2, "GSM-7", 161), ((int)data["parts"]!, (string)data["encoding"]!, (int)data["num_chars"]!));
        Assert.Equal("""{"amount":"0.0140","currency":"USD"}""", data["cost"]!.ToJsonString());
        Assert.Equal(
            """{"carrier_fee":{"amount":"0.0060","currency":"USD"},"rate":{"amount":"0.0080","currency":"USD"}}""",
            data["cost_breakdown"]!.ToJsonString());
        Assert.Equal("2026-01-02T03:04:05.000+00:00", (string)data["received_at"]!);
        Assert.StartsWith("2026-01-02T03:04:05", (string)data["sent_at"]!);
        Assert.StartsWith("2026-01-02T03:04:05", (string)data["completed_at"]!);
        Assert.Null(data["valid_until"]);
        Assert.Equal(Members((await SendAsync(Alice, "x")).Json["data"]!), Members(data));
    }

    [Fact]
    public async Task A_message_is_found_until_it_is_ten_days_old()
    {
        var id = (string)(await SendAsync(Alice, "x")).Json["data"]!["id"]!;
        _time.Advance(TimeSpan.FromDays(10) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await _server.GetAsync($"/v2/messages/{id}")).Status);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.NotFound, (await _server.GetAsync($"/v2/messages/{id}")).Status);
    }

    [Fact]
    public async Task Options_of_a_message_come_back_with_it()
    {
        var sent = await _server.PostAsync("/v2/messages", $$"""
            {"from":"{{Number}}","to":"{{Alice}}","subject":"s","media_urls":["https://a.example/1"],"type":"MMS",
             "webhook_url":"https://app.example/hook","webhook_failover_url":"https://app.example/b"}
            """);
        var id = (string)sent.Json["data"]!["id"]!;
        foreach (var data in new[] { sent.Json["data"]!, (await _server.GetAsync($"/v2/messages/{id}")).Json["data"]! })
        {
            Assert.Equal(("MMS", "s", ""), ((string)data["type"]!, (string)data["subject"]!, (string)data["text"]!));
            Assert.Equal(
                """[{"url":"https://a.example/1","content_type":null,"sha256":null,"size":null}]""",
                data["media"]!.ToJsonString());
            Assert.Equal("https://app.example/hook", (string)data["webhook_url"]!);
            Assert.Equal("https://app.example/b", (string)data["webhook_failover_url"]!);
        }
    }

    [Fact]
    public async Task A_stop_blocks_with_the_canonical_answer_and_stores_no_message()
    {
        await _server.Gateway.TextAsync(Alice, Number, "STOP");
        var events = _server.Gateway.EventCount;
        var answer = await SendAsync(Alice, "x", Other);
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Equal(
            """
            {"errors":[{"code":"40300","title":"Blocked due to STOP message",
            "detail":"Messages cannot be sent from '+13125550101' to '+15552000001' due to an existing block rule.",
            "meta":{"url":"https://developers.telnyx.com/docs/overview/errors/40300"}}]}
            """.ReplaceLineEndings(""), answer.Body);
        Assert.Equal(events, _server.Gateway.EventCount);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(Bob, "x", Other)).Status);
        await _server.Gateway.TextAsync(Alice, Number, "START");
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(Alice, "x", Other)).Status);
    }

    [Fact]
    public async Task An_inbound_message_is_looked_up_like_any_other()
    {
        var heard = await _server.Gateway.TextAsync(Alice, Number, "Stop");
        var id = Domain.PositionUuid.Encode(
            heard.Id, Domain.UuidKind.Message, _server.Gateway.Senders.IdSalt);
        var answer = await _server.GetAsync($"/v2/messages/{id}");
        Assert.Equal(
            """
            {"data":{"record_type":"message","direction":"inbound","id":"UUID","type":"SMS","autoresponse_type":"STOP",
            "is_spam":false,"messaging_profile_id":"UUID","organization_id":"UUID",
            "from":{"phone_number":"+15552000001","status":"webhook_delivered","carrier":"CARRIER",
            "line_type":"Wireless"},
            "to":[{"phone_number":"+13125550100","status":"webhook_delivered","carrier":"Telnyx",
            "line_type":"Wireless"}],
            "cc":[],"text":"Stop","subject":"","media":[],"encoding":"GSM-7","parts":1,"num_chars":4,
            "cost":{"amount":"0.0000","currency":"USD"},"cost_breakdown":null,"errors":[],"tags":[],
            "received_at":"2026-01-02T03:04:05.000+00:00","sent_at":null,"completed_at":null,"valid_until":null,
            "webhook_url":null,"webhook_failover_url":null}}
            """.ReplaceLineEndings(""), Mask(answer.Body));
    }

    [Fact]
    public async Task A_message_of_the_other_provider_is_not_found_here()
    {
        var heard = await _server.Gateway.TextAsync(Alice, "+16505550100", "hello");
        var id = Domain.PositionUuid.Encode(heard.Id, Domain.UuidKind.Message, _server.Gateway.Senders.IdSalt);
        Assert.Equal(HttpStatusCode.NotFound, (await _server.GetAsync($"/v2/messages/{id}")).Status);
    }

    [Fact]
    public async Task Half_a_character_that_a_person_sent_never_becomes_a_500()
    {
        var heard = await _server.Gateway.TextAsync(Alice, Number, "a\ud800b");
        var id = Domain.PositionUuid.Encode(heard.Id, Domain.UuidKind.Message, _server.Gateway.Senders.IdSalt);
        var answer = await _server.GetAsync($"/v2/messages/{id}");
        Assert.Equal("a\ufffdb", (string)answer.Json["data"]!["text"]!);
    }

    [Fact]
    public async Task Opt_outs_are_listed_filtered_and_redacted()
    {
        await _server.Gateway.TextAsync(Alice, Number, " stop ");
        _time.Advance(TimeSpan.FromHours(1));
        await _server.Gateway.TextAsync(Bob, Other, "QUIT");

        var all = await _server.GetAsync("/v2/messaging_optouts?page[size]=1");
        Assert.Equal(
            """
            {"data":[{"from":"+13125550101","to":"+15552000002","keyword":"QUIT","messaging_profile_id":"UUID",
            "created_at":"2026-01-02 04:04:05.000000+00:00"}],
            "meta":{"page_number":1,"page_size":1,"total_pages":2,"total_results":2}}
            """.ReplaceLineEndings(""), Mask(all.Body));
        Assert.Equal([Alice], await ToAsync("page[size]=1&page[number]=2"));
        Assert.Empty(await ToAsync("page[number]=2147483647&page[size]=250"));
        Assert.Equal([Alice], await ToAsync("filter[from]=+13125550100"));
        Assert.Equal([Alice], await ToAsync("filter%5Bfrom%5D=%2B13125550100"));
        Assert.Equal([Bob], await ToAsync("created_at[gte]=2026-01-02T04:00:00.000Z"));
        Assert.Equal([Bob], await ToAsync("created_at[gte]=2026-01-02T06:00:00+02:00"));
        Assert.Equal([Alice], await ToAsync("created_at[lte]=2026-01-02 04:00:00+00:00"));
        Assert.Equal(["+1555200****", "+1555200****"], await ToAsync("redaction_enabled=true"));
        Assert.Empty(await ToAsync("filter[messaging_profile_id]=6f726700-0000-8000-8000-000000000009"));

        await _server.Gateway.TextAsync(Alice, Number, "START");
        Assert.Equal([Bob], await ToAsync(""));
    }

    [Fact]
    public async Task A_profile_is_made_found_listed_and_sent_from()
    {
        var made = await _server.PostAsync("/v2/messaging_profiles", """
            {"name":"Spring","whitelisted_destinations":["US","CA"],"webhook_url":"https://app.example/hook",
             "colour":"red"}
            """);
        Assert.Equal(
            """
            {"data":{"record_type":"messaging_profile","id":"UUID","organization_id":"UUID","name":"Spring",
            "enabled":true,
            "webhook_url":"https://app.example/hook","webhook_failover_url":"","webhook_api_version":"2",
            "whitelisted_destinations":["US","CA"],"number_pool_settings":null,"url_shortener_settings":null,
            "alpha_sender":null,"daily_spend_limit":null,"daily_spend_limit_enabled":false,"mms_fall_back_to_sms":false,
            "mms_transcoding":false,"mobile_only":false,"smart_encoding":false,"v1_secret":"SECRET",
            "health_webhook_url":null,"ai_assistant_id":null,"resource_group_id":null,"features":null,
            "created_at":"2026-01-02T03:04:05.000Z","updated_at":"2026-01-02T03:04:05.000Z"}}
            """.ReplaceLineEndings(""), Mask(made.Body));
        var id = (string)made.Json["data"]!["id"]!;
        Assert.Equal(made.Body, (await _server.GetAsync($"/v2/messaging_profiles/{id}")).Body);

        var list = (await _server.GetAsync("/v2/messaging_profiles?filter[name][contains]=spr")).Json;
        Assert.Equal(["Spring"], list["data"]!.AsArray().Select(p => (string)p!["name"]!));
        Assert.Equal(2, (int)(await _server.GetAsync("/v2/messaging_profiles")).Json["meta"]!["total_results"]!);

        // The number is not on the profile until it is put there; its webhook then becomes the message's.
        var pooled = $$"""{"to":"{{Alice}}","text":"x","messaging_profile_id":"{{id}}"}""";
        var empty = await _server.PostAsync("/v2/messages", pooled);
        Assert.Equal((400, "40321"), ((int)empty.Status, empty.Code));
        Assert.Equal("40305", (await SendAsync(Alice, "x", Number, id)).Code);
        await _server.PatchAsync($"/v2/phone_numbers/{Number}/messaging", $$"""{"messaging_profile_id":"{{id}}"}""");
        var sent = (await SendAsync(Alice, "x", Number, id)).Json["data"]!;
        Assert.Equal(id, (string)sent["messaging_profile_id"]!);
        Assert.Equal("https://app.example/hook", (string)sent["webhook_url"]!);

        // A pool must be switched on, too.
        Assert.Equal("40321", (await _server.PostAsync("/v2/messages", pooled)).Code);
        await _server.PatchAsync(
            $"/v2/messaging_profiles/{id}", """{"number_pool_settings":{"skip_unhealthy":true}}""");
        var pool = await _server.PostAsync("/v2/messages", pooled);
        Assert.Equal(Number, (string)pool.Json["data"]!["from"]!["phone_number"]!);
    }

    [Fact]
    public async Task A_disabled_profile_sends_nothing()
    {
        var made = await _server.PostAsync(
            "/v2/messaging_profiles", """{"name":"off","whitelisted_destinations":["*"],"enabled":false}""");
        var id = (string)made.Json["data"]!["id"]!;
        await _server.PatchAsync($"/v2/phone_numbers/{Number}/messaging", $$"""{"messaging_profile_id":"{{id}}"}""");
        Assert.Equal("40312", (await SendAsync(Alice, "x")).Code);
        var pool = await _server.PostAsync(
            "/v2/messages", $$"""{"to":"{{Alice}}","text":"x","messaging_profile_id":"{{id}}"}""");
        Assert.Equal("40312", pool.Code);
    }

    [Fact]
    public async Task A_number_is_shown_moved_and_listed()
    {
        var shown = await _server.GetAsync("/v2/phone_numbers/+18445550100/messaging");
        Assert.Equal(
            """
            {"data":{"record_type":"messaging_settings","id":"ID","phone_number":"+18445550100","country_code":"US",
            "messaging_profile_id":"UUID","messaging_product":"A2P","eligible_messaging_products":["A2P"],
            "traffic_type":"A2P","features":{"sms":{"domestic_two_way":true,"international_inbound":true,
            "international_outbound":true},"mms":{"domestic_two_way":true,"international_inbound":true,
            "international_outbound":true}},"health":{"message_count":0,"inbound_outbound_ratio":0,"success_ratio":0,
            "spam_ratio":0},"type":"toll-free","organization_id":"UUID","tags":[],
            "created_at":"2026-01-02T03:04:05.000Z","updated_at":"2026-01-02T03:04:05.000Z"}}
            """.ReplaceLineEndings(""), Mask(shown.Body));
        var id = (string)shown.Json["data"]!["id"]!;
        Assert.Equal(shown.Body, (await _server.GetAsync($"/v2/phone_numbers/{id}/messaging")).Body);
        Assert.Equal(shown.Body, (await _server.GetAsync("/v2/phone_numbers/%2B18445550100/messaging")).Body);
        Assert.Equal(shown.Body, (await _server.PatchAsync($"/v2/phone_numbers/{id}/messaging", "{}")).Body);

        var off = await _server.PatchAsync($"/v2/phone_numbers/{id}/messaging", """{"messaging_profile_id":""}""");
        Assert.Null(off.Json["data"]!["messaging_profile_id"]);
        Assert.Equal(["+18445550100"], await NumbersAsync("filter[type]=tollfree"));
        Assert.Equal([Number, Other], await NumbersAsync(
            $"filter[phone_number]={Number},{Other}&sort[phone_number]=asc"));
        Assert.Equal(4, (await NumbersAsync("filter[phone_number][contains]=1312555&page[size]=250")).Count);
    }

    [Fact]
    public async Task A_number_that_nobody_has_is_taken_by_putting_it_on_a_profile()
    {
        var profile = (string)(await _server.GetAsync("/v2/messaging_profiles")).Json["data"]![0]!["id"]!;
        const string Url = "/v2/phone_numbers/+447700900123/messaging";
        Assert.Equal(HttpStatusCode.NotFound, (await _server.GetAsync(Url)).Status);
        var answer = await _server.PatchAsync(Url, $$"""{"messaging_profile_id":"{{profile}}"}""");
        Assert.Equal(
            ("+447700900123", "GB", profile),
            ((string)answer.Json["data"]!["phone_number"]!, (string)answer.Json["data"]!["country_code"]!,
                (string)answer.Json["data"]!["messaging_profile_id"]!));
        Assert.Equal(answer.Body, (await _server.GetAsync(Url)).Body);
    }

    private Task<Answer> SendAsync(string to, string text, string from = Number, string? profile = null)
    {
        var body = new JsonObject { ["from"] = from, ["to"] = to, ["text"] = text, ["messaging_profile_id"] = profile };
        return _server.PostAsync("/v2/messages", body.ToJsonString());
    }

    private async Task<List<string>> ToAsync(string query) =>
        [.. (await _server.GetAsync($"/v2/messaging_optouts?{query}")).Json["data"]!.AsArray()
            .Select(r => (string)r!["to"]!)];

    private async Task<List<string>> NumbersAsync(string query) =>
        [.. (await _server.GetAsync($"/v2/phone_numbers/messaging?{query}")).Json["data"]!.AsArray()
            .Select(r => (string)r!["phone_number"]!)];

    private static IEnumerable<string> Members(JsonNode data) => data.AsObject().Select(m => m.Key);

    private static string Mask(string body)
    {
        body = Uuid().Replace(body, "UUID");
        body = Secret().Replace(body, "\"v1_secret\":\"SECRET\"");
        body = Carrier().Replace(body, "\"carrier\":\"CARRIER\"");
        return Id().Replace(body, "\"id\":\"ID\"");
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Uuid();

    [GeneratedRegex("\"v1_secret\":\"[0-9a-f]{24}\"")]
    private static partial Regex Secret();

    [GeneratedRegex("\"carrier\":\"(?!Telnyx)[^\"]+\"")]
    private static partial Regex Carrier();

    [GeneratedRegex("\"id\":\"[0-9]+\"")]
    private static partial Regex Id();
}
