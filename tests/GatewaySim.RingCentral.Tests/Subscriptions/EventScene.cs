using System.Text;
using GatewaySim.Actors;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.RingCentral.Subscriptions;
using GatewaySim.Testing;

namespace GatewaySim.RingCentral.Tests.Subscriptions;

/// <summary>A gateway whose journal is read for subscriptions, without anything being sent.</summary>
internal sealed class EventScene : IDisposable
{
    public const string Ours = "+16505550100";
    public const string Sms = "/restapi/v1.0/account/400100200/a2p-sms";
    public const string Consents = "/restapi/v2/accounts/400100200/sms/consents";

    private readonly TestGateway _gateway;

    private EventScene(
        TestGateway gateway, SteppedTime time, IWebhookTransport transport, SubscriptionOptions options) =>
        (_gateway, Time, Source) = (
            gateway, time, new(gateway.Senders, gateway.Gateway, transport, new(), options));

    public TestGateway Gateway => _gateway;

    public SteppedTime Time { get; }

    public ISubscriptions Subscriptions => _gateway.Gateway;

    public SubscriptionSource Source { get; }

    public Stamp Now => _gateway.Gateway.Now;

    public static async Task<EventScene> OpenAsync(
        SubscriptionOptions? options = null, IWebhookTransport? transport = null)
    {
        var time = new SteppedTime();
        var gateway = await TestGateway.StartAsync(time: time);
        return new(gateway, time, transport ?? new NoTransport(), options ?? new());
    }

    public async Task<SubscriptionRecord> SubscribeAsync(string[] filters, string? token = null, int expiresIn = 600)
    {
        var reply = await Subscriptions.CreateAsync(new(
            DemoAccount.Id, filters, "http://hooks.example/", token, expiresIn, 30));
        return reply.Subscription!;
    }

    /// <summary>The endpoint of a subscription as it is now: the one for its consents comes last.</summary>
    public SubscriptionEndpoint EndpointOf(SubscriptionRecord subscription, int index = 0) =>
        Source.List().OfType<SubscriptionEndpoint>().Where(e => e.Record.Id == subscription.Id).ElementAt(index);

    /// <summary>Sends a batch to its end, and looks what became of it.</summary>
    public async Task<MessageId> SendAsync(params string[] to)
    {
        var reply = await _gateway.BatchAsync(Ours, "Hello", to);
        while (_gateway.Senders.Read.FindBatch(reply.Id)?.IsComplete != true)
        {
            await Task.Yield();
        }

        return reply.Id;
    }

    /// <summary>Everything in the journal that a subscription is told, in the order of its becoming due.</summary>
    public IReadOnlyList<Fact> FactsFor(SubscriptionEndpoint endpoint)
    {
        var journal = _gateway.Journal;
        var reader = new FactReader(journal);
        var facts = new List<Fact>();
        for (var shard = 0; shard < journal.Info.Shards; shard++)
        {
            journal.Visit(shard, 0, journal.HeadOf(shard).Sequence, (in stored) =>
            {
                if (stored.At > endpoint.Since && endpoint.Scope.Covers(stored.Scope)
                    && reader.Read(stored, endpoint.Kinds) is { } block && endpoint.MayMatch(block))
                {
                    facts.AddRange(Enumerable.Range(0, block.Count).Select(n => block[n])
                        .Where(f => (f.Kinds & endpoint.Kinds) != 0 && endpoint.Matches(f)));
                }

                return true;
            });
        }

        return [.. facts.OrderBy(f => f.Due).ThenBy(f => f.Kind)];
    }

    public static WebhookRequest Write(SubscriptionEndpoint endpoint, in Fact fact)
    {
        var request = new WebhookRequest();
        endpoint.Write(fact, 1, request);
        return request;
    }

    public static string Text(WebhookRequest request) => Encoding.UTF8.GetString(request.Body.WrittenSpan);

    public void Dispose() => _gateway.Dispose();

    private sealed class NoTransport : IWebhookTransport
    {
        public ValueTask<WebhookAnswer> SendAsync(WebhookRequest request, CancellationToken cancel) =>
            throw new NotSupportedException();
    }
}
