namespace GatewaySim.RingCentral.Tests.Access;

/// <summary>Refreshing, parallel sessions and revocation, on a clock that the tests step.</summary>
public class SessionTests
{
    private const string Messages = "/restapi/v1.0/account/~/a2p-sms/messages";

    [Fact]
    public async Task The_old_access_token_is_invalid_at_once()
    {
        await using var door = await TestDoor.OpenAsync();
        var first = await door.LoginAsync();
        Assert.Equal("200", await door.TryAsync(first.Access));
        var second = await door.RefreshAsync(first);
        Assert.NotEqual(first, second);
        Assert.Equal("401 OAU-129", await door.TryAsync(first.Access));
        door.Step(9.999);
        Assert.Equal("401 OAU-129", await door.TryAsync(first.Access));
        door.Step(0.001);
        Assert.Equal("401 OAU-213", await door.TryAsync(first.Access));
        Assert.Equal("200", await door.TryAsync(second.Access));
    }

    [Fact]
    public async Task The_old_refresh_token_dies_ten_seconds_after_the_new_access_token_is_used()
    {
        await using var door = await TestDoor.OpenAsync();
        var first = await door.LoginAsync();
        var second = await door.RefreshAsync(first);
        door.Step(600);
        Assert.Equal("200", await door.TryAsync(second.Access));
        door.Step(5);

        // Further uses do not lengthen the grace.
        Assert.Equal("200", await door.TryAsync(second.Access));
        Assert.Equal(second, await door.RefreshAsync(first));
        door.Step(4.999);
        Assert.Equal(second, await door.RefreshAsync(first));
        door.Step(0.001);
        Assert.Equal("400 OAU-213", await door.TryRefreshAsync(first));
        var third = await door.RefreshAsync(second);
        Assert.Equal("200", await door.TryAsync(third.Access));
    }

    [Fact]
    public async Task An_unused_pair_is_given_again_for_an_hour()
    {
        await using var door = await TestDoor.OpenAsync();
        var first = await door.LoginAsync();
        var second = await door.RefreshAsync(first);
        door.Step(3599);
        var again = await door.AskToRefreshAsync(first.Refresh);
        Assert.Equal(second, OAuthCalls.PairOf(again));
        Assert.Equal(1, again.Json.GetProperty("expires_in").GetInt32());
        Assert.Equal(604800 - 3599, again.Json.GetProperty("refresh_token_expires_in").GetInt32());
        door.Step(1);
        Assert.Equal("400 OAU-213", await door.TryRefreshAsync(first));
        Assert.Equal("200", await door.TryRefreshAsync(second));
    }

    [Fact]
    public async Task Only_the_last_refresh_token_before_can_be_repeated()
    {
        await using var door = await TestDoor.OpenAsync();
        var first = await door.LoginAsync();
        var second = await door.RefreshAsync(first);
        var third = await door.RefreshAsync(second);
        Assert.Equal("400 OAU-213", await door.TryRefreshAsync(first));
        Assert.Equal(third, await door.RefreshAsync(second));
    }

    [Fact]
    public async Task Grace_and_hour_are_settings()
    {
        await using var door = await TestDoor.OpenAsync(new() { RefreshGraceSeconds = 2, RefreshUnusedSeconds = 5 });
        var first = await door.LoginAsync();
        var second = await door.RefreshAsync(first);
        door.Step(4.9);
        Assert.Equal("200", await door.TryRefreshAsync(first));
        door.Step(0.1);
        Assert.Equal("400 OAU-213", await door.TryRefreshAsync(first));
        var third = await door.RefreshAsync(second);
        Assert.Equal("200", await door.TryAsync(third.Access));
        door.Step(2);
        Assert.Equal("400 OAU-213", await door.TryRefreshAsync(second));
    }

    [Theory]
    [InlineData("&refresh_token_ttl=0", 0)]
    [InlineData("&refresh_token_ttl=-1", 604_800)]
    [InlineData("&refresh_token_ttl=30", 30)]
    [InlineData("&refresh_token_ttl=2592000", 2_592_000)]
    [InlineData("&refresh_token_ttl=9999999", 2_592_000)]
    public async Task A_refresh_token_lives_as_long_as_asked(string form, int seconds)
    {
        await using var door = await TestDoor.OpenAsync();
        var pair = await door.LoginAsync(more: form);
        door.Step(Math.Max(0, seconds - 1));
        Assert.Equal(seconds == 0 ? "400 OAU-210" : "200", await door.TryRefreshAsync(pair));
        var other = await door.LoginAsync(more: form);
        door.Step(seconds);
        Assert.Equal("400 OAU-210", await door.TryRefreshAsync(other));
    }

    [Fact]
    public async Task A_session_keeps_its_ids_when_it_is_refreshed()
    {
        await using var door = await TestDoor.OpenAsync();
        var pair = await door.LoginAsync(more: "&endpoint_id=mine");
        var first = (await door.AskToRefreshAsync(pair.Refresh)).Json;
        Assert.Equal("mine", first.GetProperty("endpoint_id").GetString());
        var refresh = first.GetProperty("refresh_token").GetString()!;
        var second = (await door.AskToRefreshAsync(refresh, "&endpoint_id=yours")).Json;
        Assert.Equal("yours", second.GetProperty("endpoint_id").GetString());
        Assert.Equal(first.GetProperty("session_id").GetString(), second.GetProperty("session_id").GetString());
        Assert.Equal("400100201", second.GetProperty("owner_id").GetString());
    }

    [Fact]
    public async Task A_sixth_session_of_an_application_ends_the_first()
    {
        await using var door = await TestDoor.OpenAsync();
        var other = await door.LoginAsync("other");
        var pairs = new List<Pair>();
        for (var i = 0; i < 5; i++)
        {
            pairs.Add(await door.LoginAsync());
        }

        // Refreshing does not count as another session.
        pairs[0] = await door.RefreshAsync(pairs[0]);
        Assert.Equal("200", await door.TryAsync(pairs[0].Access));
        pairs.Add(await door.LoginAsync());
        Assert.Equal("401 OAU-213", await door.TryAsync(pairs[0].Access));
        Assert.Equal("400 OAU-213", await door.TryRefreshAsync(pairs[0]));
        foreach (var live in pairs.Skip(1).Append(other))
        {
            Assert.Equal("200", await door.TryAsync(live.Access));
        }
    }

    [Fact]
    public async Task Ended_and_expired_sessions_do_not_count_as_parallel()
    {
        await using var door = await TestDoor.OpenAsync(new() { SessionsMax = 2 });
        var first = await door.LoginAsync();
        await door.LoginAsync(more: "&access_token_ttl=600&refresh_token_ttl=0");
        door.Step(600);
        await RevokeAsync(door, (await door.LoginAsync()).Access);
        await door.LoginAsync();
        Assert.Equal("200", await door.TryAsync(first.Access));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Revoking_any_token_ends_its_session(bool byQuery)
    {
        await using var door = await TestDoor.OpenAsync();
        var first = await door.LoginAsync();
        var second = await door.RefreshAsync(first);
        var other = await door.LoginAsync();
        var form = $"token={second.Refresh}";
        var revoked = byQuery ? await door.PostFormAsync("/restapi/oauth/revoke?" + form, "")
            : await door.PostFormAsync("/restapi/oauth/revoke", form);
        Assert.Equal((200, ""), ((int)revoked.Status, revoked.Body));
        Assert.Equal("401 OAU-213", await door.TryAsync(second.Access));
        var answer = await door.CallAsync("GET", Messages, authorization: "Bearer " + second.Access);
        Assert.Equal("TokenInvalid", answer.Json.GetProperty("errorCode").GetString());
        Assert.Equal("400 OAU-213", await door.TryRefreshAsync(second));
        Assert.Equal("400 OAU-213", await door.TryRefreshAsync(first));
        Assert.Equal("200", await door.TryAsync(other.Access));
    }

    [Fact]
    public async Task Revoking_a_dead_token_does_nothing_and_is_no_error()
    {
        await using var door = await TestDoor.OpenAsync();
        var first = await door.LoginAsync();
        var second = await door.RefreshAsync(first);
        foreach (var dead in new[] { first.Access, "x" })
        {
            await RevokeAsync(door, dead);
            Assert.Equal("200", await door.TryAsync(second.Access));
        }

        door.Step(10);
        await RevokeAsync(door, first.Refresh);
        Assert.Equal("200", await door.TryAsync(second.Access));
        Assert.Equal("400 CMN-101 token", (await door.PostFormAsync("/restapi/oauth/revoke", "")).Error);
    }

    /// <summary>A table for one session, which the door's own login takes.</summary>
    [Fact]
    public async Task A_full_table_takes_other_sessions_at_their_word_and_cannot_revoke_them()
    {
        await using var door = await TestDoor.OpenAsync(new() { SessionsKnownMax = 1 });
        var pair = await door.LoginAsync();
        await door.RefreshAsync(pair);
        Assert.Equal("200", await door.TryAsync(pair.Access));
        var refused = await door.PostFormAsync("/restapi/oauth/revoke", "token=" + pair.Access);
        Assert.Equal("429 CMN-301", refused.Error);
        Assert.Equal("200", await door.TryAsync(pair.Access));

        // The one it knows can be revoked; and its place is free when its last token has expired.
        var own = door.Client.DefaultRequestHeaders.Authorization!.Parameter!;
        await RevokeAsync(door, own);
        Assert.Equal("401 OAU-213", await door.TryAsync(own));
        door.Step(604_800);
        pair = await door.LoginAsync();
        await RevokeAsync(door, pair.Access);
        Assert.Equal("401 OAU-213", await door.TryAsync(pair.Access));
    }

    /// <summary>Two doors with one key stand for a node before and after its restart.</summary>
    [Fact]
    public async Task After_a_restart_a_session_is_taken_at_its_tokens_word()
    {
        await using var before = await TestDoor.OpenAsync();
        var first = await before.LoginAsync();
        var second = await before.RefreshAsync(first);
        await using var after = await TestDoor.OpenAsync();
        Assert.Equal("200", await after.TryAsync(second.Access));
        var third = await after.RefreshAsync(second);
        Assert.Equal(third, await after.RefreshAsync(second));
        Assert.Equal("200", await after.TryAsync(third.Access));
        Assert.Equal("401 OAU-129", await after.TryAsync(second.Access));
        Assert.Equal("400 OAU-213", await after.TryRefreshAsync(first));
    }

    private static async Task RevokeAsync(TestDoor door, string token) =>
        Assert.Equal(200, (int)(await door.PostFormAsync("/restapi/oauth/revoke", "token=" + token)).Status);
}
