using System.CommandLine;
using GatewaySim.Bench.Measures;
using GatewaySim.Bench.Reports;

namespace GatewaySim.Bench.Verbs;

/// <summary><c>webhooks</c>: how many callbacks a second, to receivers that take their time, and how late.</summary>
internal static class WebhooksVerb
{
    /// <summary>Callbacks that wait while the most is measured: several times what is under way at once.</summary>
    private const int Backlog = 20_000;

    /// <summary>Callbacks a second while lag is measured.</summary>
    private const int PacedPerSecond = 4_000;

    private static readonly (int DelayMs, string Key)[] Receivers =
    [
        (0, Figures.Callbacks0Ms), (50, Figures.Callbacks50Ms), (200, Figures.Callbacks200Ms),
    ];

    public static Command Create()
    {
        var seconds = Flags.Seconds(10);
        var warmUp = Flags.WarmUp();
        var data = Flags.Data();
        var json = Flags.Json();
        var targets = Flags.Targets();
        var verb = new Command("webhooks", "Measures callbacks of the real program to a receiver in another process.")
        {
            seconds, warmUp, data, json, targets,
        };
        verb.SetAction(async (parse, cancel) =>
        {
            var figures = new Figures();
            var time = TimeSpan.FromSeconds(parse.GetValue(seconds));
            var warm = TimeSpan.FromSeconds(parse.GetValue(warmUp));
            using var work = WorkFolder.Open(parse.GetValue(data));
            foreach (var (delayMs, key) in Receivers)
            {
                await MeasureAsync(figures, work, delayMs, key, warm, time, cancel);
            }

            var report = new Report(
                Figures.Webhooks, figures,
                new Dictionary<string, object>
                {
                    ["seconds"] = time.TotalSeconds, ["warmup"] = warm.TotalSeconds, ["backlog"] = Backlog,
                    ["paced_per_s"] = PacedPerSecond,
                },
                []);
            return await Outcome.WriteAsync(report, [], parse.GetValue(json), parse.GetValue(targets));
        });
        return verb;
    }

    private static async Task MeasureAsync(
        Figures figures, WorkFolder work, int delayMs, string key, TimeSpan warmUp, TimeSpan time,
        CancellationToken cancel)
    {
        using var folder = work.Create($"webhooks-{delayMs}", gigabytesMax: 1);
        using var callbacks = await Callbacks.StartAsync(folder.Path, delayMs, cancel);
        if (delayMs == 0)
        {
            var paced = await callbacks.PaceAsync(PacedPerSecond, warmUp, time, cancel);
            figures.Set(Figures.LagP50Ms, paced.LagP50Ms);
            figures.Set(Figures.LagP99Ms, paced.LagP99Ms);
        }

        var (perSecond, messages) = await callbacks.SaturateAsync(Backlog, warmUp, time, cancel);
        figures.Set(key, perSecond);
        if (delayMs == 0)
        {
            figures.Set(Figures.CallbacksMps, messages);
        }
    }
}
