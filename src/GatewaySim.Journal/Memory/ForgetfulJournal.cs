using GatewaySim.Domain;
using GatewaySim.Domain.Reading;

namespace GatewaySim.Journal.Memory;

/// <summary>A journal that acknowledges at once and keeps nothing: to measure what stands above a journal.</summary>
/// <remarks>Nothing can be recovered from it, and its queries find nothing. Submitting never allocates.</remarks>
public sealed class ForgetfulJournal(JournalInfo info) : IJournal
{
    private readonly MemoryJournal _empty = new(info);

    public JournalInfo Info { get; } = info;

    public IReadModel Read => _empty.Read;

    public StreamHead HeadOf(int shard) => new();

    public long RecoveryPointOf(int shard) => 0;

    public EntitySnapshot? FindSnapshot(int shard, Scope scope) => null;

    public void Visit(int shard, long after, long upTo, EventVisitor visitor)
    {
    }

    public void Submit(Append append) => append.Complete(null);

    public void Dispose() => _empty.Dispose();
}
