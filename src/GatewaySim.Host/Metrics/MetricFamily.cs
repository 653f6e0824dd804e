using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace GatewaySim.Host.Metrics;

/// <summary>What a metric can do.</summary>
internal enum MetricKind
{
    /// <summary>Only grows.</summary>
    Counter,
    Gauge,
    Histogram,
}

/// <summary>One metric with its series, a bounded number of them.</summary>
internal sealed class MetricFamily
{
    private static readonly double[] DefaultBounds =
        [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    private static readonly KeyValuePair<string, object?>[] OverflowTags = [new("otel_metric_overflow", true)];

    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], Series> _series = new(TagSet.Comparer);
    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], Series>.AlternateLookup<
        ReadOnlySpan<KeyValuePair<string, object?>>> _byTags;

    private readonly int _seriesMax;
    private readonly bool _isAdded;
    private readonly Lock _adding = new();
    private volatile Series? _overflow;

    public MetricFamily(Instrument instrument, int seriesMax)
    {
        (Name, Unit, Description) = (instrument.Name, instrument.Unit ?? "", instrument.Description ?? "");
        _seriesMax = seriesMax;
        _byTags = _series.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
        var type = instrument.GetType().GetGenericTypeDefinition();
        Kind = type == typeof(Histogram<>) ? MetricKind.Histogram
            : type == typeof(Counter<>) || type == typeof(ObservableCounter<>) ? MetricKind.Counter
            : MetricKind.Gauge;
        IsObserved = instrument.IsObservable;
        _isAdded = type == typeof(Counter<>) || type == typeof(UpDownCounter<>);
        Bounds = Kind != MetricKind.Histogram ? []
            : [.. (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries ?? DefaultBounds];
    }

    public string Name { get; }

    /// <summary>As the instrument has it, in UCUM: <c>s</c>, <c>By</c>, <c>{message}</c>.</summary>
    public string Unit { get; }

    public string Description { get; }

    public MetricKind Kind { get; }

    /// <summary>Whether its values are asked for by a collection, and not told as they change.</summary>
    public bool IsObserved { get; }

    /// <summary>Upper bounds of buckets, ascending, without infinity.</summary>
    public double[] Bounds { get; }

    /// <summary>The series that have a value, in the order in which they came.</summary>
    /// <param name="round">The collection.</param>
    public IEnumerable<Series> SeriesOf(long round)
    {
        IEnumerable<Series> all = _series.Values.OrderBy(s => s.Place);
        return (_overflow is { } more ? all.Append(more) : all).Where(s => !IsObserved || s.Round == round);
    }

    /// <param name="round">The collection that asks, for what is observed.</param>
    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, long round)
    {
        var series = _byTags.TryGetValue(tags, out var known) ? known : Add(tags);
        if (IsObserved)
        {
            series.Observe(value, round);
        }
        else if (Kind == MetricKind.Histogram)
        {
            series.Measure(value);
        }
        else if (_isAdded)
        {
            series.Add(value);
        }
        else
        {
            series.Set(value);
        }
    }

    private Series Add(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        // Series come and never go, so the lock is taken a bounded number of times, and then for what overflows.
        lock (_adding)
        {
            if (_byTags.TryGetValue(tags, out var series))
            {
                return series;
            }

            if (_series.Count >= _seriesMax)
            {
                return _overflow ??= new(OverflowTags, int.MaxValue, Bounds);
            }

            var key = tags.ToArray();
            series = new(key, _series.Count, Bounds);
            _series[key] = series;
            return series;
        }
    }
}
