using GatewaySim.Domain;
using GatewaySim.Domain.Pacing;

namespace GatewaySim.Actors.Pacing;

/// <summary>The rate that all senders of an account share: whoever leaves takes the next place.</summary>
/// <remarks>Safe from any thread; one compare-and-swap a place.</remarks>
internal sealed class AccountGate(double perSecond, long partsMax, int shards)
{
    private readonly long[] _waiting = new long[shards];
    private readonly int[] _messages = new int[shards];
    private long _free;

    /// <summary>When the next place is free.</summary>
    public Stamp Free => new(Volatile.Read(ref _free));

    /// <summary>Whether messages will take a place that have none yet: queued or scheduled ones.</summary>
    public bool HasWaiting
    {
        get
        {
            for (var shard = 0; shard < _messages.Length; shard++)
            {
                if (Volatile.Read(ref _messages[shard]) != 0)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Whether so many more segments may wait.</summary>
    public bool HasRoomFor(int parts) => _waiting.Sum() + parts <= partsMax;

    /// <summary>Takes the first place from a moment on.</summary>
    public Stamp Take(Stamp from, int parts)
    {
        var takes = PaceLine.TimeOf(parts, perSecond).Ticks;
        while (true)
        {
            var free = Volatile.Read(ref _free);
            var place = Math.Max(free, from.Ticks);
            if (Interlocked.CompareExchange(ref _free, place + takes, free) == free)
            {
                return new(place);
            }
        }
    }

    /// <summary>Nobody gets a place before a moment.</summary>
    public void KeepUntil(Stamp moment)
    {
        long free;
        while ((free = Volatile.Read(ref _free)) < moment.Ticks
            && Interlocked.CompareExchange(ref _free, moment.Ticks, free) != free)
        {
        }
    }

    /// <summary>A message of a shard begins to wait, or ends it with -1. Only the shard's own thread calls.</summary>
    /// <param name="parts">Its segments, where they count against the limit.</param>
    public void Wait(int shard, int parts, int sign)
    {
        Volatile.Write(ref _waiting[shard], _waiting[shard] + sign * parts);
        Volatile.Write(ref _messages[shard], _messages[shard] + sign);
    }

    /// <summary>The shard is rebuilt: it counts anew.</summary>
    public void Forget(int shard)
    {
        Volatile.Write(ref _waiting[shard], 0);
        Volatile.Write(ref _messages[shard], 0);
    }
}
