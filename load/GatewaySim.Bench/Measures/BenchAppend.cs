using System.Collections.Concurrent;
using GatewaySim.Journal;

namespace GatewaySim.Bench.Measures;

/// <summary>A turn of one shard that comes back to be filled again when it is durable.</summary>
internal sealed class BenchAppend(StreamHead head, int shard, BlockingCollection<BenchAppend> free) : Append
{
    public StreamHead Head { get; } = head;

    public JournalException? Error { get; private set; }

    public void Begin() => Reset(shard, Head);

    public override void Complete(JournalException? error)
    {
        Error = error;
        free.Add(this);
    }
}
