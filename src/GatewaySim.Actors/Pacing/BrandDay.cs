using GatewaySim.Domain;

namespace GatewaySim.Actors.Pacing;

/// <summary>What T-Mobile took of a brand on one Pacific day, in segments; all shards count together.</summary>
/// <remarks>Safe from any thread; one compare-and-swap a message. Never more than the cap, whoever comes.</remarks>
internal sealed class BrandDay(long partsMax, int shards)
{
    private readonly long[] _ofShard = new long[shards];
    private long _taken;

    /// <summary>What was taken, of all shards.</summary>
    public long Taken => Volatile.Read(ref _taken);

    /// <summary>Takes a message where it fits. Only the shard's own thread calls.</summary>
    /// <param name="parts">1 or more.</param>
    /// <returns>False where it would be more than the cap.</returns>
    public bool TryTake(int shard, int parts)
    {
        while (true)
        {
            var taken = Volatile.Read(ref _taken);
            if (taken + parts > partsMax)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _taken, taken + parts, taken) == taken)
            {
                _ofShard[shard] += parts;
                return true;
            }
        }
    }

    /// <summary>Puts right what a shard took: it was counted anew. Only the shard's own thread calls.</summary>
    public void Set(int shard, long parts)
    {
        Invariant.Holds(parts >= 0);
        Interlocked.Add(ref _taken, parts - _ofShard[shard]);
        _ofShard[shard] = parts;
    }
}
