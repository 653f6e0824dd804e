using System.Numerics;

namespace GatewaySim.Bench.Load;

/// <summary>
/// Counts durations in logarithmic buckets: 64 to each doubling, so a percentile is 1.6 % high at most.
/// </summary>
/// <remarks>Adding never allocates and may happen on several threads.</remarks>
internal sealed class LatencyHistogram
{
    private const int SubBits = 6;
    private const int SubBuckets = 1 << SubBits;
    private const int Doublings = 64 - SubBits;

    private readonly long[] _counts = new long[(Doublings + 1) * SubBuckets];
    private long _max;

    public long Count => _counts.Sum();

    /// <summary>The longest duration, as it was added.</summary>
    public long Max => _max;

    /// <param name="duration">In any unit, 0 or more.</param>
    public void Add(long duration)
    {
        Interlocked.Increment(ref _counts[BucketOf(duration)]);
        var max = Volatile.Read(ref _max);
        while (duration > max)
        {
            var seen = Interlocked.CompareExchange(ref _max, duration, max);
            max = seen == max ? duration : seen;
        }
    }

    /// <summary>The duration that a share of all did not exceed.</summary>
    /// <param name="share">0 to 1.</param>
    /// <returns>The upper end of the bucket, 0 when nothing was added.</returns>
    public long Percentile(double share)
    {
        var left = (long)Math.Ceiling(Count * share);
        for (var bucket = 0; bucket < _counts.Length; bucket++)
        {
            left -= _counts[bucket];
            if (left <= 0 && _counts[bucket] > 0)
            {
                return Math.Min(EndOf(bucket), _max);
            }
        }

        return _max;
    }

    // Below 64 a bucket is one value. Above, the highest bit chooses the doubling, the next six bits the bucket.
    private static int BucketOf(long duration)
    {
        var value = (ulong)Math.Max(0, duration);
        if (value < SubBuckets)
        {
            return (int)value;
        }

        var shift = BitOperations.Log2(value) - SubBits;
        return (shift + 1) * SubBuckets + (int)(value >> shift) - SubBuckets;
    }

    private static long EndOf(int bucket)
    {
        if (bucket < SubBuckets)
        {
            return bucket;
        }

        var shift = bucket / SubBuckets - 1;
        var first = (long)(bucket % SubBuckets + SubBuckets) << shift;
        return first + (1L << shift) - 1;
    }
}
