using System.Collections.Concurrent;

namespace GatewaySim.Host.Demo;

/// <summary>What the demo, as a customer, must expect of a message.</summary>
internal enum Expectation
{
    /// <summary>Consent stood before the message was submitted and nothing happened meanwhile.</summary>
    MaySend,

    /// <summary>An opt-out was acknowledged before the message was submitted and nothing happened meanwhile.</summary>
    MustBlock,

    /// <summary>A change was under way at the same time: either is right.</summary>
    Racing,
}

/// <summary>
/// The customer's own record of opt-outs and opt-ins, with the moments at which they were sent and acknowledged.
/// </summary>
/// <remarks>
/// Knows nothing of the gateway: moments are ticks of one counter, so "before" is what this client saw.
/// </remarks>
internal sealed class ConsentLedger
{
    private readonly ConcurrentDictionary<ulong, List<Change>> _changes = new();
    private long _tick;

    public long Tick() => Interlocked.Increment(ref _tick);

    /// <summary>Notes a change before it is sent.</summary>
    public Change Begin(ulong recipient, bool isOptOut)
    {
        var change = new Change(isOptOut, Tick());
        var changes = _changes.GetOrAdd(recipient, static _ => []);
        lock (changes)
        {
            changes.Add(change);
        }

        return change;
    }

    /// <summary>Notes that a change was acknowledged.</summary>
    public void Acknowledge(Change change) => Volatile.Write(ref change.AcknowledgedAt, Tick());

    /// <param name="submitted">The tick at which the message's request was sent.</param>
    /// <param name="settled">The tick at which its outcome was known to stand.</param>
    public Expectation Expect(ulong recipient, long submitted, long settled)
    {
        if (!_changes.TryGetValue(recipient, out var changes))
        {
            return Expectation.MaySend;
        }

        var state = Expectation.MaySend;
        lock (changes)
        {
            foreach (var change in changes)
            {
                if (Volatile.Read(ref change.AcknowledgedAt) < submitted)
                {
                    state = change.IsOptOut ? Expectation.MustBlock : Expectation.MaySend;
                }
                else if (change.SentAt < settled)
                {
                    return Expectation.Racing;
                }
            }
        }

        return state;
    }

    internal sealed class Change(bool isOptOut, long sentAt)
    {
        /// <summary>Never, until it is acknowledged.</summary>
        public long AcknowledgedAt = long.MaxValue;

        public bool IsOptOut { get; } = isOptOut;

        public long SentAt { get; } = sentAt;
    }
}
