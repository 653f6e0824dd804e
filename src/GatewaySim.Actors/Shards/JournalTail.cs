namespace GatewaySim.Actors.Shards;

/// <summary>How far each shard's stream is durable, for those who read the journal while it grows.</summary>
/// <remarks>Moved by the journal's thread, read by any. A few nanoseconds a turn while nobody reads.</remarks>
internal sealed class JournalTail(int shards)
{
    private readonly long[] _heads = new long[shards];

    public int Shards => _heads.Length;

    /// <summary>Called after every move. Must not block.</summary>
    public event Action? Moved;

    /// <summary>The last durable event of a shard; everything that it published is visible.</summary>
    public long HeadOf(int shard) => Volatile.Read(ref _heads[shard]);

    /// <summary>Durable events of all shards.</summary>
    public long Total => Enumerable.Range(0, _heads.Length).Sum(HeadOf);

    public void Advance(int shard, long sequence)
    {
        Volatile.Write(ref _heads[shard], sequence);
        Moved?.Invoke();
    }
}
