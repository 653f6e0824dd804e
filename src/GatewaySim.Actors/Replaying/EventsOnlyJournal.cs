using GatewaySim.Domain;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal;

namespace GatewaySim.Actors.Replaying;

/// <summary>A journal as if no snapshot had ever been taken, and which nobody can write.</summary>
internal sealed class EventsOnlyJournal(IJournal inner) : IJournal
{
    public JournalInfo Info => inner.Info;

    public IReadModel Read => inner.Read;

    public StreamHead HeadOf(int shard) => inner.HeadOf(shard);

    public long RecoveryPointOf(int shard) => 0;

    public EntitySnapshot? FindSnapshot(int shard, Scope scope) => null;

    public void Visit(int shard, long after, long upTo, EventVisitor visitor) => inner.Visit(shard, after, upTo, visitor);

    public void Submit(Append append) => append.Complete(new JournalException("A replay writes nothing."));

    public void Dispose()
    {
        // What is inside belongs to the caller.
    }
}
