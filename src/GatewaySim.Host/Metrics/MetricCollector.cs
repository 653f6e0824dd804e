using System.Diagnostics.Metrics;

namespace GatewaySim.Host.Metrics;

/// <summary>Keeps the values of the instruments that are wanted, for whoever asks.</summary>
/// <remarks>
/// No exporter package for Prometheus can be restored where this is built; the instruments are those of .NET, so that
/// OpenTelemetry sees the same.
/// </remarks>
internal sealed class MetricCollector : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Lock _newFamily = new();
    private readonly MeterListener _listener = new();
    private readonly List<MetricFamily> _families = [];
    private long _round;

    /// <param name="isWanted">Which instruments, also of those to come.</param>
    /// <param name="seriesMax">Series of one metric, 1 or more; the rest is counted in one more.</param>
    public MetricCollector(Func<Instrument, bool> isWanted, int seriesMax)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (isWanted(instrument))
            {
                var family = new MetricFamily(instrument, seriesMax);
                lock (_newFamily)
                {
                    _families.Add(family);
                }

                listener.EnableMeasurementEvents(instrument, family);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, family) => Record(family, value, tags));
        _listener.Start();
    }

    /// <summary>Asks the observed instruments, then hands out every metric, by name. One caller at a time.</summary>
    /// <param name="read">Gets a metric and the number of this collection.</param>
    public void Collect(Action<MetricFamily, long> read)
    {
        lock (_gate)
        {
            _round++;
            _listener.RecordObservableInstruments();
            List<MetricFamily> families;
            lock (_newFamily)
            {
                families = [.. _families.OrderBy(f => f.Name, StringComparer.Ordinal)];
            }

            families.ForEach(f => read(f, _round));
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Record(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        ((MetricFamily)family!).Record(value, tags, _round);
}
