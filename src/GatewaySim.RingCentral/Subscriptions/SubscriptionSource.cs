using GatewaySim.Actors;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;

namespace GatewaySim.RingCentral.Subscriptions;

/// <summary>The living subscriptions as endpoints, with their reminders and their checks.</summary>
/// <remarks><see cref="List"/> and <see cref="Tick"/> are for one thread.</remarks>
internal sealed class SubscriptionSource : IWebhookSource
{
    private readonly ISubscriptions _subscriptions;
    private readonly SubscriptionOptions _options;
    private readonly FilterParser _parser;
    private readonly EventWriter _writer;
    private readonly IReadOnlyList<TimeSpan> _retries;
    private readonly Dictionary<(Guid Id, Stamp RenewedAt), long> _reminded = [];
    private IReadOnlyList<SubscriptionEndpoint> _endpoints = [];
    private int _expired;

    public SubscriptionSource(
        ISenders senders, ISubscriptions subscriptions, IWebhookTransport transport, RingCentralOptions ringCentral,
        SubscriptionOptions options)
    {
        (_subscriptions, _options) = (subscriptions, options);
        _parser = new(ringCentral.AccountId, senders.IdSalt);
        _writer = new(senders, ringCentral);
        _retries = [.. options.RetrySeconds.Select(seconds => TimeSpan.FromSeconds(seconds))];
        Blacklist = new(subscriptions, new(transport, options), options);
    }

    public Blacklist Blacklist { get; }

    /// <remarks>An expiry is no event, so it is counted here when it is seen.</remarks>
    public int Version => _subscriptions.Version + Volatile.Read(ref _expired);

    public IReadOnlyList<WebhookEndpoint> List()
    {
        _endpoints = [.. _subscriptions.List(DemoAccount.Id).SelectMany(EndpointsOf)];
        var lives = _endpoints.Select(e => (e.Record.Id, e.Record.RenewedAt)).ToHashSet();
        foreach (var gone in _reminded.Keys.Where(k => !lives.Contains(k)).ToList())
        {
            _reminded.Remove(gone);
        }

        Blacklist.KeepOnly(lives.Select(l => l.Id).ToHashSet());
        return _endpoints;
    }

    public IReadOnlyList<(string Endpoint, FactBlock Facts)> Tick(Stamp now)
    {
        List<(string, FactBlock)>? reminders = null;
        var anyExpired = false;
        foreach (var endpoint in _endpoints)
        {
            var record = endpoint.Record;
            if (record.ExpiresAt <= now)
            {
                anyExpired = true;
                continue;
            }

            Blacklist.Tick(record, now);
            if (IsReminderDue(endpoint, now))
            {
                (reminders ??= []).Add((endpoint.Id, FactBlock.Reminder(endpoint.Scope, now)));
            }
        }

        if (anyExpired)
        {
            Interlocked.Increment(ref _expired);
        }

        return reminders ?? [];
    }

    /// <summary>The next expiry or reminder.</summary>
    public Stamp? NextTick(Stamp now)
    {
        Stamp? next = null;
        foreach (var endpoint in _endpoints)
        {
            var expiry = endpoint.Record.ExpiresAt;
            var due = expiry;
            if (endpoint.Reminder is { } reminder)
            {
                var first = expiry.Plus(-reminder.Threshold);
                var turns = now < first ? 0 : (now.Ticks - first.Ticks) / reminder.Interval.Ticks + 1;
                var turn = first.Plus(reminder.Interval * turns);
                due = turn < expiry ? turn : expiry;
            }

            next = next is { } known && known <= due ? next : due;
        }

        return next;
    }

    private IEnumerable<SubscriptionEndpoint> EndpointsOf(SubscriptionRecord record)
    {
        var filters = record.EventFilters.Select(f => _parser.Parse(f)).OfType<EventFilter>()
            .ToLookup(f => f.Kind == FilterKind.Consents);
        if (filters[false].Any())
        {
            yield return Endpoint("", filters[false]);
        }

        if (filters[true].Any())
        {
            yield return Endpoint(SubscriptionEndpoint.ConsentsName, filters[true]);
        }

        SubscriptionEndpoint Endpoint(string name, IEnumerable<EventFilter> own) =>
            new(record, name, [.. own], _writer, Blacklist, _options, _retries);
    }

    /// <summary>The first at the threshold before the expiry, then one every interval.</summary>
    private bool IsReminderDue(SubscriptionEndpoint endpoint, Stamp now)
    {
        if (endpoint.Reminder is not { } reminder)
        {
            return false;
        }

        var record = endpoint.Record;
        var late = now.Time - (record.ExpiresAt.Time - reminder.Threshold);
        var key = (record.Id, record.RenewedAt);
        var turn = late.Ticks / reminder.Interval.Ticks;
        if (late < TimeSpan.Zero || (_reminded.TryGetValue(key, out var last) && last >= turn))
        {
            return false;
        }

        _reminded[key] = turn;
        return true;
    }
}
