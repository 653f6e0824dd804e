namespace GatewaySim.Telnyx.Tests.Accounts;

/// <summary>Auto-response configurations: a golden pair per endpoint, every fault, and what they do at once.</summary>
public sealed class AutoResponseTests : IAsyncLifetime
{
    private const string Good = """{"op":"stop","keywords":["Arrêt"],"country_code":"CA","resp_text":"TEXT"}""";
    private const string Text = "Vous ne recevrez plus rien.";

    private AccountStory _story = null!;
    private string _url = "";

    public async ValueTask InitializeAsync()
    {
        _story = await AccountStory.StartAsync();
        _url = await UrlOfDemoAsync(_story);
    }

    public ValueTask DisposeAsync() => _story.DisposeAsync();

    [Fact]
    public async Task A_configuration_is_made_shown_listed_replaced_and_deleted()
    {
        const string Shown = """
            {"id":"UUID","op":"stop","keywords":["Arrêt"],"country_code":"CA","resp_text":"Vous ne recevrez plus rien.",
            "created_at":"2026-01-02T03:04:05.DATE+00:00","updated_at":"2026-01-02T03:04:05.DATE+00:00"}
            """;
        var made = await _story.AskAsync($"POST {_url}", Good.Replace("TEXT", Text, StringComparison.Ordinal));
        var (id, created) = ((string)made.Json["data"]!["id"]!, (string)made.Json["data"]!["created_at"]!);
        Assert.Equal(200, (int)made.Status);
        var shown = Shown.ReplaceLineEndings("").Replace("UUID", id, StringComparison.Ordinal)
            .Replace("DATE", created[20..26], StringComparison.Ordinal);
        Assert.Equal($$"""{"data":{{shown}}}""", made.Body);
        Assert.Equal(made.Body, (await _story.AskAsync($"GET {_url}/{id}")).Body);
        Assert.Equal(
            $$$"""
            {"data":[{{{shown}}}],"meta":{"page_number":1,"page_size":20,"total_pages":1,"total_results":1}}
            """, (await _story.AskAsync($"GET {_url}")).Body);

        _story.Time.Advance(TimeSpan.FromMinutes(1));
        var replaced = (await _story.AskAsync(
            $"PUT {_url}/{id}", """{"op":"info","keywords":["AIDE","aiuto"],"country_code":"*"}""")).Json["data"]!;
        Assert.Equal(
            (id, "info", "*", null, created),
            ((string)replaced["id"]!, (string)replaced["op"]!, (string)replaced["country_code"]!,
                (string?)replaced["resp_text"], (string)replaced["created_at"]!));
        Assert.StartsWith("2026-01-02T03:05:05.", (string)replaced["updated_at"]!);

        var deleted = await _story.AskAsync($"DELETE {_url}/{id}");
        Assert.Equal((200, "\"OK\""), ((int)deleted.Status, deleted.Body));
        Assert.Equal("application/json", deleted.Response.Content.Headers.ContentType!.MediaType);
        await _story.FaultAsync($"GET {_url}/{id}", null, 404, "10005", null);
        await _story.FaultAsync($"DELETE {_url}/{id}", null, 404, "10005", null);
        await _story.FaultAsync(
            $"PUT {_url}/{id}", """{"op":"stop","keywords":[],"country_code":"*"}""", 404, "10005", null);
    }

    [Theory]
    [InlineData("start"), InlineData("stop"), InlineData("info"), InlineData("help")]
    public async Task Every_operation_is_echoed_as_it_was_sent(string op)
    {
        var answer = await _story.AskAsync(
            $"POST {_url}", $$"""{"op":"{{op}}","keywords":["ça"],"country_code":"fr","resp_text":null}""");
        Assert.Equal(op, (string)answer.Json["data"]!["op"]!);
        Assert.Equal("FR", (string)answer.Json["data"]!["country_code"]!);
    }

    [Fact]
    public async Task Filters_of_the_list()
    {
        foreach (var country in (string[])["US", "*", "CA"])
        {
            await _story.AskAsync(
                $"POST {_url}", $$"""{"op":"stop","keywords":["BYE"],"country_code":"{{country}}"}""");
            _story.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(["CA", "*", "US"], await CountriesAsync(""));
        Assert.Equal(["US"], await CountriesAsync("country_code=US"));
        Assert.Equal(["*"], await CountriesAsync("country_code=*"));
        Assert.Equal(["CA", "*"], await CountriesAsync("created_at[gte]=2026-01-02T04:00:00Z"));
        Assert.Equal(["US"], await CountriesAsync("updated_at[lte]=2026-01-02T04:00:00Z"));
        Assert.Equal(["*"], await CountriesAsync(
            "created_at[lte]=2026-01-02T04:30:00Z&updated_at[gte]=2026-01-02T04:00:00Z"));
        Assert.Equal(["*"], await CountriesAsync("page[size]=1&page[number]=2"));
        await _story.FaultAsync($"GET {_url}?country_code=USA", null, 400, "10031", "country_code");
        await _story.FaultAsync($"GET {_url}?created_at[gte]=x", null, 400, "10031", "created_at[gte]");
        await _story.FaultAsync($"GET {_url}?page[size]=0", null, 400, "10033", "page[size]");
    }

    [Theory]
    [InlineData("""{"keywords":[],"country_code":"*"}""", "10004", "/op")]
    [InlineData("""{"op":null,"keywords":[],"country_code":"*"}""", "10004", "/op")]
    [InlineData("""{"op":"stop","country_code":"*"}""", "10004", "/keywords")]
    [InlineData("""{"op":"stop","keywords":[]}""", "10004", "/country_code")]
    [InlineData("""{"op":"STOP","keywords":[],"country_code":"*"}""", "10032", "/op")]
    [InlineData("""{"op":"custom","keywords":[],"country_code":"*"}""", "10032", "/op")]
    [InlineData("""{"op":1,"keywords":[],"country_code":"*"}""", "10026", "/op")]
    [InlineData("""{"op":"stop","keywords":"BYE","country_code":"*"}""", "10026", "/keywords")]
    [InlineData("""{"op":"stop","keywords":["BYE",1],"country_code":"*"}""", "10026", "/keywords/1")]
    [InlineData("""{"op":"stop","keywords":[],"country_code":"USA"}""", "10032", "/country_code")]
    [InlineData("""{"op":"stop","keywords":[],"country_code":"001"}""", "10032", "/country_code")]
    [InlineData("""{"op":"stop","keywords":[],"country_code":""}""", "10032", "/country_code")]
    [InlineData("""{"op":"stop","keywords":[],"country_code":"*","resp_text":5}""", "10026", "/resp_text")]
    [InlineData("""{"op":"stop","keywords":[],"country_code":"*","resp_text":"19 characters long"}""", "10025",
        "/resp_text")]
    [InlineData("""{"op":"stop","keywords":["a\ud800"],"country_code":"*"}""", "10028", "/keywords/0")]
    [InlineData("""{"op":"stop","keywords":[MANY],"country_code":"*"}""", "10033", "/keywords")]
    [InlineData("""{"op":"start","keywords":["Stop"],"country_code":"*"}""", "10027", "/keywords")]
    [InlineData("""{"op":"stop","keywords":["HELP"],"country_code":"US"}""", "10027", "/keywords")]
    [InlineData("""{"op":"help","keywords":["START"],"country_code":"US"}""", "10027", "/keywords")]
    [InlineData("""{"op":"start","keywords":["TAKEN"],"country_code":"US"}""", "10027", "/keywords")]
    [InlineData("""{"op":"stop","keywords":[""],"country_code":"*"}""", "10027", "/keywords")]
    public async Task Each_fault_has_its_code_and_the_status_of_the_setting(string body, string code, string source)
    {
        body = body.Replace(
            "MANY", string.Join(',', Enumerable.Range(0, 21).Select(n => $"\"W{n}\"")), StringComparison.Ordinal);
        foreach (var status in (int[])[422, 400])
        {
            await using var story = await AccountStory.StartAsync(new() { AutoResponseStatus = status });
            var url = await UrlOfDemoAsync(story);
            var taken = await story.AskAsync(
                $"POST {url}", """{"op":"stop","keywords":["TAKEN"],"country_code":"*"}""");
            await story.FaultAsync($"POST {url}", body, status, code, source);
            await story.FaultAsync($"PUT {url}/{taken.Json["data"]!["id"]}", body.Replace(
                "\"start\",\"keywords\":[\"TAKEN\"]", "\"start\",\"keywords\":[\"STOP\"]", StringComparison.Ordinal),
                status, code, source);
        }
    }

    [Theory]
    [InlineData("[", 400, "10023")]
    [InlineData("[]", 400, "10026")]
    public async Task A_body_that_is_no_object_is_answered_as_everywhere(string body, int status, string code) =>
        await _story.FaultAsync($"POST {_url}", body, status, code, code == "10026" ? "" : null);

    [Fact]
    public async Task The_rules_can_be_switched_off_and_the_names_be_made_strict()
    {
        await using var story = await AccountStory.StartAsync(
            new() { CheckAutoResponses = false, StrictAutoResponseOps = true });
        var url = await UrlOfDemoAsync(story);
        var answer = await story.AskAsync(
            $"POST {url}", """{"op":"start","keywords":["STOP"],"country_code":"*","resp_text":"Hello there!"}""");
        Assert.Equal(200, (int)answer.Status);
        await story.FaultAsync(
            $"POST {url}", """{"op":"help","keywords":[],"country_code":"*"}""", 422, "10032", "/op");

        // STOP stays STOP all the same (P-16).
        await story.Server.Gateway.TextAsync(AccountStory.Alice, AccountStory.Number, "STOP");
        Assert.Equal([AccountStory.Alice], await story.ListAsync("/v2/messaging_optouts", "to"));
    }

    [Fact]
    public async Task A_word_counts_from_the_answer_on_until_it_is_deleted_and_on_its_profile_only()
    {
        var made = await _story.AskAsync(
            $"POST {_url}", """{"op":"stop","keywords":["BASTA"],"country_code":"*"}""");
        await _story.AssignAsync(AccountStory.Other, await _story.ProfileAsync("other"));
        await _story.Server.Gateway.TextAsync("+15552000001", AccountStory.Number, "Basta!");
        await _story.Server.Gateway.TextAsync("+15552000002", AccountStory.Other, "Basta!");
        await _story.AskAsync($"DELETE {_url}/{made.Json["data"]!["id"]}");
        await _story.Server.Gateway.TextAsync("+15552000003", AccountStory.Number, "Basta!");
        await _story.Server.Gateway.TextAsync("+15552000004", AccountStory.Number, "stop all");
        Assert.Equal(["+15552000004", "+15552000001"], await _story.ListAsync("/v2/messaging_optouts", "to"));
        Assert.Equal(["STOPALL", "BASTA"], await _story.ListAsync("/v2/messaging_optouts", "keyword"));
    }

    private static async Task<string> UrlOfDemoAsync(AccountStory story) =>
        $"/v2/messaging_profiles/{(await story.ListAsync("/v2/messaging_profiles", "id"))[0]}/autoresp_configs";

    private Task<string[]> CountriesAsync(string query) => _story.ListAsync($"{_url}?{query}", "country_code");
}
