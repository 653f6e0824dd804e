using System.Diagnostics;

namespace GatewaySim.Bench.Processes;

/// <summary>The real program: <c>gatewaysim serve</c> from the build output, on a data directory.</summary>
internal sealed class GatewayProcess(string data, string carrier = "instant", string speed = "1")
    : ChildProcess(
        "gatewaysim.dll",
        ["serve", "--port", "0", "--data", data, "--carrier", carrier, "--speed", speed], data)
{
    private readonly long _startedAt = Stopwatch.GetTimestamp();

    /// <summary>How long it took from the start of the process until it said that it listens.</summary>
    public async Task<(Uri Url, TimeSpan Took)> ReadyAsync(CancellationToken cancel)
    {
        var url = await UrlAsync(cancel);
        return (url, Stopwatch.GetElapsedTime(_startedAt));
    }
}
