using System.CommandLine;
using GatewaySim.Bench.Load;
using GatewaySim.Bench.Processes;
using GatewaySim.Bench.Reports;
using GatewaySim.Bench.Rungs;

namespace GatewaySim.Bench.Verbs;

/// <summary><c>campaign</c>: so many messages through the real program; how much memory does it take?</summary>
internal static class CampaignVerb
{
    private const int Connections = 32;
    private const double BytesPerMessageMax = 10;
    private static readonly TimeSpan TimeMax = TimeSpan.FromHours(1);

    public static Command Create()
    {
        var messages = new Option<long>("--messages")
        {
            Description = "How many, in batches of 1,000.",
            DefaultValueFactory = _ => 20_000_000,
        };
        var optOuts = Flags.OptOuts();
        var data = Flags.Data();
        var json = Flags.Json();
        var targets = Flags.Targets();
        var verb = new Command("campaign", "Sends 20 million messages to the real program and reports its memory.")
        {
            messages, optOuts, data, json, targets,
        };
        verb.SetAction(async (parse, cancel) =>
        {
            var figures = new Figures();
            using var work = WorkFolder.Open(parse.GetValue(data));
            await RunAsync(figures, work, parse.GetValue(messages), parse.GetValue(optOuts), cancel);
            var report = new Report(
                Figures.Campaign, figures,
                new Dictionary<string, object>
                {
                    ["messages"] = parse.GetValue(messages), ["opt_outs"] = parse.GetValue(optOuts),
                },
                []);
            return await Outcome.WriteAsync(report, [], parse.GetValue(json), parse.GetValue(targets));
        });
        return verb;
    }

    private static async Task RunAsync(
        Figures figures, WorkFolder work, long messages, int optOuts, CancellationToken cancel)
    {
        using var folder = work.Create("campaign", 1 + messages * BytesPerMessageMax / 1e9);
        using var gateway = new GatewayProcess(folder.Path);
        var (url, _) = await gateway.ReadyAsync(cancel);
        var token = await Prepared.GatewayAsync(url, optOuts, cancel);
        var result = await LoadProcess.RunAsync(
            new(
                url, LoadShape.Batch, token, Connections, TimeSpan.Zero, TimeMax,
                messages / Requests.BatchMessages),
            cancel);
        figures.Set(Figures.CampaignMps, result.RequestsPerSecond * Requests.BatchMessages);
        figures.Set(Figures.BatchP99Ms, result.P99Ms);
        figures.Set(Figures.ServerRssMb, gateway.ResidentMaxMb);
        await gateway.EndAsync(cancel);
    }
}
