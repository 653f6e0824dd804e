using GatewaySim.Domain;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal;
using GatewaySim.Journal.Memory;

namespace GatewaySim.Actors.Tests;

/// <summary>A journal that stores and answers only when a test lets it, and fails when it is told to.</summary>
internal sealed class GatedJournal(int shards) : IJournal
{
    private readonly Queue<Append> _waiting = new();

    public MemoryJournal Durable { get; } = new(new JournalInfo(shards, 1));

    public int Waiting => _waiting.Count;

    public JournalInfo Info => Durable.Info;

    public IReadModel Read => Durable.Read;

    public StreamHead HeadOf(int shard) => Durable.HeadOf(shard);

    public long RecoveryPointOf(int shard) => Durable.RecoveryPointOf(shard);

    public EntitySnapshot? FindSnapshot(int shard, Scope scope) => Durable.FindSnapshot(shard, scope);

    public void Visit(int shard, long after, long upTo, EventVisitor visitor) =>
        Durable.Visit(shard, after, upTo, visitor);

    public void Submit(Append append) => _waiting.Enqueue(append);

    /// <summary>Stores the oldest append and tells its owner.</summary>
    public void Commit()
    {
        var append = _waiting.Dequeue();
        append.Complete(Durable.Store(append));
    }

    /// <summary>Tells the owner of the oldest append that it failed.</summary>
    /// <param name="isStored">Whether it is stored all the same.</param>
    public void Fail(bool isStored)
    {
        var append = _waiting.Dequeue();
        _ = isStored ? Durable.Store(append) : null;
        append.Complete(new JournalException("The disk is gone."));
    }

    public void Dispose() => Durable.Dispose();
}
