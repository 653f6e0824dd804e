using GatewaySim.Domain;

namespace GatewaySim.Actors.Webhooks;

/// <summary>The facts of one event that an endpoint has not been told yet.</summary>
/// <param name="counts">Whether the endpoint's mark waits for it: not for what is sent again, or comes from the clock.
/// </param>
internal sealed class OpenBlock(FactBlock facts, bool counts)
{
    public FactBlock Facts { get; } = facts;

    public bool Counts { get; } = counts;

    /// <summary>The next fact to become due.</summary>
    public int Next { get; private set; }

    /// <summary>Facts that are not done.</summary>
    public int Open { get; private set; } = facts.Count;

    /// <summary>Facts due up to here were told before a restart.</summary>
    public Stamp ToldThrough { get; init; } = Stamp.None;

    /// <summary>What of it is to be sent again; null for all.</summary>
    public Redelivery? Redelivery { get; init; }

    public bool HasNext => Next < Facts.Count;

    public Stamp NextDue => Facts.DueOf(Next);

    public Fact Take() => Facts[Next++];

    public void Done() => Open--;
}
