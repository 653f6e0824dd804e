using System.CommandLine;
using GatewaySim.Bench.Rungs;

namespace GatewaySim.Bench.Verbs;

/// <summary><c>rung</c>: the server of a lower rung, as <see cref="Processes.RungProcess"/> starts it.</summary>
internal static class RungVerb
{
    public static Command Create()
    {
        var kind = new Option<RungKind>("--kind") { Required = true };
        var optOuts = Flags.OptOuts();
        var verb = new Command("rung", "Serves a part of the way of a message.") { kind, optOuts };
        verb.Hidden = true;
        verb.SetAction((parse, cancel) =>
            RungServer.RunAsync(parse.GetValue(kind), parse.GetValue(optOuts), cancel));
        return verb;
    }
}
