using System.CommandLine;

namespace GatewaySim.Bench.Verbs;

/// <summary>The verbs. Exit codes: 0 measured, 1 something failed or missed its target, 2 wrong use.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Measures GatewaySim. Read the ratios: other figures are the machine's.")
        {
            LadderVerb.Create(), CampaignVerb.Create(), FlightVerb.Create(), StartVerb.Create(), BudgetsVerb.Create(),
            WebhooksVerb.Create(),
            LoadVerb.Create(), RungVerb.Create(), ReceiverVerb.Create(),
        };
        var parse = root.Parse(args);
        try
        {
            var code = await parse.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
            return parse.Errors.Count > 0 ? 2 : code;
        }
        catch (BenchException e)
        {
            await Console.Error.WriteLineAsync($"bench: {e.Message}");
            return 1;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("bench: stopped before the end");
            return 1;
        }
    }
}
