using System.Diagnostics;
using GatewaySim.Actors;
using GatewaySim.Journal.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace GatewaySim.Bench.Measures;

/// <summary>How fast a gateway reads its state back from events.</summary>
internal static class Recovery
{
    private const long Messages = 10_000_000;

    /// <summary>No snapshots, so that recovery reads every event.</summary>
    private static readonly ShardOptions Unbroken =
        new() { SnapshotBytes = 4_294_967_296, SnapshotEvents = 100_000_000 };

    /// <returns>Messages a second: opening the journal and recovering all shards.</returns>
    public static async Task<double> MeasureAsync(string folder, CancellationToken cancel)
    {
        await Campaigns.WriteAsync(folder, Messages, Unbroken, cancel);
        var start = Stopwatch.GetTimestamp();
        using var journal = SqliteJournal.Open(folder);
        using var gateway = await Gateway.StartAsync(
            journal, TimeProvider.System, new() { Carrier = "instant" }, new(), Unbroken, NullLogger.Instance, cancel);
        return gateway.IsReady
            ? Messages / Stopwatch.GetElapsedTime(start).TotalSeconds
            : throw new BenchException("The gateway was not ready after its recovery.");
    }
}
