using GatewaySim.Domain;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Journal.Verification;

/// <summary>Telnyx messages: handed over at once, to a group, or at their time.</summary>
public sealed partial class ConsentAudit
{
    private void Accepted(ScopeLedger ledger, long sequence, MessageAccepted e)
    {
        Totals.SingleMessages++;
        Totals.Add(e.Outcome, 1);
        CountViolation(ledger, e.From, e.To, e.Outcome);
        Require(e.Ordinal == ledger.Ordinals.GetValueOrDefault(e.From), FindingKind.Count, sequence,
            "a message's ordinal is out of turn (P-24)");
        ledger.Ordinals[e.From] = e.Ordinal + 1;
        Require(e.Outcome != Outcome.Pending && e.Outcome.IsHandedOver(), FindingKind.Consent, sequence,
            $"a message to {e.To} was accepted and has the outcome {e.Outcome}"
            + $", which refusals and waiting have (P-3, P-28)");
        Require(!ledger.IsStopped(e.To.Key), FindingKind.Consent, sequence,
            $"a message to {e.To} was sent from {e.From} while a STOP stood on the profile (P-1)");
        Require(e.Outcome == Outcome.CarrierOptOut || !ledger.NetworkBlocks.Contains((e.From.Key, e.To.Key)),
            FindingKind.Consent, sequence, $"the network let a message to {e.To} through that it blocks (P-36)");
    }

    private void Dispatched(ScopeLedger ledger, long sequence, MessageDispatched e)
    {
        if (ledger.Scheduled.Remove(e.Message, out var waited))
        {
            Sent(ledger, sequence, waited.From, waited.To, e.Ordinal, e.Outcome);
        }
        else
        {
            findings.Add(FindingKind.Count, _shard, sequence, $"message {e.Message} was dispatched and did not wait");
        }
    }

    /// <summary>A message that may be refused when it is handed over: each by the rules of that moment.</summary>
    private void Sent(ScopeLedger ledger, long sequence, Address from, Address to, long ordinal, Outcome outcome)
    {
        Totals.SingleMessages++;
        Totals.Add(outcome, 1);
        CountViolation(ledger, from, to, outcome);
        Require(ordinal == ledger.Ordinals.GetValueOrDefault(from), FindingKind.Count, sequence,
            "a message's ordinal is out of turn (P-24)");
        ledger.Ordinals[from] = ordinal + 1;
        Require(outcome != Outcome.Pending && (int)outcome < Outcomes.Count, FindingKind.Count, sequence,
            "a dispatched message has no final outcome (P-28)");
        var isStopped = ledger.IsStopped(to.Key);
        Require(outcome != Outcome.Blocked || isStopped, FindingKind.Consent, sequence,
            $"a message to {to} was refused as opted out and had not opted out (P-3)");
        Require(outcome == Outcome.Blocked || !isStopped, FindingKind.Consent, sequence,
            $"a message to {to} was sent from {from} while a STOP stood on the profile (P-1, P-2)");
        Require(
            outcome == Outcome.CarrierOptOut || !outcome.IsHandedOver()
                || !ledger.NetworkBlocks.Contains((from.Key, to.Key)),
            FindingKind.Consent, sequence, $"the network let a message to {to} through that it blocks (P-36)");
    }

    private void CountViolation(ScopeLedger ledger, Address from, Address to, Outcome outcome)
    {
        var isHandedOver = outcome != Outcome.Pending && outcome.IsHandedOver();
        var passesNetwork = outcome is not Outcome.CarrierOptOut
            && ledger.NetworkBlocks.Contains((from.Key, to.Key));
        Totals.Violations += isHandedOver && (ledger.IsStopped(to.Key) || passesNetwork) ? 1 : 0;
    }
}
