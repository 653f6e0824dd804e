using System.Text;

namespace GatewaySim.RingCentral.Tests.Access;

public class TokenTests
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string Messages = "/restapi/v1.0/account/~/a2p-sms/messages";
    private const string Jwt = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=";

    private const string Corrupted = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private const string Long = "0123456789012345678901234567890123456789012345678901234567890123456789";

    private static readonly RingCentralOptions Strict = new() { StrictCredentials = true };

    [Fact]
    public async Task A_token_has_the_documented_members()
    {
        await using var door = await TestDoor.OpenAsync();
        var answer = await TokenAsync(door, $"{Jwt}anything&endpoint_id=me", Basic("any", "thing"));
        Assert.Equal(200, (int)answer.Status);
        Assert.Equal("application/json;charset=utf-8", answer.Headers["Content-Type"]);
        var json = answer.Json;
        Assert.Equal("bearer", json.GetProperty("token_type").GetString());
        Assert.Equal(3600, json.GetProperty("expires_in").GetInt32());
        Assert.Equal(604800, json.GetProperty("refresh_token_expires_in").GetInt32());
        Assert.Equal("400100201", json.GetProperty("owner_id").GetString());
        Assert.Equal("me", json.GetProperty("endpoint_id").GetString());
        Assert.Contains("A2PSMS", json.GetProperty("scope").GetString(), StringComparison.Ordinal);
        Assert.True(Guid.TryParse(json.GetProperty("session_id").GetString(), out _));
        var access = json.GetProperty("access_token").GetString();
        Assert.Equal(200, (int)(await door.CallAsync("GET", Messages, authorization: $"BeArEr {access}")).Status);
        door.Client.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(200, (int)(await door.CallAsync("GET", $"{Messages}?access_token={access}")).Status);
    }

    [Theory]
    [InlineData("", "400 OAU-250")]
    [InlineData("grant_type=magic", "400 OAU-250")]
    [InlineData("grant_type=authorization_code&code=x", "400 OAU-251")]
    [InlineData(Jwt, "400 CMN-101 assertion")]
    [InlineData(Jwt + "wrong", "400 OAU-140")]
    [InlineData("grant_type=password&username=x", "400 CMN-101 password")]
    [InlineData("grant_type=password&username=x&password=y", "400 OAU-140")]
    [InlineData("grant_type=refresh_token&refresh_token=x", "400 OAU-213")]
    [InlineData("grant_type=refresh_token", "400 CMN-101 refresh_token")]
    [InlineData(Jwt + "gatewaysim-jwt&access_token_ttl=long", "400 CMN-101 access_token_ttl")]
    [InlineData(Jwt + "gatewaysim-jwt&assertion=gatewaysim-jwt", "400 OAU-111")]
    [InlineData(Jwt + "gatewaysim-jwt&endpoint_id=" + Long + Long + Long + Long, "400 CMN-101 endpoint_id")]
    public async Task A_wrong_request_gets_an_oauth_error(string form, string error)
    {
        await using var door = await TestDoor.OpenAsync(Strict);
        var answer = await TokenAsync(door, form, Basic(Strict.ClientId, Strict.ClientSecret));
        Assert.Equal(error, answer.Error);
        Assert.True(answer.Json.TryGetProperty("error", out _));
        Assert.True(answer.Json.TryGetProperty("error_description", out _));
    }

    [Fact]
    public async Task Strict_credentials_are_the_demo_ones_and_no_others()
    {
        await using var door = await TestDoor.OpenAsync(Strict);
        var good = Basic(Strict.ClientId, Strict.ClientSecret);
        Assert.Equal(200, (int)(await TokenAsync(door, Jwt + Strict.Jwt, good)).Status);
        Assert.Equal(200, (int)(await TokenAsync(door, $"{Jwt}{Strict.Jwt}&client_id={Strict.ClientId}", "")).Status);
        Assert.Equal("400 OAU-146", (await TokenAsync(door, Jwt + Strict.Jwt, Basic(Strict.ClientId, "x"))).Error);
        Assert.Equal("400 OAU-146", (await TokenAsync(door, Jwt + Strict.Jwt, Basic("x", Strict.ClientSecret))).Error);
        Assert.Equal("400 OAU-146", (await TokenAsync(door, Jwt + Strict.Jwt, "")).Error);
        Assert.Equal("400 OAU-123", (await TokenAsync(door, Jwt + Strict.Jwt, "Basic ???")).Error);
        foreach (var user in new[] { "%2B16505550100&extension=", "+16505550100&extension=101", "%2B16505550100*101" })
        {
            var form = $"grant_type=password&password={Strict.Password}&username={user}";
            Assert.Equal(200, (int)(await TokenAsync(door, form, good)).Status);
        }

        var wrong = $"grant_type=password&password={Strict.Password}&username=16505550101";
        Assert.Equal("400 OAU-140", (await TokenAsync(door, wrong, good)).Error);
    }

    [Fact]
    public async Task A_body_that_is_no_form_is_refused()
    {
        await using var door = await TestDoor.OpenAsync();
        Assert.Equal("415 CMN-104", (await door.CallAsync("POST", "/restapi/oauth/token", "{}")).Error);
        var big = new string('x', 2 * 1024 * 1024);
        Assert.Equal("413 CMN-104", (await door.CallAsync("POST", "/restapi/oauth/token", big, Form)).Error);
    }

    [Theory]
    [InlineData(-1, 3600)]
    [InlineData(0, 3600)]
    [InlineData(60, 600)]
    [InlineData(1200, 1200)]
    [InlineData(99999, 3600)]
    public async Task A_lifetime_out_of_range_is_moved_into_it(int asked, int given)
    {
        await using var door = await TestDoor.OpenAsync();
        var answer = await TokenAsync(door, $"{Jwt}x&access_token_ttl={asked}", "");
        Assert.Equal(given, answer.Json.GetProperty("expires_in").GetInt32());
    }

    [Fact]
    public async Task A_token_ends_with_its_time_and_a_refresh_token_goes_on()
    {
        await using var door = await TestDoor.OpenAsync();
        var refresh = (await TokenAsync(door, Jwt + "x", "")).Json.GetProperty("refresh_token").GetString();
        door.Time.Advance(TimeSpan.FromSeconds(3599));
        Assert.Equal(200, (int)(await door.CallAsync("GET", Messages)).Status);
        door.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("401 OAU-128", (await door.CallAsync("GET", Messages)).Error);

        var form = "grant_type=refresh_token&access_token_ttl=-1&refresh_token=" + refresh;
        var access = (await TokenAsync(door, form, "")).Json.GetProperty("access_token").GetString();
        Assert.Equal(200, (int)(await door.CallAsync("GET", Messages, authorization: "Bearer " + access)).Status);
        Assert.Equal(
            "401 OAU-213", (await door.CallAsync("GET", Messages, authorization: "Bearer " + refresh)).Error);
    }

    [Theory]
    [InlineData("", "401 AGW-401")]
    [InlineData("Basic eDp5", "401 AGW-402")]
    [InlineData("Bearer", "401 AGW-402")]
    [InlineData("Bearer x", "401 OAU-149")]
    [InlineData("Bearer " + Corrupted, "401 OAU-129")]
    [InlineData("Bearer ?" + Long + "?", "401 OAU-149")]
    public async Task A_call_without_a_good_token_is_refused(string authorization, string error)
    {
        await using var door = await TestDoor.OpenAsync();
        Assert.Equal(error, (await door.CallAsync("GET", Messages, authorization: authorization)).Error);
        var v2 = await door.CallAsync("GET", "/restapi/v2/accounts/~/sms/consents", authorization: authorization);
        Assert.Equal(error, v2.Error);
        Assert.False(v2.Json.TryGetProperty("errorCode", out _));
    }

    [Theory]
    [InlineData("?assertion=y", "400 OAU-150 assertion")]
    [InlineData("?a=1&a=1", "400 OAU-111")]
    [InlineData("?assertion=x", "200")]
    public async Task The_query_of_a_token_request_may_only_repeat_its_body(string query, string expected)
    {
        await using var door = await TestDoor.OpenAsync();
        var answer = await door.CallAsync("POST", "/restapi/oauth/token" + query, Jwt + "x", Form, "");
        Assert.Equal(expected, (int)answer.Status == 200 ? "200" : answer.Error);
    }

    [Theory]
    [InlineData("password", "400 OAU-251")]
    [InlineData("client_credentials", "400 OAU-270")]
    public async Task Grants_can_be_switched_off(string grant, string error)
    {
        await using var door = await TestDoor.OpenAsync(
            new() { PasswordGrant = false, ClientCredentialsGrant = false });
        var form = $"username=x&password=y&grant_type={grant}";
        Assert.Equal(error, (await TokenAsync(door, form, "")).Error);
        await using var open = await TestDoor.OpenAsync();
        Assert.Equal(200, (int)(await TokenAsync(open, form, "")).Status);
    }

    private static string Basic(string id, string secret) =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}"));

    private static Task<Answer> TokenAsync(TestDoor door, string form, string authorization) =>
        door.CallAsync("POST", "/restapi/oauth/token", form, Form, authorization);
}
