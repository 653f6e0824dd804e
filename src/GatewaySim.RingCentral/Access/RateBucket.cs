namespace GatewaySim.RingCentral.Access;

/// <summary>The calls of one caller in one group. Times are Unix milliseconds.</summary>
/// <remarks>
/// Source: guide (rate limits). A sliding window; a call too many closes the group for the penalty, and every call
/// meanwhile begins it anew. UNVERIFIED: calls that were refused do not count for the window.
/// </remarks>
internal sealed class RateBucket(int limit, long windowMs, long penaltyMs)
{
    // The accepted calls of the window: never more than the limit.
    private readonly Queue<long> _calls = new();
    private readonly Lock _gate = new();
    private long _closedUntil = long.MinValue;
    private long _lastCall = long.MinValue;

    /// <summary>Counts a call.</summary>
    /// <param name="remaining">How many more are free in this window.</param>
    /// <returns>False when it is refused.</returns>
    public bool TryTake(long now, out int remaining)
    {
        lock (_gate)
        {
            _lastCall = now;
            while (_calls.TryPeek(out var first) && first <= now - windowMs)
            {
                _calls.Dequeue();
            }

            if (now < _closedUntil || _calls.Count >= limit)
            {
                _closedUntil = now + penaltyMs;
                remaining = 0;
                return false;
            }

            _calls.Enqueue(now);
            remaining = limit - _calls.Count;
            return true;
        }
    }

    /// <summary>Whether forgetting it changes nothing.</summary>
    public bool IsIdle(long now)
    {
        lock (_gate)
        {
            return now >= _closedUntil && _lastCall <= now - windowMs;
        }
    }
}
