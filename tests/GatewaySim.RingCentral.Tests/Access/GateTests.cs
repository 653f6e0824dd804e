namespace GatewaySim.RingCentral.Tests.Access;

/// <summary>What all paths have in common.</summary>
public class GateTests
{
    private const string Batches = "/restapi/v1.0/account/~/a2p-sms/batches";
    private const string Consents = "/restapi/v2/accounts/~/sms/consents";

    [Theory]
    [InlineData("GET", Batches, 200)]
    [InlineData("GET", Batches + "/x", 404)]
    [InlineData("GET", Consents, 200)]
    [InlineData("GET", "/restapi/v1.0/account/7/a2p-sms/batches", 404)]
    [InlineData("GET", "/restapi/nothing", 404)]
    [InlineData("GET", "/restapi", 200)]
    [InlineData("GET", "/.well-known/entry-points/initial", 200)]
    [InlineData("POST", "/restapi/oauth/token", 400)]
    [InlineData("POST", "/restapi/oauth/revoke", 400)]
    [InlineData("DELETE", Batches, 405)]
    public async Task Every_answer_has_an_id_of_its_own_a_route_and_json(string method, string path, int status)
    {
        await using var door = await TestDoor.OpenAsync();
        var oauth = path.Contains("oauth", StringComparison.Ordinal) ? "" : null;
        var one = await door.CallAsync(method, path, authorization: oauth);
        var two = await door.CallAsync(method, path, authorization: oauth);
        Assert.Equal(status, (int)one.Status);
        Assert.NotEqual(one.Headers["RCRequestId"], two.Headers["RCRequestId"]);
        Assert.NotEmpty(one.Headers["RoutingKey"]);
        Assert.Equal("application/json;charset=utf-8", one.Headers["Content-Type"]);
    }

    /// <summary>The JavaScript SDK says that nothing is JSON.</summary>
    [Theory]
    [InlineData("GET", Batches, 200)]
    [InlineData("GET", Consents, 200)]
    [InlineData("GET", "/restapi/v1.0/account/~/extension/~", 200)]
    [InlineData("DELETE", Batches, 405)]
    public async Task A_content_type_without_a_body_changes_nothing(string method, string path, int status)
    {
        await using var door = await TestDoor.OpenAsync();
        Assert.Equal(status, (int)(await door.CallAsync(method, path, "")).Status);
    }

    [Theory]
    [InlineData("", "GET", "200")]
    [InlineData("?_method=GET", null, "200")]
    [InlineData("?_method=GET", "get", "200")]
    [InlineData("?_method=GET", "PATCH", "400 CMN-104")]
    [InlineData("?_method=PUT", null, "405 AGW-405")]
    public async Task A_post_may_stand_for_another_method(string query, string? header, string expected)
    {
        await using var door = await TestDoor.OpenAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, Batches + query);
        if (header is not null)
        {
            request.Headers.Add("X-HTTP-Method-Override", header);
        }

        var answer = await door.SendAsync(request);
        Assert.Equal(expected, (int)answer.Status == 200 ? "200" : answer.Error);
    }

    [Theory]
    [InlineData("bearer ")]
    [InlineData("Bearer ")]
    [InlineData("BEARER   ")]
    public async Task The_scheme_of_a_token_is_taken_in_any_case(string scheme)
    {
        await using var door = await TestDoor.OpenAsync();
        var token = door.Client.DefaultRequestHeaders.Authorization!.Parameter;
        Assert.Equal(200, (int)(await door.CallAsync("GET", Batches, authorization: scheme + token)).Status);
    }

    [Theory]
    [InlineData("?access_token=x", "401 OAU-149")]
    [InlineData("?access_token=", "401 AGW-401")]
    public async Task A_token_in_the_query_is_checked_like_one_in_the_header(string query, string error)
    {
        await using var door = await TestDoor.OpenAsync();
        Assert.Equal(error, (await door.CallAsync("GET", Batches + query, authorization: "")).Error);
    }

    [Fact]
    public async Task Members_that_are_not_known_are_ignored()
    {
        await using var door = await TestDoor.OpenAsync();
        const string record = """
            {"from":"+16505550100","to":"+16505550101","optStatus":"OptIn","source":"Recipient","new":[{"a":1}]}
            """;
        var answer = await door.CallAsync("PATCH", Consents, $$"""{"new":{"b":[]},"records":[{{record}}]}""");
        Assert.Equal((200, "{}"), ((int)answer.Status, answer.Body));
    }

    [Theory]
    [InlineData("from=+16505550100")]
    [InlineData("from=%2B16505550100")]
    [InlineData("from=16505550100")]
    [InlineData("%66rom=%20%2B16505550100%20")]
    public async Task A_number_in_a_query_may_have_lost_its_plus(string query)
    {
        await using var door = await TestDoor.OpenAsync();
        Assert.Equal(200, (int)(await door.CallAsync("GET", $"{Consents}?{query}")).Status);
        Assert.Equal("+16505550100", Assert.Single(door.Fake.LastConsentQuery!.From).ToString());
    }
}
