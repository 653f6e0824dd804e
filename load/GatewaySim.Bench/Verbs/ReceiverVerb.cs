using System.CommandLine;
using GatewaySim.Bench.Rungs;

namespace GatewaySim.Bench.Verbs;

/// <summary><c>receiver</c>: a consumer of webhooks, as <see cref="Processes.ReceiverProcess"/> starts it.</summary>
internal static class ReceiverVerb
{
    public static Command Create()
    {
        var delay = new Option<int>("--delay") { Description = "Milliseconds until it answers." };
        var verb = new Command("receiver", "Receives webhooks and counts them.") { delay };
        verb.Hidden = true;
        verb.SetAction((parse, cancel) => WebhookReceiver.RunAsync(parse.GetValue(delay), cancel));
        return verb;
    }
}
