using GatewaySim.Domain;
using GatewaySim.Domain.Reading;

namespace GatewaySim.Journal;

/// <summary>Sees one event. The payload is only borrowed.</summary>
/// <returns>False to stop reading.</returns>
public delegate bool EventVisitor(in StoredEvent stored);

/// <summary>An entity's state as of one of its events.</summary>
public sealed record EntitySnapshot(long Sequence, byte[] State);

/// <summary>The append-only truth. Everything else can be rebuilt from it.</summary>
/// <remarks>
/// One stream per shard: sequence numbers without gaps, each event hashed with the one before. Thread-safe.
/// </remarks>
public interface IJournal : IDisposable
{
    JournalInfo Info { get; }

    /// <summary>Queries over the projections, which are written in the transaction of their events.</summary>
    IReadModel Read { get; }

    /// <summary>The end of a shard's stream, as stored.</summary>
    StreamHead HeadOf(int shard);

    /// <summary>Where recovery of a shard begins: everything up to it is in snapshots.</summary>
    long RecoveryPointOf(int shard);

    EntitySnapshot? FindSnapshot(int shard, Scope scope);

    /// <summary>Reads a shard's events in order.</summary>
    /// <param name="after">The last sequence number not wanted; 0 to begin at the start.</param>
    /// <param name="upTo">The last one wanted; <see cref="long.MaxValue"/> for all.</param>
    void Visit(int shard, long after, long upTo, EventVisitor visitor);

    /// <summary>Puts a turn in the queue of the next transaction. Returns at once.</summary>
    /// <remarks>
    /// Turns of one shard are stored in the order of their submission, and <see cref="Append.Complete"/> is called in
    /// that order, on the journal's thread, when a turn is durable or has failed.
    /// </remarks>
    void Submit(Append append);

    /// <summary>Finds what was kept under a name: how far a reader of the journal has come.</summary>
    byte[]? FindMark(string name) => null;

    /// <summary>
    /// Keeps a value under a name, in place of what was there. No event: a replay does not see it. Returns at once; it
    /// becomes durable with the next transaction, and a crash before that leaves the older value.
    /// </summary>
    void KeepMark(string name, byte[] value)
    {
    }
}
