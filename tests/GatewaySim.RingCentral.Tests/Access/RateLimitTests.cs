namespace GatewaySim.RingCentral.Tests.Access;

public class RateLimitTests
{
    private const string Light = "/restapi/v1.0/account/~/a2p-sms/messages";

    private static readonly RingCentralOptions On = new() { RateLimits = true, RateLimitLight = 3, RateLimitAuth = 2 };

    [Fact]
    public async Task Every_answer_says_what_is_left()
    {
        await using var door = await TestDoor.OpenAsync(On);
        foreach (var (path, left) in new[] { (Light, "2"), (Light + "/x", "1"), (Light + "?perPage=none", "0") })
        {
            var answer = await door.CallAsync("GET", path);
            Assert.Equal("light", answer.Headers["X-Rate-Limit-Group"]);
            Assert.Equal("3", answer.Headers["X-Rate-Limit-Limit"]);
            Assert.Equal(left, answer.Headers["X-Rate-Limit-Remaining"]);
            Assert.Equal("60", answer.Headers["X-Rate-Limit-Window"]);
        }
    }

    [Fact]
    public async Task They_are_off_by_default()
    {
        await using var door = await TestDoor.OpenAsync();
        for (var i = 0; i < 60; i++)
        {
            var answer = await door.CallAsync("GET", Light);
            Assert.Equal(200, (int)answer.Status);
            Assert.DoesNotContain(answer.Headers.Keys, k => k.StartsWith("X-Rate", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Theory]
    [InlineData(Light, true)]
    [InlineData("/restapi/v2/accounts/~/sms/consents", false)]
    public async Task One_call_too_many_is_answered_429_in_the_shape_of_its_api(string path, bool hasTop)
    {
        await using var door = await TestDoor.OpenAsync(On);
        await CallAsync(door, 3);
        var answer = await door.CallAsync("GET", path);
        Assert.Equal("429 CMN-301", answer.Error);
        Assert.Equal(hasTop, answer.Json.TryGetProperty("errorCode", out _));
        Assert.Equal("Request rate exceeded", answer.Json.GetProperty("errors")[0].GetProperty("message").GetString());
        Assert.Equal("60", answer.Headers["Retry-After"]);
        Assert.Equal("0", answer.Headers["X-Rate-Limit-Remaining"]);
    }

    [Fact]
    public async Task The_window_slides()
    {
        await using var door = await TestDoor.OpenAsync(On);
        await CallAsync(door, 1);
        door.Step(30);
        await CallAsync(door, 2);
        door.Step(30);

        // The first has left the window, the others have not.
        Assert.Equal("0", (await door.CallAsync("GET", Light)).Headers["X-Rate-Limit-Remaining"]);
        Assert.Equal("429 CMN-301", (await door.CallAsync("GET", Light)).Error);
    }

    [Fact]
    public async Task Every_call_during_the_penalty_begins_it_anew()
    {
        await using var door = await TestDoor.OpenAsync(On);
        await CallAsync(door, 3);
        Assert.Equal("429 CMN-301", (await door.CallAsync("GET", Light)).Error);
        door.Step(59.999);
        Assert.Equal("429 CMN-301", (await door.CallAsync("GET", Light)).Error);
        door.Step(59.999);
        Assert.Equal("429 CMN-301", (await door.CallAsync("GET", Light)).Error);
        door.Step(60);
        await CallAsync(door, 3);
    }

    [Fact]
    public async Task Groups_and_applications_are_counted_apart_and_sessions_together()
    {
        await using var door = await TestDoor.OpenAsync(On);
        var (one, two) = (await door.LoginAsync(), await door.LoginAsync());
        var other = await door.LoginAsync("other");
        Assert.Equal("200", await door.TryAsync(one.Access));
        Assert.Equal("200", await door.TryAsync(two.Access));
        Assert.Equal("200", await door.TryAsync(one.Access));
        Assert.Equal("429 CMN-301", await door.TryAsync(two.Access));
        Assert.Equal("200", await door.TryAsync(other.Access));

        // Two logins were all that the application has in a minute; revoking is of the same group.
        Assert.Equal("429 CMN-301", (await door.AskToRefreshAsync(one.Refresh, "&client_id=app")).Error);
        var revoke = await door.PostFormAsync("/restapi/oauth/revoke", "client_id=app&token=x");
        Assert.Equal("429 CMN-301", revoke.Error);
        Assert.Equal("auth", revoke.Headers["X-Rate-Limit-Group"]);
        Assert.Equal("60", revoke.Headers["Retry-After"]);
    }

    [Fact]
    public async Task The_providers_figures_are_the_defaults()
    {
        var options = new RingCentralOptions();
        Assert.Equal(
            (50, 40, 10, 5, 60, 60),
            (options.RateLimitLight, options.RateLimitMedium, options.RateLimitHeavy, options.RateLimitAuth,
                options.RateLimitWindowSeconds, options.RateLimitPenaltySeconds));
        await using var door = await TestDoor.OpenAsync(new() { RateLimits = true });
        await CallAsync(door, 50);
        Assert.Equal("429 CMN-301", (await door.CallAsync("GET", Light)).Error);
    }

    [Fact]
    public async Task A_caller_beyond_the_table_is_answered_429_until_one_is_idle()
    {
        await using var door = await TestDoor.OpenAsync(new() { RateLimits = true, RateLimitCallersMax = 1 });
        Assert.Equal("429 CMN-301", (await door.PostFormAsync("/restapi/oauth/token", "client_id=other")).Error);
        door.Step(60);
        var other = await door.LoginAsync("other");
        Assert.Equal("200", await door.TryAsync(other.Access));
        var refused = await door.CallAsync("GET", Light);
        Assert.Equal("429 CMN-301", refused.Error);
        Assert.Equal("1", refused.Headers["Retry-After"]);
        Assert.False(refused.Headers.ContainsKey("X-Rate-Limit-Group"));
    }

    [Fact]
    public async Task Another_kind_of_429_comes_without_the_headers()
    {
        await using var door = await TestDoor.OpenAsync(new() { RateLimits = true, SessionsKnownMax = 1 });
        var pair = await door.LoginAsync();
        var refused = await door.PostFormAsync("/restapi/oauth/revoke", "client_id=app&token=" + pair.Access);
        Assert.Equal("429 CMN-301", refused.Error);
        Assert.DoesNotContain(refused.Headers.Keys, k => k.StartsWith("X-Rate", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task CallAsync(TestDoor door, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.Equal(200, (int)(await door.CallAsync("GET", Light)).Status);
        }
    }
}
