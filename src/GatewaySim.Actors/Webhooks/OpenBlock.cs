using GatewaySim.Domain;

namespace GatewaySim.Actors.Webhooks;

/// <summary>
/// The facts of one event that an endpoint has not been told yet. While none of them is due for long, it may be parked:
/// then it is only a place in the journal and a time.
/// </summary>
/// <param name="counts">Whether the endpoint's mark waits for it: not for what is sent again, or comes from the clock.
/// </param>
internal sealed class OpenBlock(FactBlock facts, bool counts)
{
    private FactBlock? _facts = facts;
    private Stamp _parkedUntil;

    /// <summary>The event's place.</summary>
    public MessageId Id { get; } = facts.Id;

    /// <summary>What was read of the event.</summary>
    public FactKinds Kinds { get; } = facts.Kinds;

    public bool Counts { get; } = counts;

    /// <summary>Facts that it holds while it is not parked, done or not.</summary>
    public int Size { get; } = facts.Count;

    /// <summary>The next fact to become due.</summary>
    public int Next { get; private set; }

    /// <summary>Facts that are not done.</summary>
    public int Open { get; private set; } = facts.Count;

    /// <summary>Facts due up to here were told before a restart.</summary>
    public Stamp ToldThrough { get; init; } = Stamp.None;

    /// <summary>What of it is to be sent again; null for all.</summary>
    public Redelivery? Redelivery { get; init; }

    public bool IsParked => _facts is null;

    public bool HasNext => Next < _facts!.Count;

    public Stamp NextDue => _facts?.DueOf(Next) ?? _parkedUntil;

    public Fact Take() => _facts![Next++];

    public void Done() => Open--;

    /// <summary>Whether it can be read again when it is due: it is journalled, and none of it is under way.</summary>
    /// <param name="behind">Its next fact has to be due later.</param>
    public bool MayPark(Stamp behind) =>
        Counts && _facts is not null && Open == _facts.Count - Next && NextDue > behind;

    /// <summary>Lets go of the facts.</summary>
    public void Park()
    {
        _parkedUntil = NextDue;
        _facts = null;
    }

    /// <summary>Takes the facts back, as they were.</summary>
    public void Unpark(FactBlock facts)
    {
        Invariant.Holds(_facts is null && facts.Id == Id && facts.Count - Next == Open);
        _facts = facts;
    }
}
