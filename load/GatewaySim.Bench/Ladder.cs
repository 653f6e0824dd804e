using System.Globalization;
using GatewaySim.Bench.Load;
using GatewaySim.Bench.Measures;
using GatewaySim.Bench.Processes;
using GatewaySim.Bench.Reports;
using GatewaySim.Bench.Rungs;

namespace GatewaySim.Bench;

/// <summary>How to climb.</summary>
/// <param name="Rungs">Names of <see cref="Ladder.Names"/>.</param>
/// <param name="OptOuts">Records for each sender before the load comes.</param>
internal sealed record LadderOptions(
    IReadOnlyList<string> Rungs, TimeSpan WarmUp, TimeSpan Time, int OptOuts, WorkFolder Folder);

/// <summary>Measures rung after rung, each with one more part of the way of a message, on the same machine.</summary>
internal sealed class Ladder(LadderOptions options, TextWriter output)
{
    private const int SmallConnections = 64;
    private const int BatchConnections = 32;

    /// <summary>Bounds of what a run can send, and so of the disk that it needs.</summary>
    private const int BatchesPerSecondMax = 20_000;
    private const int SinglesPerSecondMax = 200_000;
    private const double BytesPerBatchMax = 10_000;
    private const double BytesPerSingleMax = 600;

    private readonly Figures _figures = new();
    private readonly List<string> _failures = [];

    /// <summary>All rungs, in order. The last ones are no rungs, but explain them.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "generator", "plaintext", "read", "parse", "shard", "durable", "single", "blocked",
        "consent", "journal", "memory", "recovery",
    ];

    public Figures Figures => _figures;

    public IReadOnlyList<string> Failures => _failures;

    private double Seconds => (options.WarmUp + options.Time).TotalSeconds;

    public async Task ClimbAsync(CancellationToken cancel)
    {
        foreach (var name in Names.Where(options.Rungs.Contains))
        {
            await output.WriteLineAsync($"{name} ...");
            try
            {
                await MeasureAsync(name, cancel);
            }
            catch (Exception e) when (e is BenchException or IOException or HttpRequestException or TimeoutException)
            {
                await output.WriteLineAsync($"  failed: {e.Message}");
                _failures.Add($"{name}: {e.Message}");
            }
        }

        _figures.SetRatio(Figures.BatchDurableToRead, Figures.BatchDurableMps, Figures.BatchReadMps);
        _figures.SetRatio(Figures.SingleDurableToPlaintext, Figures.SingleDurableRps, Figures.PlaintextRps);
        _figures.SetRatio(Figures.BlockedToSingle, Figures.BlockedRps, Figures.SingleDurableRps);
    }

    private async Task MeasureAsync(string name, CancellationToken cancel)
    {
        switch (name)
        {
            case "generator":
                await RungAsync(RungKind.Generator, LoadShape.Plaintext, Figures.GeneratorRps, cancel);
                await RungAsync(RungKind.Generator, LoadShape.Batch, Figures.GeneratorMps, cancel);
                break;
            case "plaintext":
                await RungAsync(RungKind.Plaintext, LoadShape.Plaintext, Figures.PlaintextRps, cancel);
                break;
            case "read":
                await RungAsync(RungKind.Read, LoadShape.Batch, Figures.BatchReadMps, cancel);
                break;
            case "parse":
                await RungAsync(RungKind.Parse, LoadShape.Batch, Figures.BatchParseMps, cancel);
                break;
            case "shard":
                await RungAsync(RungKind.Shard, LoadShape.Batch, Figures.BatchShardMps, cancel);
                break;
            case "durable":
                var batches = await DurableAsync(LoadShape.Batch, cancel);
                _figures.Set(Figures.BatchDurableMps, batches.RequestsPerSecond * Requests.BatchMessages);
                _figures.Set(Figures.BatchP99Ms, batches.P99Ms);
                break;
            case "single":
                var singles = await DurableAsync(LoadShape.Single, cancel);
                _figures.Set(Figures.SingleDurableRps, singles.RequestsPerSecond);
                _figures.Set(Figures.SingleP99Ms, singles.P99Ms);
                break;
            case "blocked":
                if (options.OptOuts < Requests.StoppedMin)
                {
                    throw new BenchException($"Blocked sends need --opt-outs {Requests.StoppedMin} at least.");
                }

                var blocked = await DurableAsync(LoadShape.Blocked, cancel);
                _figures.Set(Figures.BlockedRps, blocked.RequestsPerSecond);
                _figures.Set(Figures.BlockedP99Ms, blocked.P99Ms);
                break;
            case "consent":
                _figures.Set(Figures.ConsentChecksPerSecond, ConsentChecks.Measure(Short));
                break;
            case "journal":
                using (var folder = options.Folder.Create("journal", 8))
                {
                    _figures.Set(Figures.JournalEventsPerSecond, JournalWrites.MeasureEvents(folder.Path, Short));
                }

                using (var folder = options.Folder.Create("journal", 8))
                {
                    _figures.Set(Figures.JournalOutcomesPerSecond, JournalWrites.MeasureOutcomes(folder.Path, Short));
                }

                break;
            case "memory":
                _figures.Set(Figures.BytesPerPair, PairMemory.Measure());
                break;
            case "recovery":
                using (var folder = options.Folder.Create("recovery", 1))
                {
                    _figures.Set(Figures.RecoveryMps, await Recovery.MeasureAsync(folder.Path, cancel));
                }

                break;
        }
    }

    /// <summary>What is measured inside one process needs no long runs, and the disk no more room for them.</summary>
    private TimeSpan Short => options.Time < TimeSpan.FromSeconds(5) ? options.Time : TimeSpan.FromSeconds(5);

    private async Task RungAsync(RungKind kind, LoadShape shape, string key, CancellationToken cancel)
    {
        using var server = new RungProcess(kind, options.OptOuts);
        var url = await server.UrlAsync(cancel);
        var connections = shape == LoadShape.Batch ? BatchConnections : SmallConnections;
        var result = await LoadAsync(
            server, new(url, shape, "none", connections, options.WarmUp, options.Time, 0), cancel);
        _figures.Set(key, result.RequestsPerSecond * (shape == LoadShape.Batch ? Requests.BatchMessages : 1));
        if (kind == RungKind.Plaintext
            && await Wrk.MeasureAsync(url, connections, options.Time, cancel) is { } wrk)
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"  wrk, for comparison: {wrk:#,0} requests/s"));
        }
    }

    private async Task<LoadResult> DurableAsync(LoadShape shape, CancellationToken cancel)
    {
        var isBatch = shape == LoadShape.Batch;
        var requestsMax = (long)(Seconds * (isBatch ? BatchesPerSecondMax : SinglesPerSecondMax));
        var gigabytes = 1 + requestsMax * (isBatch ? BytesPerBatchMax : BytesPerSingleMax) / 1e9;
        using var folder = options.Folder.Create(isBatch ? "durable" : "single", gigabytes);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"  may need up to {gigabytes:0.0} GB in {folder.Path}"));

        using var gateway = new GatewayProcess(folder.Path);
        var (url, _) = await gateway.ReadyAsync(cancel);
        var token = await Prepared.GatewayAsync(url, options.OptOuts, cancel);
        var result = await LoadAsync(
            gateway,
            new(
                url, shape, token, isBatch ? BatchConnections : SmallConnections, options.WarmUp, options.Time,
                requestsMax),
            cancel);
        _figures.SetMax(Figures.ServerRssMb, gateway.ResidentMaxMb);
        await gateway.EndAsync(cancel);
        return result;
    }

    private async Task<LoadResult> LoadAsync(ChildProcess server, LoadPlan plan, CancellationToken cancel)
    {
        // On a busy machine the times of the processors say more than the clock.
        var before = server.CpuTime;
        var result = await LoadProcess.RunAsync(plan, cancel);
        var served = (server.CpuTime - before).TotalMicroseconds / result.Answered;
        var sent = 1e6 * result.CpuSeconds / result.Answered;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"  {plan.Shape}: {result.RequestsPerSecond:#,0} requests/s for {result.Seconds:0.0} s; "
            + $"p50 {result.P50Ms:0.00}, p99 {result.P99Ms:0.00}, max {result.MaxMs:0.0} ms; "
            + $"processor time a request: server {served:0.0}, generator {sent:0.0} us"));
        return result;
    }
}
