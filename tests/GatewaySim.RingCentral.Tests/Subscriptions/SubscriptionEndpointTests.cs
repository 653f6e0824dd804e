using System.Text.Json;
using GatewaySim.Domain.Commands;
using GatewaySim.RingCentral.Subscriptions;
using GatewaySim.Testing;

namespace GatewaySim.RingCentral.Tests.Subscriptions;

public class SubscriptionEndpointTests
{
    private const string Path = "/restapi/v1.0/subscription";
    private const string Batches = "/restapi/v1.0/account/~/a2p-sms/batches";
    private const string Unknown = Path + "/00000000-0000-8000-8000-000000000000";

    [Fact]
    public async Task A_subscription_lives_from_its_handshake_to_its_end()
    {
        var time = new SteppedTime();
        using var gateway = await TestGateway.StartAsync(time: time);
        await using var door = await TestDoor.OpenAsync(senders: gateway.Senders);
        await using var receiver = await Receiver.OpenAsync();
        const string filters = $$"""["{{Batches}}/","{{Batches}}?from=%2B16505550100","{{Batches}}"]""";
        var created = await door.CallAsync("POST", Path, Body(receiver.Url, filters, ",\"expiresIn\":\"600\""));
        var id = created.Json.GetProperty("id").GetString();
        var at = created.Json.GetProperty("creationTime").GetString()!;
        var expires = DateTimeOffset.Parse(at).AddSeconds(600).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'");
        var server = door.Client.BaseAddress!.ToString().TrimEnd('/');
        const string batches = "/restapi/v1.0/account/400100200/a2p-sms/batches";
        Assert.Equal(
            $$$"""
            {"uri":"{{{server}}}{{{Path}}}/{{{id}}}","id":"{{{id}}}","eventFilters":["{{{batches}}}",
            "{{{batches}}}?from=+16505550100"],"expirationTime":"{{{expires}}}","expiresIn":600,
            "status":"Active","creationTime":"{{{at}}}","deliveryMode":{"transportType":"WebHook",
            "address":"{{{receiver.Url}}}","encryption":false}}
            """.ReplaceLineEndings(""),
            created.Body);
        Assert.Equal(200, (int)created.Status);
        Assert.Equal(created.Body, (await door.CallAsync("GET", $"{Path}/{id}")).Body);
        Assert.Equal(
            $$"""{"uri":"{{server}}{{Path}}","records":[{{created.Body}}]}""",
            (await door.CallAsync("GET", Path)).Body);

        // A renewal keeps what it had, whichever call it is.
        time.Advance(TimeSpan.FromSeconds(500));
        var renewed = (await door.CallAsync("PUT", $"{Path}/{id}")).Json;
        Assert.Equal(600, renewed.GetProperty("expiresIn").GetInt32());
        time.Advance(TimeSpan.FromSeconds(500));
        renewed = (await door.CallAsync("POST", $"{Path}/{id}/renew")).Json;
        Assert.Equal(600, renewed.GetProperty("expiresIn").GetInt32());
        Assert.Equal(2, renewed.GetProperty("eventFilters").GetArrayLength());

        const string change = """
            {"eventFilters":["/restapi/v2/accounts/~/sms/consents"],"expiresIn":60,"deliveryMode":{"address":"x"}}
            """;
        var changed = (await door.CallAsync("PUT", $"{Path}/{id}", change)).Json;
        Assert.Equal("/restapi/v2/accounts/400100200/sms/consents", changed.GetProperty("eventFilters")[0].GetString());
        Assert.Equal(receiver.Url, changed.GetProperty("deliveryMode").GetProperty("address").GetString());
        Assert.Equal(at, changed.GetProperty("creationTime").GetString());
        Assert.Equal(60, changed.GetProperty("expiresIn").GetInt32());

        // Only the creation asked the address.
        var request = Assert.Single(receiver.Requests);
        Assert.Equal(("POST /hook", ""), (request.Line, request.Body));
        Assert.True(Guid.TryParse(request.Headers["Validation-Token"], out _));
        Assert.Equal(
            ("RingCentral-Webhook/8.3", "application/json"),
            (request.Headers["User-Agent"], request.Headers["Accept"]));
        Assert.False(request.Headers.ContainsKey("Verification-Token"));

        time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal("404 CMN-102 subscriptionId", (await door.CallAsync("GET", $"{Path}/{id}")).Error);
        Assert.Equal(0, (await door.CallAsync("GET", Path)).Json.GetProperty("records").GetArrayLength());
    }

    [Fact]
    public async Task A_deleted_subscription_is_gone()
    {
        using var gateway = await TestGateway.StartAsync();
        await using var door = await TestDoor.OpenAsync(senders: gateway.Senders);
        await using var receiver = await Receiver.OpenAsync();
        var id = (await door.CallAsync("POST", Path, Body(receiver.Url))).Json.GetProperty("id").GetString();
        var deleted = await door.CallAsync("DELETE", $"{Path}/{id}");
        Assert.Equal((204, ""), ((int)deleted.Status, deleted.Body));
        Assert.Equal("404 CMN-102 subscriptionId", (await door.CallAsync("DELETE", $"{Path}/{id}")).Error);
    }

    [Theory]
    [InlineData("GET", Unknown, "404 CMN-102 subscriptionId")]
    [InlineData("GET", Path + "/x", "404 CMN-102 subscriptionId")]
    [InlineData("PUT", Unknown, "404 CMN-102 subscriptionId")]
    [InlineData("POST", Unknown + "/renew", "404 CMN-102 subscriptionId")]
    [InlineData("DELETE", Unknown, "404 CMN-102 subscriptionId")]
    [InlineData("PATCH", Unknown, "405 AGW-405")]
    public async Task Who_is_not_there_is_not_found(string method, string path, string error)
    {
        await using var door = await TestDoor.OpenAsync();
        Assert.Equal(error, (await door.CallAsync(method, path)).Error);
    }

    [Theory]
    [InlineData("", "400 CMN-104")]
    [InlineData("[]", "400 CMN-104")]
    [InlineData("{}", "400 CMN-101 eventFilters")]
    [InlineData("""{"eventFilters":[]}""", "400 CMN-101 eventFilters")]
    [InlineData("""{"eventFilters":[1]}""", "400 CMN-101 eventFilters")]
    [InlineData("""{"eventFilters":"/"}""", "400 CMN-101 eventFilters")]
    [InlineData("""{"eventFilters":["/"],"expiresIn":0}""", "400 CMN-101 expiresIn")]
    [InlineData("""{"eventFilters":["/"],"expiresIn":315360001}""", "400 CMN-101 expiresIn")]
    [InlineData("""{"eventFilters":["/"],"expiresIn":1.5}""", "400 CMN-101 expiresIn")]
    [InlineData("""{"eventFilters":["/"],"expiresIn":"week"}""", "400 CMN-101 expiresIn")]
    [InlineData("""{"eventFilters":["/"],"expiresIn":true}""", "400 CMN-101 expiresIn")]
    [InlineData("""{"eventFilters":["/"]}""", "400 CMN-101 deliveryMode")]
    [InlineData("""{"eventFilters":["/"],"deliveryMode":{}}""", "400 CMN-101 deliveryMode.transportType")]
    [InlineData(
        """{"eventFilters":["/"],"deliveryMode":{"transportType":"PubNub"}}""",
        "400 CMN-101 deliveryMode.transportType")]
    [InlineData(
        """{"eventFilters":["/"],"deliveryMode":{"transportType":"WebHook"}}""", "400 CMN-101 deliveryMode.address")]
    public async Task A_bad_body_is_refused_by_its_first_fault(string body, string error)
    {
        await using var door = await TestDoor.OpenAsync();
        Assert.Equal(error, (await door.CallAsync("POST", Path, body)).Error);
    }

    [Theory]
    [InlineData("nowhere", "t")]
    [InlineData("ftp://127.0.0.1/x", "t")]
    [InlineData("/hook", "t")]
    [InlineData("http://127.0.0.1:1/x", "", "deliveryMode.verificationToken")]
    [InlineData("http://127.0.0.1:1/x", "two words", "deliveryMode.verificationToken")]
    [InlineData("http://127.0.0.1:1/x", "\\u00e9", "deliveryMode.verificationToken")]
    public async Task A_bad_delivery_mode_is_named(
        string address, string token, string parameter = "deliveryMode.address")
    {
        await using var door = await TestDoor.OpenAsync();
        Assert.Equal(
            $"400 CMN-101 {parameter}", (await door.CallAsync("POST", Path, Body(address, token: token))).Error);
    }

    [Fact]
    public async Task Bad_filters_are_listed()
    {
        await using var door = await TestDoor.OpenAsync();
        const string presence = "/restapi/v1.0/account/~/extension/~/presence";
        const string reminder = "/restapi/v1.0/subscription/~?threshold=60&interval=15";
        var answer = await door.CallAsync("POST", Path, Body("http://x/", $"[\"{presence}\",\"{Batches}\",\"/z\"]"));
        const string message = $"Invalid event filters: [{presence}, /z]";
        Assert.Equal(
            $$"""
            {"errorCode":"SUB-508","message":"{{message}}",
            "errors":[{"errorCode":"SUB-508","message":"{{message}}"}]}
            """.ReplaceLineEndings(""),
            answer.Body);
        Assert.Equal("400 SUB-515", (await door.CallAsync("POST", Path, Body("http://x/", $"[\"{reminder}\"]"))).Error);
        var late = await door.CallAsync(
            "POST", Path, Body("http://x/", $"[\"{Batches}\",\"{reminder}\"]", ",\"expiresIn\":119"));
        Assert.Equal("400 SUB-508", late.Error);
    }

    [Fact]
    public async Task More_than_thirty_are_refused_before_anybody_is_called()
    {
        using var gateway = await TestGateway.StartAsync();
        await using var door = await TestDoor.OpenAsync(senders: gateway.Senders);
        await using var receiver = await Receiver.OpenAsync();
        for (var n = 0; n < 30; n++)
        {
            Assert.Equal(200, (int)(await door.CallAsync("POST", Path, Body(receiver.Url))).Status);
        }

        Assert.Equal("403 SUB-505", (await door.CallAsync("POST", Path, Body(receiver.Url))).Error);
        Assert.Equal(30, receiver.Requests.Count);
        var records = (await door.CallAsync("GET", Path)).Json.GetProperty("records");
        Assert.Equal(30, records.EnumerateArray().Select(r => r.GetProperty("id").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task A_renewal_may_take_the_default_by_a_setting()
    {
        using var gateway = await TestGateway.StartAsync();
        await using var door = await TestDoor.OpenAsync(
            senders: gateway.Senders, subscriptions: new() { RenewalTakesDefault = true, ExpiresInDefault = 700 });
        await using var receiver = await Receiver.OpenAsync();
        var created = (await door.CallAsync("POST", Path, Body(receiver.Url, more: ",\"expiresIn\":600"))).Json;
        var id = created.GetProperty("id").GetString();
        Assert.Equal(700, (await door.CallAsync("PUT", $"{Path}/{id}")).Json.GetProperty("expiresIn").GetInt32());
        Assert.Equal("400 CMN-101 expiresIn", (await door.CallAsync("PUT", $"{Path}/{id}", "{\"expiresIn\":0}")).Error);
        Assert.Equal("400 SUB-508", (await door.CallAsync("PUT", $"{Path}/{id}", "{\"eventFilters\":[\"x\"]}")).Error);
        Assert.Equal("400 CMN-104", (await door.CallAsync("POST", $"{Path}/{id}/renew", "{")).Error);
    }

    [Theory]
    [InlineData(Verdict.Overloaded, "429 CMN-301")]
    [InlineData(Verdict.Unknown, "500 CMN-203")]
    [InlineData(Verdict.Conflict, "403 SUB-505")]
    public async Task What_the_owner_says_reaches_the_caller(Verdict verdict, string error)
    {
        var fake = new FakeSubscriptions { Verdict = verdict };
        await using var door = await TestDoor.OpenAsync(fakeSubscriptions: fake);
        await using var receiver = await Receiver.OpenAsync();
        Assert.Equal(error, (await door.CallAsync("POST", Path, Body(receiver.Url))).Error);
    }

    [Fact]
    public async Task A_blacklisted_subscription_says_why()
    {
        using var gateway = await TestGateway.StartAsync();
        await using var door = await TestDoor.OpenAsync(senders: gateway.Senders);
        await using var receiver = await Receiver.OpenAsync();
        var id = (await door.CallAsync("POST", Path, Body(receiver.Url))).Json.GetProperty("id").GetGuid();
        await ((Actors.ISubscriptions)gateway.Gateway).JudgeAsync(new(1, id, "It is gone."));
        var shown = (await door.CallAsync("GET", $"{Path}/{id}")).Json;
        Assert.Equal("Blacklisted", shown.GetProperty("status").GetString());
        Assert.Equal("It is gone.", shown.GetProperty("blacklistedData").GetProperty("reason").GetString());
        Assert.Equal(JsonValueKind.String, shown.GetProperty("blacklistedData").GetProperty("blacklistedAt").ValueKind);
    }

    internal static string Body(string address, string? filters = null, string more = "", string token = "secret") =>
        $$"""
        {"eventFilters":{{filters ?? $"[\"{Batches}\"]"}}{{more}},"deliveryMode":{"transportType":"WebHook",
        "address":"{{address}}","verificationToken":"{{token}}"},"unknown":1}
        """;
}
