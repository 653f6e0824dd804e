using System.Globalization;
using System.Text.Json;
using GatewaySim.Bench.Load;

namespace GatewaySim.Bench.Processes;

/// <summary>The load generator in a process of its own.</summary>
internal sealed class LoadProcess : ChildProcess
{
    private static readonly TimeSpan Extra = TimeSpan.FromMinutes(2);

    private LoadProcess(LoadPlan plan)
        : base("GatewaySim.Bench.dll", ArgumentsOf(plan), isInline: true)
    {
    }

    /// <summary>Runs a plan.</summary>
    /// <exception cref="BenchException">Anything but 2xx came, so the figures mean nothing.</exception>
    public static async Task<LoadResult> RunAsync(LoadPlan plan, CancellationToken cancel)
    {
        using var process = new LoadProcess(plan);
        var line = await process.Output.ReadLineAsync(cancel);
        await process.ExitAsync(plan.WarmUp + plan.Time + Extra, cancel);
        var result = JsonSerializer.Deserialize<LoadResult>(line ?? "null")
            ?? throw new BenchException("The load generator said nothing.");
        return result.Errors == 0 && result.Requests > 0
            ? result
            : throw new BenchException(string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Errors} of {result.Errors + result.Requests} requests failed; first: {result.FirstError}"));
    }

    private static string[] ArgumentsOf(LoadPlan plan) =>
    [
        "load", "--url", plan.Url.OriginalString, "--shape", plan.Shape.ToString(), "--token", plan.Token,
        "--connections", plan.Connections.ToString(CultureInfo.InvariantCulture),
        "--warmup", plan.WarmUp.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        "--seconds", plan.Time.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        "--requests-max", plan.RequestsMax.ToString(CultureInfo.InvariantCulture),
    ];
}
