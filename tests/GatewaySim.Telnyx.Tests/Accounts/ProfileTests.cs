namespace GatewaySim.Telnyx.Tests.Accounts;

/// <summary>Messaging profiles: a golden pair per endpoint, every fault, and what a deletion leaves.</summary>
public sealed class ProfileTests : IAsyncLifetime
{
    private const string Profiles = "/v2/messaging_profiles";

    private const string Everything = """
        {"name":"Full","whitelisted_destinations":["US","CA","US"],"enabled":false,
         "webhook_url":"https://w.example/1","webhook_failover_url":"https://w.example/2","webhook_api_version":"1",
         "number_pool_settings":{"toll_free_weight":2.5,"long_code_weight":0,"skip_unhealthy":true,
           "sticky_sender":true,"geomatch":true},
         "url_shortener_settings":{"domain":"s.example","prefix":"p","replace_blacklist_only":true,
           "send_webhooks":true},
         "alpha_sender":"Shop 24","daily_spend_limit":"25.50","daily_spend_limit_enabled":true,
         "mms_fall_back_to_sms":true,"mms_transcoding":true,"mobile_only":true,"smart_encoding":true,
         "health_webhook_url":"https://w.example/3","ai_assistant_id":"ai","resource_group_id":"group",
         "features":{"ai_opt_out_detection_enabled":true,"unknown":[1]},
         "v1_secret":"not in POST","id":"read only","colour":"red"}
        """;

    private const string Shown = """
        {"record_type":"messaging_profile","id":"UUID","organization_id":"UUID","name":"Full","enabled":false,
        "webhook_url":"https://w.example/1","webhook_failover_url":"https://w.example/2","webhook_api_version":"1",
        "whitelisted_destinations":["US","CA"],"number_pool_settings":{"toll_free_weight":2.5,"long_code_weight":0,
        "skip_unhealthy":true,"sticky_sender":true,"geomatch":true},"url_shortener_settings":{"domain":"s.example",
        "prefix":"p","replace_blacklist_only":true,"send_webhooks":true},"alpha_sender":"Shop 24",
        "daily_spend_limit":"25.50","daily_spend_limit_enabled":true,"mms_fall_back_to_sms":true,
        "mms_transcoding":true,"mobile_only":true,"smart_encoding":true,"v1_secret":"SECRET",
        "health_webhook_url":"https://w.example/3","ai_assistant_id":"ai","resource_group_id":"group",
        "features":{"ai_opt_out_detection_enabled":true,"unknown":[1]},"created_at":"2026-01-02T03:04:05.000Z",
        "updated_at":"2026-01-02T03:04:05.000Z"}
        """;

    private AccountStory _story = null!;

    public async ValueTask InitializeAsync() => _story = await AccountStory.StartAsync();

    public ValueTask DisposeAsync() => _story.DisposeAsync();

    [Fact]
    public async Task Every_member_is_taken_shown_and_listed()
    {
        var made = await _story.GoldenAsync($"POST {Profiles}", Everything, $$"""{"data":{{Shown}}}""");
        var id = (string)made.Json["data"]!["id"]!;
        Assert.Equal(made.Body, (await _story.AskAsync($"GET {Profiles}/{id}")).Body);
        await _story.GoldenAsync(
            $"GET {Profiles}?filter[name]=Full&page[size]=5", null,
            $$$"""
            {"data":[{{{Shown}}}],"meta":{"page_number":1,"page_size":5,"total_pages":1,"total_results":1}}
            """);
    }

    [Fact]
    public async Task Filters_and_pages_of_the_list()
    {
        foreach (var name in (string[])["Alpha", "Beta", "alphabet"])
        {
            _ = await _story.ProfileAsync(name);
        }

        Assert.Equal(["alphabet", "Alpha"], await _story.ListAsync($"{Profiles}?filter[name][contains]=ALPHA", "name"));
        Assert.Equal(["Alpha"], await _story.ListAsync($"{Profiles}?filter[name][eq]=Alpha", "name"));
        Assert.Empty(await _story.ListAsync($"{Profiles}?filter[name]=alpha", "name"));
        Assert.Equal(["Alpha", "GatewaySim demo profile"], await _story.ListAsync(
            $"{Profiles}?page[size]=2&page[number]=2", "name"));
    }

    /// <summary>Each row: a body, then the members that changed by it, as one line.</summary>
    [Theory]
    [InlineData("{}", "")]
    [InlineData("""{"name":"New","enabled":true}""", """name="New" enabled=true""")]
    [InlineData("""{"name":null,"enabled":null,"whitelisted_destinations":null}""", "")]
    [InlineData("""{"whitelisted_destinations":["*"]}""", """whitelisted_destinations=["*"]""")]
    [InlineData("""{"webhook_url":"","webhook_failover_url":null}""", """webhook_url="" webhook_failover_url="" """)]
    [InlineData("""{"alpha_sender":null,"ai_assistant_id":null}""", "alpha_sender=null ai_assistant_id=null")]
    [InlineData("""{"alpha_sender":""}""", "alpha_sender=null")]
    [InlineData("""{"daily_spend_limit":null}""", "daily_spend_limit=null")]
    [InlineData("""{"daily_spend_limit":"0100","daily_spend_limit_enabled":false}""",
        """daily_spend_limit="100" daily_spend_limit_enabled=false""")]
    [InlineData("""{"features":null}""", "features=null")]
    [InlineData("""{"v1_secret":"my own"}""", """v1_secret="my own" """)]
    [InlineData("""{"health_webhook_url":null,"resource_group_id":"other"}""", "")]
    [InlineData("""{"number_pool_settings":null}""", "number_pool_settings=null")]
    [InlineData("""{"number_pool_settings":{}}""", "number_pool_settings=null")]
    [InlineData("""{"number_pool_settings":{"long_code_weight":3,"geomatch":false}}""",
        """
        number_pool_settings={"toll_free_weight":2.5,"long_code_weight":3,"skip_unhealthy":true,
        "sticky_sender":true,"geomatch":false}
        """)]
    [InlineData("""{"url_shortener_settings":null}""", "url_shortener_settings=null")]
    [InlineData("""{"url_shortener_settings":{"domain":"t.example"}}""",
        """
        url_shortener_settings={"domain":"t.example","prefix":"","replace_blacklist_only":false,"send_webhooks":false}
        """)]
    public async Task A_patch_changes_what_it_names_and_nothing_else(string body, string changes)
    {
        var made = (await _story.AskAsync($"POST {Profiles}", Everything)).Json["data"]!.AsObject();
        _story.Time.Advance(TimeSpan.FromMinutes(1));
        var url = $"{Profiles}/{made["id"]}";
        var answer = await _story.AskAsync($"PATCH {url}", body);
        var patched = answer.Json["data"]!.AsObject();
        Assert.Equal(
            changes.ReplaceLineEndings("").Trim(),
            string.Join(' ', patched.Where(m => m.Key != "updated_at"
                && m.Value?.ToJsonString() != made[m.Key]?.ToJsonString())
                .Select(m => $"{m.Key}={m.Value?.ToJsonString() ?? "null"}")));
        Assert.Equal(
            changes.Length == 0 ? "2026-01-02T03:04:05.000Z" : "2026-01-02T03:05:05.000Z",
            (string)patched["updated_at"]!);
        Assert.Equal(answer.Body, (await _story.AskAsync($"GET {url}")).Body);
    }

    [Fact]
    public async Task A_pool_without_weights_has_the_weights_of_the_documentation_or_is_refused_by_setting()
    {
        const string Body =
            """{"name":"n","whitelisted_destinations":["*"],"number_pool_settings":{"sticky_sender":true}}""";
        var made = await _story.AskAsync($"POST {Profiles}", Body);
        Assert.Equal(
            """
            {"toll_free_weight":1,"long_code_weight":1,"skip_unhealthy":false,"sticky_sender":true,"geomatch":false}
            """, made.Json["data"]!["number_pool_settings"]!.ToJsonString());
        await using var strict = await AccountStory.StartAsync(new() { StrictPoolSettings = true });
        await strict.FaultAsync(
            $"POST {Profiles}", Body, 400, "10004", "/number_pool_settings/toll_free_weight");
    }

    [Fact]
    public async Task A_secret_is_made_anew_by_each_call()
    {
        var id = await _story.ProfileAsync("n");
        var secrets = new HashSet<string> { (await _story.ListAsync(Profiles, "v1_secret"))[0] };
        for (var n = 0; n < 3; n++)
        {
            var answer = await _story.AskAsync($"POST {Profiles}/{id}/actions/regenerate_secret");
            Assert.Equal(id, (string)answer.Json["data"]!["id"]!);
            Assert.True(secrets.Add((string)answer.Json["data"]!["v1_secret"]!));
            Assert.Equal(answer.Body, (await _story.AskAsync($"GET {Profiles}/{id}")).Body);
        }
    }

    [Fact]
    public async Task What_is_on_a_profile_is_listed_under_it()
    {
        var id = await _story.ProfileAsync("n");
        await _story.AssignAsync(AccountStory.Number, id);
        await _story.AssignAsync("24242", id);
        await _story.AskAsync(
            "POST /v2/alphanumeric_sender_ids",
            $$"""{"alphanumeric_sender_id":"Shop","messaging_profile_id":"{{id}}"}""");
        Assert.Equal(
            [AccountStory.Number], await _story.ListAsync($"{Profiles}/{id}/phone_numbers", "phone_number"));
        Assert.Equal(["24242"], await _story.ListAsync($"{Profiles}/{id}/short_codes", "short_code"));
        Assert.Equal(
            ["Shop"], await _story.ListAsync($"{Profiles}/{id}/alphanumeric_sender_ids", "alphanumeric_sender_id"));
        await _story.GoldenAsync($"GET {Profiles}/{id}/metrics?time_frame=7d", null,
            """
            {"data":{"detailed":[],"overview":{"record_type":"messaging_profile_metrics","messaging_profile_id":"UUID",
            "phone_numbers":1,"outbound":{"sent":0,"delivered":0,"errors":0},"inbound":{"received":0}}}}
            """);
        Assert.Equal([id], await _story.ListAsync(
            $"/v2/messaging_profile_metrics?id={id}", "messaging_profile_id"));
    }

    [Fact]
    public async Task R16_a_deleted_profile_is_gone_with_its_rules_and_its_numbers_are_free()
    {
        var id = await _story.ProfileAsync("n");
        await _story.AssignAsync(AccountStory.Number, id);
        await _story.Server.Gateway.TextAsync(AccountStory.Alice, AccountStory.Number, "STOP");
        var before = await _story.AskAsync($"GET {Profiles}/{id}");
        var deleted = await _story.AskAsync($"DELETE {Profiles}/{id}");
        Assert.Equal((200, before.Body), ((int)deleted.Status, deleted.Body));

        Assert.Empty(await _story.ListAsync("/v2/messaging_optouts", "to"));
        await _story.FaultAsync($"GET {Profiles}/{id}", null, 404, "10005", null);
        await _story.FaultAsync($"DELETE {Profiles}/{id}", null, 404, "10005", null);
        Assert.Equal(["-"], await _story.ListAsync(
            $"/v2/phone_numbers/messaging?filter[phone_number]={AccountStory.Number}", "messaging_profile_id"));
    }

    [Fact]
    public async Task A_profile_with_numbers_stays_by_setting()
    {
        await using var story = await AccountStory.StartAsync(new() { KeepProfilesInUse = true });
        var id = await story.ProfileAsync("n");
        await story.AssignAsync(AccountStory.Number, id);
        await story.FaultAsync($"DELETE {Profiles}/{id}", null, 409, "10021", null);
        await story.AskAsync(
            $"PATCH /v2/phone_numbers/{AccountStory.Number}/messaging", """{"messaging_profile_id":""}""");
        Assert.Equal(200, (int)(await story.AskAsync($"DELETE {Profiles}/{id}")).Status);
    }

    [Fact]
    public async Task Redaction_is_shown_to_organisations_that_have_it()
    {
        await using var story = await AccountStory.StartAsync(new() { RedactionLevel = 2 });
        var data = (await story.AskAsync($"GET {Profiles}")).Json["data"]![0]!;
        Assert.Equal((true, 2), ((bool)data["redaction_enabled"]!, (int)data["redaction_level"]!));
    }

    [Theory]
    [InlineData("""{"name":"","enabled":true}""", 422, "10025", "/name")]
    [InlineData("""{"name":5}""", 400, "10026", "/name")]
    [InlineData("""{"whitelisted_destinations":[]}""", 400, "40331", "/whitelisted_destinations")]
    [InlineData("""{"whitelisted_destinations":["USA"]}""", 422, "10032", "/whitelisted_destinations/0")]
    [InlineData("""{"webhook_url":"x"}""", 400, "10003", "/webhook_url")]
    [InlineData("""{"webhook_api_version":"3"}""", 422, "10032", "/webhook_api_version")]
    [InlineData("""{"alpha_sender":"12345"}""", 400, "40325", "/alpha_sender")]
    [InlineData("""{"alpha_sender":"Twelve chars"}""", 400, "40325", "/alpha_sender")]
    [InlineData("""{"alpha_sender":"Größe"}""", 400, "40325", "/alpha_sender")]
    [InlineData("""{"daily_spend_limit":5}""", 400, "10026", "/daily_spend_limit")]
    [InlineData("""{"daily_spend_limit":"-5"}""", 422, "10027", "/daily_spend_limit")]
    [InlineData("""{"daily_spend_limit":".5"}""", 422, "10027", "/daily_spend_limit")]
    [InlineData("""{"daily_spend_limit":"5."}""", 422, "10027", "/daily_spend_limit")]
    [InlineData("""{"daily_spend_limit":"1e3"}""", 422, "10027", "/daily_spend_limit")]
    [InlineData("""{"daily_spend_limit":""}""", 422, "10027", "/daily_spend_limit")]
    [InlineData("""{"mobile_only":"no"}""", 400, "10026", "/mobile_only")]
    [InlineData("""{"smart_encoding":1}""", 400, "10026", "/smart_encoding")]
    [InlineData("""{"number_pool_settings":[]}""", 400, "10026", "/number_pool_settings")]
    [InlineData("""{"number_pool_settings":{"toll_free_weight":-1}}""", 422, "10033",
        "/number_pool_settings/toll_free_weight")]
    [InlineData("""{"number_pool_settings":{"long_code_weight":1e999}}""", 422, "10033",
        "/number_pool_settings/long_code_weight")]
    [InlineData("""{"number_pool_settings":{"long_code_weight":"1"}}""", 400, "10026",
        "/number_pool_settings/long_code_weight")]
    [InlineData("""{"number_pool_settings":{"geomatch":0}}""", 400, "10026", "/number_pool_settings/geomatch")]
    [InlineData("""{"url_shortener_settings":{"prefix":"p"}}""", 400, "10004", "/url_shortener_settings/domain")]
    [InlineData("""{"url_shortener_settings":{"domain":"no host"}}""", 400, "40327",
        "/url_shortener_settings/domain")]
    [InlineData("""{"ai_assistant_id":"LONG"}""", 422, "10025", "/ai_assistant_id")]
    [InlineData("""{"features":7}""", 400, "10026", "/features")]
    [InlineData("""{"features":{"ai_opt_out_detection_enabled":"x"}}""", 400, "10026",
        "/features/ai_opt_out_detection_enabled")]
    [InlineData("""{"features":{"x":"\ud800"}}""", 400, "10028", "/features")]
    [InlineData("""{"\ud800":1}""", 400, "10028", null)]
    [InlineData("""{"v1_secret":""}""", 422, "10025", "/v1_secret")]
    [InlineData("[]", 400, "10026", "")]
    [InlineData("{", 400, "10023", null)]
    public async Task A_patch_with_a_fault_changes_nothing(string body, int status, string code, string? source)
    {
        var id = await _story.ProfileAsync("n");
        body = body.Replace("LONG", new string('a', 65), StringComparison.Ordinal);
        await _story.FaultAsync($"PATCH {Profiles}/{id}", body, status, code, source);
    }

    [Theory]
    [InlineData("PATCH", "", "{}")]
    [InlineData("DELETE", "", null)]
    [InlineData("POST", "/actions/regenerate_secret", null)]
    [InlineData("GET", "/phone_numbers", null)]
    [InlineData("GET", "/short_codes", null)]
    [InlineData("GET", "/alphanumeric_sender_ids", null)]
    [InlineData("GET", "/metrics", null)]
    [InlineData("GET", "/autoresp_configs", null)]
    public async Task A_profile_that_is_not_there_is_not_found(string method, string below, string? body)
    {
        foreach (var id in (string[])[AccountStory.Nobody, "no-uuid"])
        {
            await _story.FaultAsync($"{method} {Profiles}/{id}{below}", body, 404, "10005", null);
        }
    }

    [Fact]
    public async Task Metrics_count_what_was_sent_and_received_by_the_hour_or_day()
    {
        var id = await _story.ProfileAsync("n");
        await _story.AssignAsync(AccountStory.Number, id);
        for (var n = 0; n < 3; n++)
        {
            await _story.AskAsync(
                "POST /v2/messages",
                $$"""{"from":"{{AccountStory.Number}}","to":"{{AccountStory.Alice}}","text":"x"}""");
            _story.Time.Advance(TimeSpan.FromHours(20));
        }

        await _story.Server.Gateway.TextAsync(AccountStory.Alice, AccountStory.Number, "thanks");
        await _story.GoldenAsync($"GET {Profiles}/{id}/metrics", null,
            """
            {"data":{"detailed":[{"metrics":[{"label":"longcode","sent":1,"delivered":1,"errors":0,"received":0}],
            "timestamp":"2026-01-03T19:00:00.000Z"},
            {"metrics":[{"label":"longcode","sent":0,"delivered":0,"errors":0,"received":1}],
            "timestamp":"2026-01-04T15:00:00.000Z"}],
            "overview":{"record_type":"messaging_profile_metrics","messaging_profile_id":"UUID","phone_numbers":1,
            "outbound":{"sent":1,"delivered":1,"errors":0},"inbound":{"received":1}}}}
            """);
        await _story.GoldenAsync($"GET /v2/messaging_profile_metrics?id={id}&time_frame=7d", null,
            """
            {"data":[{"record_type":"messaging_profile_metrics","messaging_profile_id":"UUID","phone_numbers":1,
            "outbound":{"sent":3,"delivered":3,"errors":0},"inbound":{"received":1}}],
            "meta":{"page_number":1,"page_size":20,"total_pages":1,"total_results":1}}
            """);
    }

    [Fact]
    public async Task Metrics_of_a_time_that_is_not_offered_are_refused()
    {
        await _story.FaultAsync(
            $"GET {Profiles}/{AccountStory.Nobody}/metrics?time_frame=2h", null, 422, "10032", "time_frame");
        await _story.FaultAsync("GET /v2/messaging_profile_metrics?time_frame=x", null, 422, "10032", "time_frame");
    }
}
