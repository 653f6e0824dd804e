namespace GatewaySim.Telnyx.Tests.Accounts;

/// <summary>Numbers, short codes, alphanumeric senders: a golden pair per endpoint, every fault.</summary>
public sealed class NumberTests : IAsyncLifetime
{
    private const string Code = "24242";

    private AccountStory _story = null!;
    private string _profile = "";

    public async ValueTask InitializeAsync()
    {
        _story = await AccountStory.StartAsync();
        _profile = (await _story.ListAsync("/v2/messaging_profiles", "id"))[0];
    }

    public ValueTask DisposeAsync() => _story.DisposeAsync();

    [Fact]
    public async Task A_numbers_product_and_tags_are_set_and_stay_through_a_move()
    {
        _story.Time.Advance(TimeSpan.FromMinutes(1));
        const string Url = $"/v2/phone_numbers/{AccountStory.Number}/messaging";
        var patched = await _story.GoldenAsync(
            $"PATCH {Url}", """{"messaging_product":"P2P","tags":["spring","été"]}""",
            """
            {"data":{"record_type":"messaging_settings","id":"ID","phone_number":"+13125550100","country_code":"US",
            "messaging_profile_id":"UUID","messaging_product":"P2P","eligible_messaging_products":["A2P","P2P"],
            "traffic_type":"P2P","features":{"sms":{"domestic_two_way":true,"international_inbound":true,
            "international_outbound":true},"mms":{"domestic_two_way":true,"international_inbound":true,
            "international_outbound":true}},"health":{"message_count":0,"inbound_outbound_ratio":0,"success_ratio":0,
            "spam_ratio":0},"type":"long-code","organization_id":"UUID","tags":["spring","été"],
            "created_at":"2026-01-02T03:04:05.000Z","updated_at":"2026-01-02T03:05:05.000Z"}}
            """);
        Assert.Equal(patched.Body, (await _story.AskAsync($"GET {Url}")).Body);
        await _story.AssignAsync(AccountStory.Number, await _story.ProfileAsync("other"));
        var moved = (await _story.AskAsync($"GET {Url}")).Json["data"]!;
        Assert.Equal(("P2P", "spring"), ((string)moved["messaging_product"]!, (string)moved["tags"]![0]!));
        var cleared = await _story.AskAsync($"PATCH {Url}", """{"tags":[]}""");
        Assert.Empty(cleared.Json["data"]!["tags"]!.AsArray());
        Assert.Equal("P2P", (string)cleared.Json["data"]!["messaging_product"]!);
    }

    [Theory]
    [InlineData("+13125550100", """{"messaging_product":"RCS"}""", 400, "40324", "/messaging_product")]
    [InlineData("+18445550100", """{"messaging_product":"P2P"}""", 400, "40324", "/messaging_product")]
    [InlineData("+13125550100", """{"messaging_product":1}""", 400, "10026", "/messaging_product")]
    [InlineData("+13125550100", """{"tags":[1]}""", 400, "10026", "/tags/0")]
    [InlineData("+13125550100", """{"tags":[MANY]}""", 422, "10033", "/tags")]
    [InlineData("+13125550100", """{"messaging_profile_id":"6f726700-0000-8000-8000-000000000009"}""", 400, "85005",
        "/messaging_profile_id")]
    [InlineData("+13125550199", """{"tags":["a"]}""", 404, "10005", null)]
    [InlineData("+16505550100", """{"messaging_profile_id":"PROFILE"}""", 409, "10021", null)]
    public async Task A_number_with_a_fault_stays_as_it_was(
        string number, string body, int status, string code, string? source)
    {
        body = body.Replace("PROFILE", _profile, StringComparison.Ordinal).Replace(
            "MANY", string.Join(',', Enumerable.Repeat("\"t\"", 101)), StringComparison.Ordinal);
        await _story.FaultAsync($"PATCH /v2/phone_numbers/{number}/messaging", body, status, code, source);
    }

    [Fact]
    public async Task Strict_senders_buy_nothing_by_a_patch()
    {
        await using var story = await AccountStory.StartAsync(simulated: new() { StrictSenders = true });
        var profile = (await story.ListAsync("/v2/messaging_profiles", "id"))[0];
        await story.FaultAsync(
            "PATCH /v2/phone_numbers/+447700900123/messaging", $$"""{"messaging_profile_id":"{{profile}}"}""",
            404, "10005", null);
        await story.AssignAsync(AccountStory.Number, profile);
        var bulk = await story.AskAsync(
            "POST /v2/messaging_numbers_bulk_updates",
            $$"""{"messaging_profile_id":"{{profile}}","numbers":["+447700900123"]}""");
        Assert.Equal("+447700900123", (string)bulk.Json["data"]!["failed"]![0]!);
    }

    [Fact]
    public async Task Numbers_are_moved_in_bulk()
    {
        var profile = await _story.ProfileAsync("n");
        var made = await _story.GoldenAsync(
            "POST /v2/messaging_numbers_bulk_updates",
            $$"""
            {"messaging_profile_id":"{{profile}}","numbers":["+13125550100","+13125550101","+16505550100"],
             "assign_only":true}
            """,
            """
            {"data":{"record_type":"messaging_numbers_bulk_update","order_id":"UUID",
            "success":["+13125550100","+13125550101"],"pending":[],"failed":["+16505550100"]}}
            """);
        var order = (string)made.Json["data"]!["order_id"]!;
        Assert.Equal(made.Body, (await _story.AskAsync($"GET /v2/messaging_numbers_bulk_updates/{order}")).Body);
        Assert.Equal(
            ["+13125550100", "+13125550101"],
            await _story.ListAsync(
                $"/v2/phone_numbers/messaging?filter[messaging_profile_id]={profile}&sort[phone_number]=asc",
                "phone_number"));
        await _story.FaultAsync(
            $"GET /v2/messaging_numbers_bulk_updates/{AccountStory.Nobody}", null, 404, "10005", null);
    }

    [Theory]
    [InlineData("""{"numbers":["+13125550100"]}""", 400, "10004", "/messaging_profile_id")]
    [InlineData("""{"messaging_profile_id":"PROFILE"}""", 400, "10004", "/numbers")]
    [InlineData("""{"messaging_profile_id":"PROFILE","numbers":[]}""", 422, "10033", "/numbers")]
    [InlineData("""{"messaging_profile_id":"PROFILE","numbers":["13125550100"]}""", 400, "10016", "/numbers/0")]
    [InlineData("""{"messaging_profile_id":"PROFILE","numbers":["24242"]}""", 400, "10016", "/numbers/0")]
    [InlineData("""{"messaging_profile_id":"PROFILE","numbers":[5]}""", 400, "10026", "/numbers/0")]
    [InlineData("""{"messaging_profile_id":"x","numbers":["+13125550100"]}""", 400, "85005", "/messaging_profile_id")]
    [InlineData(
        """{"messaging_profile_id":"6f726700-0000-8000-8000-000000000009","numbers":["+13125550100"]}""", 400, "85005",
        "/messaging_profile_id")]
    [InlineData(
        """{"messaging_profile_id":"PROFILE","numbers":["+13125550100"],"assign_only":1}""", 400, "10026",
        "/assign_only")]
    public async Task A_bulk_update_with_a_fault(string body, int status, string code, string source) =>
        await _story.FaultAsync(
            "POST /v2/messaging_numbers_bulk_updates", body.Replace("PROFILE", _profile, StringComparison.Ordinal),
            status, code, source);

    [Fact]
    public async Task A_short_code_is_shown_listed_tagged_and_taken_off_its_profile()
    {
        await _story.AssignAsync(Code, _profile);
        const string Shown = """
            {"record_type":"short_code","id":"UUID","short_code":"24242","country_code":"US",
            "messaging_profile_id":"UUID","tags":[],"created_at":"2026-01-02T03:04:05.000Z",
            "updated_at":"2026-01-02T03:04:05.000Z"}
            """;
        var list = await _story.GoldenAsync(
            "GET /v2/short_codes", null, $$$"""
            {"data":[{{{Shown}}}],"meta":{"page_number":1,"page_size":20,"total_pages":1,"total_results":1}}
            """);
        var url = $"/v2/short_codes/{list.Json["data"]![0]!["id"]}";
        await _story.GoldenAsync($"GET {url}", null, $$"""{"data":{{Shown}}}""");
        var tagged = await _story.AskAsync(
            $"PATCH {url}", $$"""{"messaging_profile_id":"{{_profile}}","tags":["a"]}""");
        Assert.Equal("a", (string)tagged.Json["data"]!["tags"]![0]!);
        foreach (var off in (string[])["\"\"", "null"])
        {
            var free = await _story.AskAsync($"PATCH {url}", $$"""{"messaging_profile_id":{{off}}}""");
            Assert.Null(free.Json["data"]!["messaging_profile_id"]);
            Assert.Equal([Code], await _story.ListAsync(
                "/v2/short_codes?filter[messaging_profile_id]=null", "short_code"));
            Assert.Empty(await _story.ListAsync(
                $"/v2/short_codes?filter[messaging_profile_id]={_profile}", "short_code"));
            await _story.AssignAsync(Code, _profile);
        }

        await _story.FaultAsync($"PATCH {url}", """{"tags":["a"]}""", 400, "10004", "/messaging_profile_id");
        await _story.FaultAsync(
            $"PATCH {url}", $$"""{"messaging_profile_id":"{{AccountStory.Nobody}}"}""", 400, "85005",
            "/messaging_profile_id");
        foreach (var nobody in (string[])[AccountStory.Nobody, Code, "x"])
        {
            await _story.FaultAsync($"GET /v2/short_codes/{nobody}", null, 404, "10005", null);
            await _story.FaultAsync(
                $"PATCH /v2/short_codes/{nobody}", """{"messaging_profile_id":null}""", 404, "10005", null);
        }
    }

    [Fact]
    public async Task An_alphanumeric_sender_is_made_shown_listed_and_deleted()
    {
        const string Shown = """
            {"record_type":"alphanumeric_sender_id","id":"UUID","alphanumeric_sender_id":"Shop 24",
            "messaging_profile_id":"UUID","organization_id":"UUID","us_long_code_fallback":"+13125550100"}
            """;
        var body = $$"""
            {"alphanumeric_sender_id":"Shop 24","messaging_profile_id":"{{_profile}}",
             "us_long_code_fallback":"+13125550100"}
            """;
        var made = await _story.GoldenAsync(
            "POST /v2/alphanumeric_sender_ids", body, $$"""{"data":{{Shown}}}""", status: 201);
        var url = $"/v2/alphanumeric_sender_ids/{made.Json["data"]!["id"]}";
        await _story.GoldenAsync($"GET {url}", null, $$"""{"data":{{Shown}}}""");
        await _story.GoldenAsync(
            $"GET /v2/alphanumeric_sender_ids?filter[messaging_profile_id]={_profile}", null, $$$"""
            {"data":[{{{Shown}}}],"meta":{"page_number":1,"page_size":20,"total_pages":1,"total_results":1}}
            """);
        Assert.Empty(await _story.ListAsync(
            $"/v2/alphanumeric_sender_ids?filter[messaging_profile_id]={AccountStory.Nobody}", "id"));
        await _story.FaultAsync(
            "POST /v2/alphanumeric_sender_ids", body, 422, "10012", "/alphanumeric_sender_id");
        await _story.GoldenAsync($"DELETE {url}", null, $$"""{"data":{{Shown}}}""");
        await _story.FaultAsync($"GET {url}", null, 404, "10005", null);
        await _story.FaultAsync($"DELETE {url}", null, 404, "10005", null);
        await _story.FaultAsync("GET /v2/alphanumeric_sender_ids/x", null, 404, "10005", null);
        await _story.FaultAsync("DELETE /v2/alphanumeric_sender_ids/x", null, 404, "10005", null);
    }

    [Theory]
    [InlineData("""{"messaging_profile_id":"PROFILE"}""", 400, "10004", "/alphanumeric_sender_id")]
    [InlineData("""{"alphanumeric_sender_id":"Shop"}""", 400, "10004", "/messaging_profile_id")]
    [InlineData("""{"alphanumeric_sender_id":"","messaging_profile_id":"PROFILE"}""", 400, "40325",
        "/alphanumeric_sender_id")]
    [InlineData("""{"alphanumeric_sender_id":"123","messaging_profile_id":"PROFILE"}""", 400, "40325",
        "/alphanumeric_sender_id")]
    [InlineData("""{"alphanumeric_sender_id":"Shop!","messaging_profile_id":"PROFILE"}""", 400, "40325",
        "/alphanumeric_sender_id")]
    [InlineData("""{"alphanumeric_sender_id":"Twelve chars","messaging_profile_id":"PROFILE"}""", 400, "40325",
        "/alphanumeric_sender_id")]
    [InlineData("""{"alphanumeric_sender_id":"Shop","messaging_profile_id":"x"}""", 400, "85005",
        "/messaging_profile_id")]
    [InlineData(
        """{"alphanumeric_sender_id":"Shop","messaging_profile_id":"6f726700-0000-8000-8000-000000000009"}""", 400,
        "85005", "/messaging_profile_id")]
    [InlineData(
        """{"alphanumeric_sender_id":"Shop","messaging_profile_id":"PROFILE","us_long_code_fallback":"1"}""", 400,
        "10016", "/us_long_code_fallback")]
    public async Task An_alphanumeric_sender_with_a_fault(string body, int status, string code, string source) =>
        await _story.FaultAsync(
            "POST /v2/alphanumeric_sender_ids", body.Replace("PROFILE", _profile, StringComparison.Ordinal), status,
            code, source);

    /// <summary>A name that messages were sent from is no phone number.</summary>
    [Fact]
    public async Task Names_are_not_listed_among_numbers()
    {
        await _story.AskAsync("POST /v2/messages", $$"""
            {"from":"Shop","to":"+447700900123","text":"hi","messaging_profile_id":"{{_profile}}"}
            """);
        Assert.DoesNotContain("Shop", await _story.ListAsync("/v2/phone_numbers/messaging", "phone_number"));
        Assert.DoesNotContain(
            "Shop", await _story.ListAsync($"/v2/messaging_profiles/{_profile}/phone_numbers", "phone_number"));
    }
}
