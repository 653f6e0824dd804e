using GatewaySim.Domain;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal;
using GatewaySim.Journal.Memory;

namespace GatewaySim.Testing.Golden;

/// <summary>A journal in memory whose disk can be gone.</summary>
public sealed class BreakableJournal : IJournal
{
    private readonly MemoryJournal _journal = new(new JournalInfo(4, 1));

    public bool IsBroken { get; set; }

    public JournalInfo Info => _journal.Info;

    public IReadModel Read => _journal.Read;

    public StreamHead HeadOf(int shard) => _journal.HeadOf(shard);

    public long RecoveryPointOf(int shard) => _journal.RecoveryPointOf(shard);

    public EntitySnapshot? FindSnapshot(int shard, Scope scope) => _journal.FindSnapshot(shard, scope);

    public void Visit(int shard, long after, long upTo, EventVisitor visitor) =>
        _journal.Visit(shard, after, upTo, visitor);

    public void Submit(Append append)
    {
        if (IsBroken)
        {
            append.Complete(new JournalException("The disk is gone."));
        }
        else
        {
            _journal.Submit(append);
        }
    }

    public void Dispose() => _journal.Dispose();
}
