using GatewaySim.Actors.Counting;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;

namespace GatewaySim.Actors.Webhooks;

/// <content>What operators see and order.</content>
internal sealed partial class Pump
{
    public WebhookStatus Status()
    {
        var now = _now();
        return new(now, [.. _feeds.Values.Select(f => StatusOf(f, now))], [.. _dead]);
    }

    /// <summary>Takes back what has come back, and does nothing else.</summary>
    /// <returns>Whether there was any.</returns>
    public bool Drain()
    {
        var any = false;
        while (_ended.TryDequeue(out var delivery))
        {
            Judge(delivery, _now());
            any = true;
        }

        return any;
    }

    /// <inheritdoc cref="IWebhooks.RedeliverAsync"/>
    public int Redeliver(RedeliveryOrder order)
    {
        var now = _now();
        var until = order.Until < now ? order.Until : now;
        var since = new Stamp(Math.Max(0, order.Since.Plus(-OldestMax).Ticks));
        var feeds = _feeds.Values
            .Where(f => (order.Endpoint is null || f.Endpoint.Id == order.Endpoint)
                && f.Redeliveries.Count < RedeliveriesMax)
            .ToList();
        if (feeds.Count == 0 || until < order.Since)
        {
            return 0;
        }

        var shards = Enumerable.Range(0, _tail.Shards).ToList();
        long[] starts = [.. shards.Select(s => _reader.LastBefore(s, since))];
        long[] ends = [.. shards.Select(s => _reader.LastBefore(s, new(until.Ticks + 1)))];
        foreach (var feed in feeds)
        {
            feed.Redeliveries.Enqueue(new(order with { Until = until }, [.. starts], ends));
        }

        return feeds.Count;
    }

    /// <inheritdoc cref="IWebhooks.IsToldAsync"/>
    public bool IsTold(MessageId id)
    {
        Refresh();
        var isTold = false;
        _journal.Visit(id.Shard, id.Sequence - 1, id.Sequence, (in stored) =>
        {
            var (scope, at) = (stored.Scope, stored.At);
            var options = (stored with { Payload = stored.Payload.ToArray() }).Decode() switch
            {
                MessageAccepted e => e.Options,
                GroupAccepted e => e.Options,
                WaitingMessage e => e.Options,
                _ => MessageOptions.None,
            };
            isTold = _feeds.Values.Select(f => f.Endpoint).Any(e =>
                (e.Kinds & (FactKinds.Batches | FactKinds.Messages)) != 0 && !e.IsSuspended && at > e.Since
                && e.Scope.Covers(scope) && e.Tells(options));
            return false;
        });
        return isTold;
    }

    /// <summary>What is still to be told, for each provider. Looks at every callback that waits.</summary>
    public IReadOnlyList<WebhookBacklog> Backlog()
    {
        var now = _now();
        return [.. new[] { Provider.RingCentral, Provider.Telnyx }.Select(provider =>
        {
            var feeds = _feeds.Values.Where(f => f.Endpoint.Provider == provider).ToList();
            return new WebhookBacklog(
                provider, feeds.Count, feeds.Sum(BehindOf), feeds.Sum(f => (long)f.Waiting),
                feeds.Sum(f => f.Lanes.Sum(l => (long)l.UnderWay)),
                feeds.Select(f => LagOf(f, now)).DefaultIfEmpty().Max());
        })];
    }

    private static TimeSpan LagOf(Feed feed, Stamp now) =>
        feed.OldestDue is { } due && due < now ? now.Time - due.Time : TimeSpan.Zero;

    private long BehindOf(Feed feed) =>
        feed.Behind?.Select((position, shard) => _tail.HeadOf(shard) - position).Sum() ?? 0;

    private EndpointStatus StatusOf(Feed feed, Stamp now)
    {
        var totals = feed.Totals;
        return new(
            feed.Endpoint.Id, feed.Endpoint.Address, feed.Endpoint.IsSuspended, BehindOf(feed), feed.Facts,
            feed.ParkedFacts, feed.Waiting, feed.Lanes.Sum(l => l.UnderWay), LagOf(feed, now), totals.LagOf(0.5),
            totals.LagOf(0.99), totals.Attempts, totals.Delivered, totals.Failed, totals.Dead, totals.Dropped,
            totals.FailingSince, feed.Redeliveries.Count, [.. totals.Answers]);
    }
}
