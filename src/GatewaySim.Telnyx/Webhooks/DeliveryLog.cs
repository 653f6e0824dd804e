using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;

namespace GatewaySim.Telnyx.Webhooks;

/// <summary>One event's way to its receiver, as <c>/v2/webhook_deliveries</c> shows it.</summary>
internal sealed class LoggedDelivery(Guid id, string eventType)
{
    public Guid Id { get; } = id;

    public string EventType { get; } = eventType;

    /// <summary>Oldest first.</summary>
    public List<Attempt> Attempts { get; } = [];

    public bool IsDelivered => Attempts[^1].Error is null;

    public Stamp StartedAt => Attempts[0].StartedAt;

    public Stamp FinishedAt => Attempts[^1].EndedAt;
}

/// <summary>The last deliveries of this process; a restart forgets them. Thread-safe.</summary>
internal sealed class DeliveryLog(int deliveriesMax)
{
    private readonly Lock _gate = new();
    private readonly Queue<Guid> _order = new();
    private readonly Dictionary<Guid, LoggedDelivery> _deliveries = [];

    public void Add(Guid id, string eventType, in Attempt attempt)
    {
        lock (_gate)
        {
            if (!_deliveries.TryGetValue(id, out var delivery))
            {
                _deliveries.Add(id, delivery = new(id, eventType));
                _order.Enqueue(id);
                if (_order.Count > deliveriesMax)
                {
                    _deliveries.Remove(_order.Dequeue());
                }
            }

            delivery.Attempts.Add(attempt);
        }
    }

    /// <summary>Those that match, newest first. The predicate runs under the lock: it must be quick.</summary>
    public IReadOnlyList<LoggedDelivery> List(Predicate<LoggedDelivery> matches)
    {
        lock (_gate)
        {
            return [.. _order.Reverse().Select(id => _deliveries[id]).Where(d => matches(d)).Select(Copy)];
        }
    }

    public LoggedDelivery? Find(Guid id)
    {
        lock (_gate)
        {
            return _deliveries.TryGetValue(id, out var delivery) ? Copy(delivery) : null;
        }
    }

    private static LoggedDelivery Copy(LoggedDelivery delivery)
    {
        var copy = new LoggedDelivery(delivery.Id, delivery.EventType);
        copy.Attempts.AddRange(delivery.Attempts);
        return copy;
    }
}
