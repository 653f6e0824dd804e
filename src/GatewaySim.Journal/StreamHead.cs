using GatewaySim.Domain;

namespace GatewaySim.Journal;

/// <summary>The end of a shard's stream: what the next event continues.</summary>
public sealed class StreamHead
{
    /// <summary>SHA-256.</summary>
    public const int HashBytes = 32;

    /// <summary>The last event's sequence number; 0 for an empty stream.</summary>
    public long Sequence { get; internal set; }

    /// <summary>The greatest stamp so far.</summary>
    public Stamp At { get; internal set; }

    /// <summary>The last event's hash; zeros for an empty stream.</summary>
    public byte[] Hash { get; } = new byte[HashBytes];

    internal void Set(long sequence, Stamp at, ReadOnlySpan<byte> hash)
    {
        Sequence = sequence;
        At = at > At ? at : At;
        hash.CopyTo(Hash);
    }
}
