using System.Globalization;

namespace GatewaySim.Journal.Verification;

/// <summary>What a check is about.</summary>
public enum FindingKind
{
    /// <summary>An event's hash is not that of its content and the hash before.</summary>
    Hash,

    /// <summary>A sequence number is missing, or a stream has no shard.</summary>
    Sequence,

    /// <summary>A stamp is not greater than the one before (P-26).</summary>
    Stamp,

    /// <summary>A name, scope or payload that means nothing.</summary>
    Payload,

    /// <summary>A recovery point or snapshot of events that are not there.</summary>
    Snapshot,

    /// <summary>A stored row differs from the one that the events make.</summary>
    Projection,

    /// <summary>A message that should not have gone out, or should not have been refused (P-1 to P-3, P-36).</summary>
    Consent,

    /// <summary>A reply too many or too few, or one that answers nothing (P-7, P-9, P-10).</summary>
    Reply,

    /// <summary>
    /// Messages that came from nowhere, were dispatched twice, or are counted wrongly (P-24, P-27, P-28).
    /// </summary>
    Count,

    /// <summary>A rebuilt entity differs from the one that its snapshot gives (P-23).</summary>
    State,
}

/// <summary>Something that does not hold.</summary>
/// <param name="Shard">-1 where it is of no single shard.</param>
/// <param name="Sequence">The event it was noticed at; 0 where it is of none.</param>
public sealed record Finding(FindingKind Kind, int Shard, long Sequence, string What)
{
    public override string ToString() => Shard < 0
        ? $"{Kind}: {What}"
        : string.Create(CultureInfo.InvariantCulture, $"{Kind} at {Shard}/{Sequence}: {What}");
}

/// <summary>The first findings, and how many there were.</summary>
public sealed class FindingList
{
    /// <summary>Findings that are kept; the rest is counted.</summary>
    public const int KeptMax = 100;

    private readonly List<Finding> _kept = [];

    public IReadOnlyList<Finding> Kept => _kept;

    public long Total { get; private set; }

    public void Add(FindingKind kind, int shard, long sequence, string what)
    {
        Total++;
        if (_kept.Count < KeptMax)
        {
            _kept.Add(new(kind, shard, sequence, what));
        }
    }
}
