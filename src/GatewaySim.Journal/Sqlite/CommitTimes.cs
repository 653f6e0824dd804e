using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace GatewaySim.Journal.Sqlite;

/// <summary>Records how long transactions take, from their begin until they are durable.</summary>
internal sealed class CommitTimes
{
    private static readonly KeyValuePair<string, object?> Failed = new("error.type", "journal");

    private readonly Histogram<double>? _duration;

    /// <param name="meter">Null to record nothing.</param>
    public CommitTimes(Meter? meter) => _duration = meter?.CreateHistogram(
        "gatewaysim.journal.commit.duration", "s",
        "Time of one transaction, with the turns of all shards that were ready, until it is durable.", tags: null,
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries =
                [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
        });

    /// <param name="startedAt">A timestamp of <see cref="Stopwatch"/>.</param>
    public void Ended(long startedAt, bool isDurable)
    {
        var seconds = Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
        if (isDurable)
        {
            _duration?.Record(seconds);
        }
        else
        {
            _duration?.Record(seconds, Failed);
        }
    }
}
