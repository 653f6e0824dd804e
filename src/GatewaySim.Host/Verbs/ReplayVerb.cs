using System.CommandLine;

namespace GatewaySim.Host.Verbs;

/// <summary><c>gatewaysim replay</c>: is the state, built again from the events alone, what is stored?</summary>
internal static class ReplayVerb
{
    public static Command Create()
    {
        var config = SettingOption.Config();
        Command verb = new(
            "replay", "Rebuilds the state from the journal's events alone and compares it with what is stored.")
        {
            SettingOption.Data(), config,
        };
        verb.SetAction((parse, stop) => Wiring.RunReplayAsync(parse.ReadSettings(config), parse.Output(), stop));
        return verb;
    }
}
