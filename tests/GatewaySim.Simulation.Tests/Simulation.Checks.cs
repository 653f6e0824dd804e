using GatewaySim.Actors.Pacing;
using GatewaySim.Domain;
using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Journal;

namespace GatewaySim.Simulation.Tests;

/// <content>What is asked of every turn when it is decided.</content>
internal sealed partial class Simulation
{
    private bool IsAtItsTime(GatewayEvent @event) => @event is MessageDispatched or SpendLimitReached
        || (@event is BatchDispatched && Pacing.Mode == PacingMode.On);

    /// <summary>A turn was decided just now: what it sends must agree with what callers were told.</summary>
    private void Submitted(Append append)
    {
        var facts = Fact.Of(append);
        _submitted[append] = (facts, Gateway.Context.Wildcards.LastSequence);
        foreach (var fact in facts)
        {
            // A message that waited for a moment leaves with the stamp of that moment, however late its owner looks;
            // so does what follows from its cost.
            Property.Holds(
                "P-26", fact.At > Ledger.LastStamp || IsAtItsTime(fact.Event),
                $"{fact.Id} is older than something that is durable");
            switch (fact.Event)
            {
                case BatchAccepted e:
                    _batches[fact.Id] = [.. Enumerable.Range(0, e.Size).Select(n => e.Chunk.Recipients[n])];
                    break;
                case BatchDispatched e:
                    for (var n = 0; n < e.Outcomes.Length; n++)
                    {
                        var recipient = _batches[MessageId.At(fact.Shard, e.Batch)][e.First + n];
                        CheckTold(fact, recipient, (Outcome)e.Outcomes.Span[n] == Outcome.Blocked);
                    }

                    break;
                case WaitingMessage e:
                    _scheduled[fact.Id] = e.To.Key;
                    break;
                case MessageDispatched e:
                    CheckTold(fact, _scheduled[MessageId.At(fact.Shard, e.Message)], e.Outcome == Outcome.Blocked);
                    break;
                case MessageAccepted e:
                    CheckTold(fact, e.To.Key, isBlocked: false);
                    break;
            }
        }
    }

    private void CheckTold(Fact fact, ulong recipient, bool isBlocked)
    {
        var certain = Told.Certain(fact.Scope.Text, recipient);
        Property.Holds("P-1, P-21", isBlocked || certain != ConsentStatus.OptOut,
            $"{fact.Id} goes to {recipient}, whose opt-out was acknowledged");
        Property.Holds("P-3", !isBlocked || certain != ConsentStatus.OptIn,
            $"{fact.Id} refuses {recipient}, whose opt-in was acknowledged");
    }
}
