using System.CommandLine;
using System.Globalization;

namespace GatewaySim.Host.Verbs;

/// <summary><c>gatewaysim demo</c>: a campaign through the HTTP APIs, and a verdict.</summary>
internal static class DemoVerb
{
    private const int MessagesMin = 1_000;
    private const int MessagesMax = 20_000_000;

    public static Command Create()
    {
        var config = SettingOption.Config();
        Option<int> messages = new("--messages")
        {
            HelpName = "N",
            Description = "About how many messages to send, 1000 to 20000000",
            DefaultValueFactory = _ => 100_000,
            CustomParser = result =>
            {
                var isNumber = int.TryParse(
                    result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
                if (!isNumber || number is < MessagesMin or > MessagesMax)
                {
                    result.AddError($"--messages must be {MessagesMin} to {MessagesMax}");
                }

                return number;
            },
        };
        Option<bool> keepServing = new("--keep-serving")
        {
            Description = "Goes on serving after the campaign, until SIGTERM or Ctrl-C",
        };
        Command verb = new("demo", "Runs a campaign against a gateway and checks that nobody is texted after a STOP.")
        {
            messages, SettingOption.Data(), keepServing, SettingOption.Port(), SettingOption.Seed(),
            SettingOption.Carrier(), config,
        };
        verb.SetAction((parse, stop) => Wiring.RunDemoAsync(
            parse.ReadSettings(config),
            new(
                parse.GetValue(messages), parse.GetValue(keepServing), IsGiven(parse, "--data"),
                IsGiven(parse, "--port")),
            parse.Output(),
            stop));
        return verb;
    }

    private static bool IsGiven(ParseResult parse, string option) =>
        parse.Tokens.Any(t => t.Value == option || t.Value.StartsWith(option + "=", StringComparison.Ordinal));
}

/// <param name="Messages">How many messages the campaign sends.</param>
/// <param name="KeepServing">Whether the gateway goes on afterwards.</param>
/// <param name="HasData">Whether a data directory was named; without one the demo uses one of its own.</param>
/// <param name="HasPort">Whether a port was named; without one the demo takes a free one.</param>
internal readonly record struct DemoRequest(int Messages, bool KeepServing, bool HasData, bool HasPort);
