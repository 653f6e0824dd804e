using System.Globalization;
using GatewaySim.Host.Options;
using GatewaySim.Host.Serving;
using GatewaySim.Host.Verbs;
using Spectre.Console;

namespace GatewaySim.Host.Demo;

/// <summary>
/// <c>gatewaysim demo</c>: starts a gateway, runs the campaign through its HTTP APIs, prints the verdict.
/// </summary>
internal static class DemoRun
{
    public static async Task<int> RunAsync(
        Settings settings, DemoRequest request, TextWriter output, CancellationToken stop)
    {
        var own = Prepare(settings, request);
        try
        {
            return await RunOnAsync(settings, request, output, stop);
        }
        finally
        {
            if (own is not null)
            {
                Directory.Delete(own, recursive: true);
            }
        }
    }

    /// <summary>Sees to it that the demo counts from zero.</summary>
    /// <returns>The folder to delete afterwards; null when the user named one.</returns>
    private static string? Prepare(Settings settings, DemoRequest request)
    {
        if (!request.HasPort && !request.KeepServing)
        {
            settings.Server.Port = 0;
        }

        if (request.HasData)
        {
            var journal = Path.Combine(settings.Journal.Directory, "journal.db");
            return File.Exists(journal)
                ? throw new VerbException(
                    $"{settings.Journal.Directory} holds a journal already; the demo counts from zero, "
                    + "so name an empty one")
                : null;
        }

        return settings.Journal.Directory = Directory.CreateTempSubdirectory("gatewaysim-demo-").FullName;
    }

    private static async Task<int> RunOnAsync(
        Settings settings, DemoRequest request, TextWriter output, CancellationToken stop)
    {
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(output) });
        await using var server = await GatewayServer.StartAsync(settings, stop);
        var credentials = Wiring.DemoCredentialsOf(settings);
        if (request.KeepServing)
        {
            await ReadyLines.WriteAsync(output, server.Address, credentials, server.Node.SigningKey.PublicKey);
        }

        var plan = new DemoPlan(request.Messages);
        using var client = await DemoClient.LogInAsync(new(server.Address.ClientUrl), credentials, stop);
        var campaign = await RunCampaignAsync(console, plan, client, stop);

        var check = JournalCheck.Run(settings, campaign.Tally);
        DemoReport.Write(console, plan, campaign, check);
        if (request.KeepServing)
        {
            await server.ServeUntilAsync(stop);
        }

        return DemoReport.Passes(campaign.Tally, check) ? CommandLine.Succeeded : CommandLine.Failed;
    }

    private static async Task<DemoCampaign> RunCampaignAsync(
        IAnsiConsole console, DemoPlan plan, DemoClient client, CancellationToken stop)
    {
        if (!console.Profile.Capabilities.Interactive || Console.IsOutputRedirected)
        {
            var campaign = new DemoCampaign(plan, client, static _ => { });
            await campaign.RunAsync(stop);
            return campaign;
        }

        return await console.Progress().StartAsync(async context =>
        {
            var bar = context.AddTask(string.Create(
                CultureInfo.InvariantCulture, $"{plan.MessagesPerWave * DemoPlan.Waves:N0} messages"));
            var campaign = new DemoCampaign(plan, client, done => bar.Value = done * 100);
            await campaign.RunAsync(stop);
            return campaign;
        });
    }
}
