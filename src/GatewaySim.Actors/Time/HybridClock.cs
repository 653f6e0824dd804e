using GatewaySim.Domain;

namespace GatewaySim.Actors.Time;

/// <summary>
/// Gives out stamps that only grow, whatever the clock does: "newest" holds across shards and clock steps.
/// </summary>
/// <remarks>
/// A hybrid logical clock (Kulkarni et al. 2014) in one integer. Thread-safe; one compare-and-swap a stamp.
/// </remarks>
public sealed class HybridClock(TimeProvider time)
{
    private long _last;

    public TimeProvider Time { get; } = time;

    /// <summary>A stamp greater than every one before.</summary>
    public Stamp Next()
    {
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var next = Math.Max(Stamp.Of(Time.GetUtcNow()).Ticks, last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
            {
                return new(next);
            }
        }
    }

    /// <summary>Now, never before a stamp that was given out.</summary>
    public Stamp Now => new(Math.Max(Stamp.Of(Time.GetUtcNow()).Ticks, Volatile.Read(ref _last)));

    /// <summary>Learns a stamp from the journal or another node.</summary>
    public void Observe(Stamp stamp)
    {
        long last;
        while ((last = Volatile.Read(ref _last)) < stamp.Ticks
            && Interlocked.CompareExchange(ref _last, stamp.Ticks, last) != last)
        {
        }
    }
}
