using System.CommandLine;
using GatewaySim.Bench.Reports;

namespace GatewaySim.Bench.Verbs;

/// <summary><c>ladder</c>: every rung in one run, so that they can be compared.</summary>
internal static class LadderVerb
{
    public static Command Create()
    {
        var seconds = Flags.Seconds(5);
        var warmUp = Flags.WarmUp();
        var optOuts = Flags.OptOuts();
        var data = Flags.Data();
        var json = Flags.Json();
        var targets = Flags.Targets();
        var rungs = new Option<string[]>("--rungs")
        {
            Description = $"Which: {string.Join(", ", Ladder.Names)}. All by default.",
            DefaultValueFactory = _ => [.. Ladder.Names],
            AllowMultipleArgumentsPerToken = true,
            CustomParser = result => [.. result.Tokens.SelectMany(t => t.Value.Split(','))],
        };
        rungs.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string[]>().Except(Ladder.Names).FirstOrDefault() is { } unknown)
            {
                result.AddError($"There is no rung '{unknown}'.");
            }
        });

        var verb = new Command("ladder", "Measures rung after rung, with a load generator in a second process.")
        {
            seconds, warmUp, rungs, optOuts, data, json, targets,
        };
        verb.SetAction(async (parse, cancel) =>
        {
            using var folder = WorkFolder.Open(parse.GetValue(data));
            var ladder = new Ladder(
                new(
                    parse.GetValue(rungs)!, TimeSpan.FromSeconds(parse.GetValue(warmUp)),
                    TimeSpan.FromSeconds(parse.GetValue(seconds)), parse.GetValue(optOuts), folder),
                Console.Out);
            await ladder.ClimbAsync(cancel);
            var report = new Report(
                Figures.Ladder, ladder.Figures,
                new Dictionary<string, object>
                {
                    ["seconds"] = parse.GetValue(seconds), ["warm_up"] = parse.GetValue(warmUp),
                    ["opt_outs"] = parse.GetValue(optOuts),
                },
                ladder.Failures);
            return await Outcome.WriteAsync(report, ladder.Failures, parse.GetValue(json), parse.GetValue(targets));
        });
        return verb;
    }
}
