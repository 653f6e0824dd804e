using System.CommandLine;
using GatewaySim.Actors;
using GatewaySim.Bench.Measures;
using GatewaySim.Bench.Processes;
using GatewaySim.Bench.Reports;

namespace GatewaySim.Bench.Verbs;

/// <summary><c>start</c>: how long until <c>serve</c> takes requests.</summary>
internal static class StartVerb
{
    private const long Messages = 50_000_000;
    private const double BytesPerMessageMax = 10;
    private const int EmptyStarts = 3;

    public static Command Create()
    {
        var data = Flags.Data();
        var json = Flags.Json();
        var targets = Flags.Targets();
        var verb = new Command("start", "Measures how long serve takes to be ready, on nothing and on a large journal.")
        {
            data, json, targets,
        };
        verb.SetAction(async (parse, cancel) =>
        {
            var figures = new Figures();
            using var work = WorkFolder.Open(parse.GetValue(data));
            await RunAsync(figures, work, cancel);
            var report = new Report(
                Figures.Start, figures, new Dictionary<string, object> { ["messages"] = Messages }, []);
            return await Outcome.WriteAsync(report, [], parse.GetValue(json), parse.GetValue(targets));
        });
        return verb;
    }

    private static async Task RunAsync(Figures figures, WorkFolder work, CancellationToken cancel)
    {
        // The median, because the first start reads the program from the disk.
        var empty = new List<double>();
        for (var n = 0; n < EmptyStarts; n++)
        {
            using var folder = work.Create("empty", 1);
            empty.Add(await ReadyAsync(folder, cancel));
        }

        figures.Set(Figures.ReadyEmptyMs, empty.Order().ElementAt(EmptyStarts / 2));

        using var full = work.Create("full", 1 + Messages * BytesPerMessageMax / 1e9);
        await Campaigns.WriteAsync(full.Path, Messages, new ShardOptions(), cancel);
        figures.Set(Figures.ReadyMs, await ReadyAsync(full, cancel));
    }

    private static async Task<double> ReadyAsync(WorkFolder folder, CancellationToken cancel)
    {
        using var gateway = new GatewayProcess(folder.Path);
        var (_, took) = await gateway.ReadyAsync(cancel);
        await gateway.EndAsync(cancel);
        return took.TotalMilliseconds;
    }
}
