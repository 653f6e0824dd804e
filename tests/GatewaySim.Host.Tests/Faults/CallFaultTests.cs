using System.Diagnostics;
using System.Text;

namespace GatewaySim.Host.Tests.Faults;

/// <summary>What a client sees of the faults of front doors, over real connections.</summary>
public sealed class CallFaultTests(FaultScene scene) : IClassFixture<FaultScene>, IAsyncLifetime
{
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await scene.ClearAsync();

    [Theory]
    [InlineData("", "500 CMN-203", "500 10007")]
    [InlineData(""","status":503""", "503 CMN-203", "503 10007")]
    [InlineData(""","provider":"telnyx","code":"40318" """, "201", "429 40318")]
    [InlineData(""","code":"SUB-505" """, "403 SUB-505", "200")]
    [InlineData(""","method":"post" """, "500 CMN-203", "500 10007")]
    [InlineData(""","method":"GET" """, "201", "200")]
    [InlineData(""","path":"/v2/*" """, "201", "500 10007")]
    [InlineData(""","path":"/restapi/v?.0/account/*/batches" """, "500 CMN-203", "200")]
    [InlineData(""","chance":0""", "201", "200")]
    public async Task A_call_is_answered_with_the_error_in_the_providers_own_body(
        string members, string ringCentral, string telnyx)
    {
        await scene.PutAsync($$"""[{"fault":"error"{{members}}}]""");
        var (batch, message) = (await scene.SendBatchAsync(), await scene.SendMessageAsync());

        Assert.Equal(ringCentral, batch.Status == 201 ? "201" : batch.Error);
        Assert.Equal(telnyx, message.Status == 200 ? "200" : message.Error);
        Assert.NotNull(batch.Header("RCRequestId"));
        Assert.NotNull(message.Header("x-request-id"));
    }

    /// <summary>Errors that name what they are about name something plausible, in whatever shape.</summary>
    [Theory]
    [InlineData("CMN-101", 400, "Parameter [from] value is invalid.")]
    [InlineData("CMN-102", 404, "Resource for parameter [accountId] is not found")]
    [InlineData("CMN-301", 429, "Request rate exceeded")]
    [InlineData("AGW-405", 405, "Method not allowed")]
    [InlineData("SUB-508", 400, "Invalid event filters: [/restapi/v1.0/account/~/a2p-sms]")]
    [InlineData("SUB-522", 400, "HTTP status is 500")]
    [InlineData("OAU-150", 400, "The value of query parameter [grant_type]")]
    [InlineData("40300", 409, "Messages cannot be sent from this number")]
    [InlineData("40302", 400, "divided into more parts")]
    public async Task Every_code_that_is_answered_can_be_asked_for_and_has_no_gaps_in_its_words(
        string code, int status, string words)
    {
        await scene.PutAsync($$"""[{"fault":"error","code":"{{code}}"}]""");
        var answer = char.IsLetter(code[0]) ? await scene.SendBatchAsync() : await scene.SendMessageAsync();
        Assert.Equal(status, answer.Status);
        Assert.Contains(code, answer.Body, StringComparison.Ordinal);
        Assert.Contains(words, answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("{from}", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("{max}", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_before_the_work_leaves_nothing_and_one_after_it_leaves_the_message()
    {
        async Task<int> CountAsync(string when)
        {
            var before = scene.Events();
            await scene.PutAsync($$"""[{"fault":"error","when":"{{when}}"}]""");
            Assert.Equal("500 10007", (await scene.SendMessageAsync()).Error);
            return (int)(scene.Events() - before);
        }

        Assert.Equal(0, await CountAsync("before"));
        Assert.Equal(1, await CountAsync("after"));
    }

    [Fact]
    public async Task An_error_at_the_token_endpoint_has_the_shape_of_OAuth()
    {
        await scene.PutAsync("""[{"fault":"error","code":"OAU-213","path":"/restapi/oauth/token"}]""");
        using FormUrlEncodedContent form = new([new("grant_type", "refresh_token"), new("refresh_token", "x")]);
        var answer = await FaultScene.SendAsync(
            scene.Telnyx, new(HttpMethod.Post, "/restapi/oauth/token") { Content = form });
        Assert.Equal((400, "invalid_grant"), (answer.Status, (string?)answer.Json["error"]));
    }

    [Fact]
    public async Task A_call_too_many_is_answered_429_with_the_providers_headers()
    {
        await scene.PutAsync("""[{"fault":"rate-limit","retryAfterSeconds":7}]""");
        var (batch, message) = (await scene.SendBatchAsync(), await scene.SendMessageAsync());
        Assert.Equal(("429 CMN-301", "7", "light", "0"), (
            batch.Error, batch.Header("Retry-After"), batch.Header("X-Rate-Limit-Group"),
            batch.Header("X-Rate-Limit-Remaining")));
        Assert.Equal(("429 10011", "7", "0", "7"), (
            message.Error, message.Header("Retry-After"), message.Header("x-ratelimit-remaining"),
            message.Header("x-ratelimit-reset")));
    }

    [Theory]
    [InlineData("", "401 OAU-128")]
    [InlineData(""","code":"OAU-213" """, "401 TokenInvalid")]
    [InlineData(""","code":"OAU-129" """, "401 OAU-129")]
    public async Task A_RingCentral_token_that_was_refused_stays_so_and_a_new_one_is_good(string members, string error)
    {
        await scene.PutAsync($$"""[{"fault":"token","provider":"ringcentral","times":1{{members}}}]""");
        Assert.Equal(error, (await scene.SendBatchAsync()).Error);
        Assert.Equal(error, (await scene.SendBatchAsync()).Error);

        await scene.LogInAsync();
        Assert.Equal(201, (await scene.SendBatchAsync()).Status);
    }

    [Fact]
    public async Task A_Telnyx_key_is_refused_for_one_call()
    {
        await scene.PutAsync("""[{"fault":"token","times":1}]""");
        Assert.Equal("401 10009", (await scene.SendMessageAsync()).Error);
        Assert.Equal(200, (await scene.SendMessageAsync()).Status);
    }

    [Theory]
    [InlineData("before", 0)]
    [InlineData("after", 1)]
    public async Task A_connection_is_reset_before_or_after_the_work(string when, int events)
    {
        var before = scene.Events();
        await scene.PutAsync($$"""[{"fault":"reset","when":"{{when}}"}]""");
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => scene.SendMessageAsync());
        Assert.IsAssignableFrom<IOException>(error.InnerException);
        Assert.Equal(events, scene.Events() - before);
        Assert.Equal(1, await scene.StruckAsync());
    }

    [Fact]
    public async Task A_connection_is_reset_in_the_midst_of_the_answer()
    {
        await scene.PutAsync("""[{"fault":"reset","when":"during"}]""");
        using HttpRequestMessage request = new(HttpMethod.Get, "/v2/messaging_profiles");
        using var response = await scene.Telnyx.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(
            () => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    public async Task An_answer_comes_late(string when)
    {
        await scene.PutAsync($$"""[{"fault":"latency","ms":300,"when":"{{when}}"}]""");
        var start = Stopwatch.GetTimestamp();
        Assert.Equal(200, (await scene.SendMessageAsync()).Status);
        Assert.True(Stopwatch.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(295));
    }

    [Fact]
    public async Task A_body_trickles_behind_its_headers_and_comes_whole()
    {
        var whole = (await FaultScene.GetAsync(scene.Telnyx, "/v2/nothing")).Body;
        await scene.PutAsync("""[{"fault":"slow-body","bytesPerSecond":500}]""");
        var start = Stopwatch.GetTimestamp();
        using HttpRequestMessage request = new(HttpMethod.Get, "/v2/nothing");
        using var response = await scene.Telnyx.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(404, (int)response.StatusCode);
        Assert.Equal(whole, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, whole.Length / 500.0 - 0.2, 60);
    }

    [Fact]
    public async Task Clearing_lets_go_at_once_what_is_held_back()
    {
        await scene.PutAsync("""[{"fault":"latency","ms":600000},{"fault":"slow-body","bytesPerSecond":1}]""");
        var held = scene.SendMessageAsync();
        while (await scene.StruckAsync() == 0)
        {
            await Task.Yield();
        }

        Assert.False(held.IsCompleted);
        await scene.ClearAsync();
        var answer = await held.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task The_same_seed_strikes_the_same_calls_and_another_one_others()
    {
        async Task<string> FatesAsync(ulong seed)
        {
            await scene.PutAsync("""[{"fault":"error","chance":0.5}]""", seed);
            StringBuilder fates = new();
            for (var n = 0; n < 40; n++)
            {
                var answer = await FaultScene.GetAsync(scene.Telnyx, "/v2/messaging_profiles");
                fates.Append(answer.Status == 200 ? '.' : 'x');
            }

            return fates.ToString();
        }

        var (first, again, other) = (await FatesAsync(7), await FatesAsync(7), await FatesAsync(8));
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.InRange(first.Count(f => f == 'x'), 8, 32);
    }

    [Fact]
    public async Task The_operators_own_routes_and_the_probes_never_fail()
    {
        await scene.PutAsync("""[{"fault":"reset"},{"fault":"error"}]""");
        foreach (var path in (string[])["/_sim/faults", "/_sim/clock", "/livez", "/readyz"])
        {
            Assert.Equal(200, (await FaultScene.GetAsync(scene.Telnyx, path)).Status);
        }
    }
}
