using System.CommandLine;
using GatewaySim.Journal.Dumping;

namespace GatewaySim.Host.Verbs;

/// <summary><c>gatewaysim dump</c>: the state as text, the same bytes for the same state.</summary>
internal static class DumpVerb
{
    public static Command Create()
    {
        var config = SettingOption.Config();
        Option<JournalPoint> until = new("--until")
        {
            HelpName = "TIME|SEQUENCE|SHARD/SEQUENCE",
            Description =
                "The state at a time (2026-11-21T10:00:00Z), after that many events of each shard, or as of one event",
            CustomParser = result =>
            {
                if (JournalPoint.TryParse(result.Tokens[0].Value, out var point))
                {
                    return point;
                }

                result.AddError("--until must be a time (2026-11-21T10:00:00Z), a sequence number of 1 or more, "
                    + "or SHARD/SEQUENCE");
                return default;
            },
        };
        Command verb = new("dump", "Prints the state, in an order that depends on the state alone.")
        {
            SettingOption.Data(), until, config,
        };
        verb.SetAction((parse, stop) => StoredJournal.Run(parse, config, journal =>
        {
            Dump.Write(journal, parse.Output(), parse.GetValue(until).Until, stop);
            return CommandLine.Succeeded;
        }));
        return verb;
    }
}
