using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using GatewaySim.Bench.Load;
using GatewaySim.Bench.Processes;
using GatewaySim.Bench.Reports;
using GatewaySim.Bench.Rungs;

namespace GatewaySim.Bench.Verbs;

/// <summary>
/// <c>flight</c>: what messages cost that wait for their senders' rates and for their carrier. The clock stands still
/// while they are accepted, and is then advanced over everything that is due.
/// </summary>
internal static class FlightVerb
{
    private const int Connections = 32;
    private const double BytesPerMessageMax = 20;

    /// <summary>Longer than the rate of 64 numbers needs for 100 million messages, and receipts after that.</summary>
    private const int AdvanceDays = 7;

    private static readonly TimeSpan TimeMax = TimeSpan.FromHours(1);

    public static Command Create()
    {
        var messages = new Option<long>("--messages")
        {
            Description = "How many are in flight, in batches of 1,000.",
            DefaultValueFactory = _ => 10_000_000,
        };
        var optOuts = Flags.OptOuts();
        var data = Flags.Data();
        var json = Flags.Json();
        var targets = Flags.Targets();
        var verb = new Command("flight", "Accepts 10 million messages that stay in flight, then advances the clock.")
        {
            messages, optOuts, data, json, targets,
        };
        verb.SetAction(async (parse, cancel) =>
        {
            var figures = new Figures();
            using var work = WorkFolder.Open(parse.GetValue(data));
            var (count, stopped) = (parse.GetValue(messages), parse.GetValue(optOuts));
            await MeasureAsync(figures, work, "instant", count, stopped, cancel);
            await MeasureAsync(figures, work, "realistic", count, stopped, cancel);
            figures.SetRatio(Figures.FlightToCampaign, Figures.FlightMps, Figures.CampaignMps);
            var report = new Report(
                Figures.Flight, figures,
                new Dictionary<string, object> { ["messages"] = count, ["opt_outs"] = stopped }, []);
            return await Outcome.WriteAsync(report, [], parse.GetValue(json), parse.GetValue(targets));
        });
        return verb;
    }

    private static async Task MeasureAsync(
        Figures figures, WorkFolder work, string carrier, long messages, int optOuts, CancellationToken cancel)
    {
        var inFlight = carrier != "instant";
        using var folder = work.Create($"flight-{carrier}", 1 + messages * BytesPerMessageMax / 1e9);
        using var gateway = new GatewayProcess(folder.Path, carrier, "0");
        var (url, _) = await gateway.ReadyAsync(cancel);
        var token = await Prepared.GatewayAsync(url, optOuts, cancel);
        var result = await LoadProcess.RunAsync(
            new(
                url, LoadShape.Batch, token, Connections, TimeSpan.Zero, TimeMax,
                messages / Requests.BatchMessages),
            cancel);
        figures.Set(
            inFlight ? Figures.FlightMps : Figures.CampaignMps, result.RequestsPerSecond * Requests.BatchMessages);
        if (inFlight)
        {
            using var http = new HttpClient { BaseAddress = url, Timeout = Timeout.InfiniteTimeSpan };
            var startedAt = Stopwatch.GetTimestamp();
            using var answer = await http.PostAsJsonAsync(
                new Uri("/_sim/clock", UriKind.Relative),
                new { AdvanceBy = string.Create(CultureInfo.InvariantCulture, $"P{AdvanceDays}D") }, cancel);
            answer.EnsureSuccessStatusCode();
            var took = Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
            figures.Set(Figures.AdvanceSeconds, took);
            figures.Set(Figures.AdvanceMps, result.Answered * Requests.BatchMessages / took);
            figures.Set(Figures.ServerRssMb, gateway.ResidentMaxMb);
        }

        await gateway.EndAsync(cancel);
    }
}
