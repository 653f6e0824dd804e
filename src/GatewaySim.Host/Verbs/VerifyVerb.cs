using System.CommandLine;

namespace GatewaySim.Host.Verbs;

/// <summary><c>gatewaysim verify</c>: is the journal whole, and does all that is stored follow from it?</summary>
internal static class VerifyVerb
{
    public static Command Create()
    {
        var config = SettingOption.Config();
        Command verb = new(
            "verify", "Checks the journal: hash chains, sequences without gaps, stored state equal to a rebuilt one.")
        {
            SettingOption.Data(), config,
        };
        verb.SetAction((parse, stop) => Wiring.RunVerifyAsync(parse.ReadSettings(config), parse.Output(), stop));
        return verb;
    }
}
