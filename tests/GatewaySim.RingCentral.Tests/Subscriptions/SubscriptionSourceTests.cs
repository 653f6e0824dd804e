using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;
using GatewaySim.RingCentral.Subscriptions;

namespace GatewaySim.RingCentral.Tests.Subscriptions;

/// <summary>What follows from answers and from the clock.</summary>
public class SubscriptionSourceTests
{
    private const string Batches = EventScene.Sms + "/batches";
    private const string Gone = "Webhook responses with code: [404], reason: [Not Found]";

    [Theory]
    [InlineData(WebhookFault.None, 200, "OK", null)]
    [InlineData(WebhookFault.None, 204, "No Content", null)]
    [InlineData(WebhookFault.None, 404, "Not Found", Gone)]
    [InlineData(WebhookFault.None, 302, "Found", "Webhook responses with code: [302], reason: [Found]")]
    [InlineData(WebhookFault.TooLarge, 404, "Not Found", Gone)]
    [InlineData(WebhookFault.TooLarge, 200, "OK", "Webhook response exceeds max size. Read bytes count: [1024]")]
    [InlineData(
        WebhookFault.TimedOut, 0, "Read timed out", "I/O operation is failed. Details: [Read timed out]")]
    [InlineData(
        WebhookFault.Unreachable, 0, "Connection refused", "I/O operation is failed. Details: [Connection refused]")]
    public async Task An_answer_is_judged_in_the_words_of_the_provider(
        WebhookFault fault, int status, string reason, string? expected)
    {
        using var scene = await EventScene.OpenAsync();
        var endpoint = scene.EndpointOf(await scene.SubscribeAsync([Batches]));
        Assert.Equal(expected, endpoint.Judge(new(fault, status, reason, 1_024, TimeSpan.Zero)));
    }

    [Fact]
    public async Task An_event_is_repeated_by_the_schedule_and_then_given_up()
    {
        using var scene = await EventScene.OpenAsync(new() { RetrySeconds = [1, 20] });
        var endpoint = scene.EndpointOf(await scene.SubscribeAsync([Batches]));
        Assert.Equal(TimeSpan.FromSeconds(1), endpoint.RetryAfter(default, 1));
        Assert.Equal(TimeSpan.FromSeconds(20), endpoint.RetryAfter(default, 2));
        Assert.Null(endpoint.RetryAfter(default, 3));
    }

    [Fact]
    public async Task An_address_that_fails_for_ten_minutes_is_blacklisted_for_ever()
    {
        using var scene = await EventScene.OpenAsync();
        var subscription = await scene.SubscribeAsync([Batches], expiresIn: 100_000);
        var endpoint = scene.EndpointOf(subscription);
        var since = scene.Now;
        endpoint.Failed(since, since.Plus(TimeSpan.FromSeconds(599)), Gone);
        await scene.Source.Blacklist.LastOrder;
        Assert.False(scene.Subscriptions.Find(subscription.Id)!.IsBlacklisted);

        var version = scene.Source.Version;
        endpoint.Failed(since, since.Plus(TimeSpan.FromSeconds(600)), Gone);
        await scene.Source.Blacklist.LastOrder;
        Assert.Equal(Gone, scene.Subscriptions.Find(subscription.Id)!.BlacklistReason);
        Assert.NotEqual(version, scene.Source.Version);
        Assert.True(scene.EndpointOf(subscription).IsSuspended);

        // More failures of what was under way change nothing; neither does time.
        var events = scene.Gateway.EventCount;
        endpoint.Failed(since, since.Plus(TimeSpan.FromSeconds(700)), Gone);
        scene.Source.Tick(since.Plus(TimeSpan.FromSeconds(5_000)));
        await scene.Source.Blacklist.LastOrder;
        Assert.Equal(events, scene.Gateway.EventCount);
        Assert.True(scene.EndpointOf(subscription).IsSuspended);
    }

    [Fact]
    public async Task A_blacklisted_address_recovers_by_a_handshake_where_that_is_the_rule()
    {
        var transport = new ScriptedTransport { IsGood = false };
        using var scene = await EventScene.OpenAsync(new() { BlacklistEnd = BlacklistEnd.Recovers }, transport);
        var subscription = await scene.SubscribeAsync([Batches], expiresIn: 100_000);
        var since = scene.Now;
        scene.EndpointOf(subscription).Failed(since, since.Plus(TimeSpan.FromMinutes(10)), Gone);
        await scene.Source.Blacklist.LastOrder;
        Assert.True(scene.EndpointOf(subscription).IsSuspended);

        var at = scene.Subscriptions.Find(subscription.Id)!.BlacklistedAt!.Value;
        scene.Source.Tick(at.Plus(TimeSpan.FromSeconds(899)));
        Assert.Equal(0, transport.Handshakes);
        scene.Source.Tick(at.Plus(TimeSpan.FromSeconds(900)));
        await scene.Source.Blacklist.LastOrder;
        scene.Source.Tick(at.Plus(TimeSpan.FromSeconds(1_799)));
        await scene.Source.Blacklist.LastOrder;
        Assert.Equal(1, transport.Handshakes);
        Assert.True(scene.EndpointOf(subscription).IsSuspended);

        transport.IsGood = true;
        var recovered = at.Plus(TimeSpan.FromSeconds(1_800));
        scene.Source.Tick(recovered);
        await scene.Source.Blacklist.LastOrder;
        Assert.Equal(2, transport.Handshakes);
        var endpoint = scene.EndpointOf(subscription);
        Assert.False(endpoint.IsSuspended);

        // The ten minutes begin anew, though the last success is older.
        endpoint.Failed(since, recovered.Plus(TimeSpan.FromSeconds(599)), Gone);
        await scene.Source.Blacklist.LastOrder;
        Assert.False(scene.EndpointOf(subscription).IsSuspended);
        endpoint.Failed(since, recovered.Plus(TimeSpan.FromSeconds(600)), Gone);
        await scene.Source.Blacklist.LastOrder;
        Assert.True(scene.EndpointOf(subscription).IsSuspended);
    }

    [Fact]
    public async Task A_reminder_comes_at_the_threshold_and_every_interval()
    {
        using var scene = await EventScene.OpenAsync();
        const string filter = "/restapi/v1.0/subscription/~?threshold=60&interval=30";
        var subscription = await scene.SubscribeAsync([Batches, filter], expiresIn: 600);
        var endpoint = scene.EndpointOf(subscription);
        var told = new List<string>();
        for (var second = 0; second < 600; second++)
        {
            foreach (var (id, block) in scene.Source.Tick(subscription.CreatedAt.Plus(TimeSpan.FromSeconds(second))))
            {
                Assert.Equal(endpoint.Id, id);
                var fact = Assert.Single(Enumerable.Range(0, block.Count).Select(n => block[n]));
                told.Add(EventScene.Text(EventScene.Write(endpoint, fact)));
            }
        }

        Assert.Equal([Expected(540, 60), Expected(570, 30)], told);

        // A renewed one reminds anew.
        scene.Time.Advance(TimeSpan.FromSeconds(590));
        var renewed = (await scene.Subscriptions.RenewAsync(new(1, subscription.Id, null, null))).Subscription!;
        scene.Source.List();
        Assert.Empty(scene.Source.Tick(renewed.RenewedAt.Plus(TimeSpan.FromSeconds(539))));
        Assert.Single(scene.Source.Tick(renewed.RenewedAt.Plus(TimeSpan.FromSeconds(540))));

        string Expected(int second, int left)
        {
            var at = subscription.CreatedAt.Plus(TimeSpan.FromSeconds(second));
            var salt = Hashing.Mix(scene.Gateway.Senders.IdSalt, Hashing.Of(subscription.Id.ToByteArray()));
            var uuid = FactBlock.Reminder(endpoint.Scope, at)[0].UuidOf(Hashing.Mix(salt, (ulong)at.Ticks));
            return $$$"""
                {"uuid":"{{{uuid}}}",
                "event":"/restapi/v1.0/subscription/{{{subscription.Id}}}?threshold=60&interval=30",
                "timestamp":"{{{at.ToString()[..23]}}}Z","subscriptionId":"{{{subscription.Id}}}",
                "ownerId":"400100201","body":{"expiresIn":{{{left}}}}}
                """.ReplaceLineEndings("");
        }
    }

    [Fact]
    public async Task An_expired_subscription_is_no_endpoint_any_more()
    {
        using var scene = await EventScene.OpenAsync();
        var subscription = await scene.SubscribeAsync([Batches], expiresIn: 10);
        Assert.Single(scene.Source.List());
        var version = scene.Source.Version;
        scene.Source.Tick(scene.Now);
        Assert.Equal(version, scene.Source.Version);

        scene.Time.Advance(TimeSpan.FromSeconds(11));
        scene.Source.Tick(scene.Now);
        Assert.NotEqual(version, scene.Source.Version);
        Assert.Empty(scene.Source.List());
        Assert.Null(scene.Subscriptions.Find(subscription.Id));
    }

    /// <summary>Answers handshakes well or with 500.</summary>
    private sealed class ScriptedTransport : IWebhookTransport
    {
        public bool IsGood { get; set; }

        public int Handshakes { get; private set; }

        public ValueTask<WebhookAnswer> SendAsync(WebhookRequest request, CancellationToken cancel)
        {
            Handshakes++;
            var headers = request.Headers.ToDictionary(h => h.Name, h => h.Value);
            headers["Content-Type"] = "application/json";
            return new(new WebhookAnswer(WebhookFault.None, IsGood ? 200 : 500, "", 100, TimeSpan.Zero, headers));
        }
    }
}
