using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using GatewaySim.Bench.Load;

namespace GatewaySim.Bench.Measures;

/// <summary>A public load generator, where it is installed: a check on our own.</summary>
internal static partial class Wrk
{
    /// <returns>Plaintext requests a second; null where there is no wrk.</returns>
    public static async Task<double?> MeasureAsync(Uri url, int connections, TimeSpan time, CancellationToken cancel)
    {
        try
        {
            using var wrk = Process.Start(new ProcessStartInfo("wrk",
            [
                "-t1", string.Create(CultureInfo.InvariantCulture, $"-c{connections}"),
                string.Create(CultureInfo.InvariantCulture, $"-d{Math.Max(1, time.TotalSeconds):0}s"),
                new Uri(url, Requests.PlaintextPath).AbsoluteUri,
            ])
            { RedirectStandardOutput = true })!;
            var output = await wrk.StandardOutput.ReadToEndAsync(cancel);
            return RequestsPerSecond().Match(output) is { Success: true } match
                ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
                : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex RequestsPerSecond();
}
