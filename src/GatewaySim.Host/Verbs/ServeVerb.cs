using System.CommandLine;
using GatewaySim.Host.Serving;

namespace GatewaySim.Host.Verbs;

/// <summary><c>gatewaysim serve</c>: the gateway, until SIGTERM or Ctrl-C.</summary>
internal static class ServeVerb
{
    public static Command Create()
    {
        var config = SettingOption.Config();
        Command verb = new("serve", "Starts the gateway and serves until SIGTERM or Ctrl-C.")
        {
            SettingOption.Port(), SettingOption.Host(), SettingOption.Data(), SettingOption.Seed(),
            SettingOption.Carrier(), SettingOption.Speed(), SettingOption.LogFormat(), config,
        };
        verb.SetAction((parse, stop) => RunAsync(parse, config, stop));
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parse, Option<string> config, CancellationToken stop)
    {
        var settings = parse.ReadSettings(config);
        await using var server = await GatewayServer.StartAsync(settings, stop);
        await ReadyLines.WriteAsync(
            parse.Output(), server.Address, Wiring.DemoCredentialsOf(settings), server.Node.SigningKey.PublicKey);
        await server.ServeUntilAsync(stop);
        return CommandLine.Succeeded;
    }
}
