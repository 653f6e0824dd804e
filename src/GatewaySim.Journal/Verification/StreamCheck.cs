using GatewaySim.Domain;
using GatewaySim.Journal.Codec;

namespace GatewaySim.Journal.Verification;

/// <summary>
/// Checks one shard's stream: no gaps, growing stamps, unbroken hashes, a meaning for every event (P-25, P-26).
/// </summary>
/// <remarks>
/// A broken hash is reported once, at the event that was changed: the check goes on from the stored hash. What is cut
/// off
/// at the end of a stream can't be seen here; rows, snapshots and account-wide records that point behind it show it.
/// </remarks>
internal sealed class StreamCheck(int shard, int shards, PayloadWriter scratch, FindingList findings)
{
    private readonly byte[] _previous = new byte[StreamHead.HashBytes];
    private readonly byte[] _computed = new byte[StreamHead.HashBytes];
    private Stamp _at;
    private Scope? _scope;

    public long Sequence { get; private set; }

    public long Events { get; private set; }

    public long PayloadBytes { get; private set; }

    /// <summary>Checks the next event.</summary>
    /// <returns>The event; null where it means nothing.</returns>
    public GatewayEvent? Check(in StoredEvent stored)
    {
        if (stored.Sequence != Sequence + 1)
        {
            Report(FindingKind.Sequence, stored.Sequence, stored.Sequence == Sequence + 2
                ? $"event {Sequence + 1} is missing"
                : $"events {Sequence + 1} to {stored.Sequence - 1} are missing");
        }

        if (stored.At <= _at)
        {
            Report(FindingKind.Stamp, stored.Sequence, $"the stamp {stored.At} is not after {_at}");
        }

        HashChain.Compute(scratch, _previous, stored, _computed);
        if (!stored.Hash.Span.SequenceEqual(_computed))
        {
            Report(FindingKind.Hash, stored.Sequence,
                $"the hash is not that of this {stored.Name} and the event before: one of them was changed");
        }

        if (!ReferenceEquals(_scope, stored.Scope) && stored.Scope.ShardOf(shards) != shard)
        {
            Report(FindingKind.Sequence, stored.Sequence, $"{stored.Scope} belongs to another shard");
        }

        if (stored.Hash.Length == _previous.Length)
        {
            stored.Hash.Span.CopyTo(_previous);
        }

        (_at, _scope, Sequence) = (stored.At, stored.Scope, stored.Sequence);
        Events++;
        PayloadBytes += stored.Payload.Length;
        return Decode(stored);
    }

    private GatewayEvent? Decode(in StoredEvent stored)
    {
        try
        {
            return stored.Decode();
        }
#pragma warning disable CA1031 // Bytes that somebody changed may fail in any way; all of them are the same finding.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Report(FindingKind.Payload, stored.Sequence, $"the {stored.Name} means nothing: {e.Message}");
            return null;
        }
    }

    private void Report(FindingKind kind, long sequence, string what) => findings.Add(kind, shard, sequence, what);
}
