using GatewaySim.Actors.Replaying;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Messages;
using GatewaySim.Journal.Auditing;
using GatewaySim.Journal.Dumping;
using GatewaySim.Journal.Verification;
using GatewaySim.Testing;

namespace GatewaySim.Simulation.Tests;

/// <content>Runs in which everything happens: see <see cref="AllFaultsTests"/>.</content>
internal sealed partial class Simulation
{
    /// <summary>Late receipts, failures of each kind that a phone or a callback tells apart.</summary>
    private static readonly CarrierProfile OwnCarrier = OwnCarriers.Of(
        "simulated", final: TimeSpan.FromSeconds(3), late: TimeSpan.FromMinutes(20), (Outcome.Delivered, 0.5),
        (Outcome.DeliveredLate, 0.2), (Outcome.Unconfirmed, 0.1), (Outcome.Unreachable, 0.1), (Outcome.Spam, 0.1));

    /// <summary>One step of everybody: the clock never goes back here, as the program's does not.</summary>
    private void StepAll(Outside outside)
    {
        switch (_random.Next(1000))
        {
            case < 260:
                _callers.Act();
                break;
            case < 500:
                StepShard();
                break;
            case < 620:
                Journal.Commit();
                break;
            case < 850:
                outside.Step();
                break;
            case < 900:
                Time.Advance(TimeSpan.FromMilliseconds(_random.Next(2_000)));
                break;
            case < 930:
                Time.Advance(TimeSpan.FromSeconds(_random.Next(60)));
                break;
            case < 932:
                Note("hours pass");
                Time.Advance(TimeSpan.FromHours(_random.Next(1, 30)));
                break;
            case < 980:
                Gateway.Shards[_random.Next(Gateway.Shards.Count)].Sweep();
                break;
            case < 988:
                Crash();
                break;
            case < 992:
                Drain();
                Audit.State(this);
                break;
        }

        Settle();
    }

    /// <summary>Nobody does anything any more, and all that is due comes: what waits leaves, arrives, is answered.
    /// </summary>
    private void ComeToRest(Outside outside)
    {
        _board.Clear();
        outside.Recover();
        for (var n = 0; n < 300 && (Ledger.Waiting > 0 || !outside.IsAtRest); n++)
        {
            Time.Advance(n < 60 ? TimeSpan.FromSeconds(30) : TimeSpan.FromMinutes(30));
            Drain();
        }

        Property.Holds("P-28", Ledger.Waiting == 0, $"{Ledger.Waiting} messages never left");
        Property.Holds("P-31", outside.IsAtRest, $"something is never told or answered");
        CheckJournal();
    }

    /// <summary>What the journal alone says, by the checks that users have.</summary>
    private void CheckJournal()
    {
        var journal = Journal.Durable;
        Holds("verify", Verifier.Verify(journal, ConfirmationRule.ExactlyOne).Findings);
        Holds("P-23", Replay.Run(journal).Findings);
        var report = ComplianceAudit.Run(journal);
        Property.Holds("P-1, P-9", (report.Violations, report.ConfirmedLate) == (0, 0),
            $"the audit says {report.Violations} violations, {report.ConfirmedLate} late confirmations");

        static void Holds(string property, FindingList findings) => Property.Holds(
            property, findings.Total == 0, $"{string.Join("; ", findings.Kept.Take(3))}");
    }

    /// <summary>The dump of what is durable.</summary>
    private string DumpOf()
    {
        using var text = new StringWriter();
        Dump.Write(Journal.Durable, text);
        return text.ToString();
    }
}
