using System.CommandLine;
using System.Text.Json;
using GatewaySim.Bench.Load;

namespace GatewaySim.Bench.Verbs;

/// <summary><c>load</c>: the load generator, as <see cref="Processes.LoadProcess"/> starts it.</summary>
internal static class LoadVerb
{
    public static Command Create()
    {
        var url = new Option<Uri>("--url") { Required = true, CustomParser = r => new(r.Tokens[0].Value) };
        var shape = new Option<LoadShape>("--shape") { Required = true };
        var token = new Option<string>("--token") { Required = true };
        var connections = new Option<int>("--connections") { Required = true };
        var warmUp = new Option<double>("--warmup") { Required = true };
        var seconds = new Option<double>("--seconds") { Required = true };
        var requestsMax = new Option<long>("--requests-max");
        var verb = new Command("load", "Sends requests and prints what came of it as JSON.")
        {
            url, shape, token, connections, warmUp, seconds, requestsMax,
        };
        verb.Hidden = true;
        verb.SetAction(parse =>
        {
            using var run = new LoadRun(new(
                parse.GetValue(url)!, parse.GetValue(shape), parse.GetValue(token)!, parse.GetValue(connections),
                TimeSpan.FromSeconds(parse.GetValue(warmUp)), TimeSpan.FromSeconds(parse.GetValue(seconds)),
                parse.GetValue(requestsMax)));
            Console.Out.WriteLine(JsonSerializer.Serialize(run.Run()));
            return 0;
        });
        return verb;
    }
}
