namespace GatewaySim.Host.Metrics;

/// <summary>The values of one combination of tags. Any thread may record and read.</summary>
/// <param name="place">Its place among the series of its metric, in the order in which they came.</param>
/// <param name="bounds">Upper bounds of the buckets of a histogram, ascending; empty for a single value.</param>
internal sealed class Series(KeyValuePair<string, object?>[] tags, int place, double[] bounds)
{
    private readonly long[] _buckets = bounds.Length == 0 ? [] : new long[bounds.Length + 1];
    private double _value;

    public KeyValuePair<string, object?>[] Tags { get; } = tags;

    public int Place { get; } = place;

    /// <summary>The value; of a histogram the sum.</summary>
    public double Value => Volatile.Read(ref _value);

    /// <summary>The collection that saw it last, for what is observed.</summary>
    public long Round { get; private set; }

    public void Add(double value)
    {
        var seen = Volatile.Read(ref _value);
        double found;
        while ((found = Interlocked.CompareExchange(ref _value, seen + value, seen)) != seen)
        {
            seen = found;
        }
    }

    public void Set(double value) => Volatile.Write(ref _value, value);

    /// <summary>Sets what a collection observes; where several are counted as one, they are added up.</summary>
    public void Observe(double value, long round)
    {
        Set(Round == round ? Value + value : value);
        Round = round;
    }

    /// <summary>Puts a value into the bucket with the least upper bound that is not below it.</summary>
    public void Measure(double value)
    {
        var bucket = 0;
        while (bucket < bounds.Length && value > bounds[bucket])
        {
            bucket++;
        }

        Interlocked.Increment(ref _buckets[bucket]);
        Add(value);
    }

    /// <summary>How many values each bucket holds; the last is for those above all bounds.</summary>
    public long[] Buckets()
    {
        var counts = new long[_buckets.Length];
        for (var n = 0; n < counts.Length; n++)
        {
            counts[n] = Volatile.Read(ref _buckets[n]);
        }

        return counts;
    }
}
