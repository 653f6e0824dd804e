using System.Globalization;
using GatewaySim.Actors;
using GatewaySim.Host.Options;
using GatewaySim.Journal.Sqlite;
using GatewaySim.Journal.Verification;

namespace GatewaySim.Host.Demo;

/// <summary>What the journal itself says about the campaign, told apart from what the APIs said.</summary>
internal sealed record JournalCheck(bool IsVerified, string Because)
{
    /// <summary>Verifies the data directory as <c>gatewaysim verify</c> does, once nobody writes to it.</summary>
    public static JournalCheck Run(Settings settings, DemoTally tally)
    {
        var sendsConfirmation =
            settings.Get<ConsentOptions>().RingCentralStopConfirmation != StopConfirmation.Customer2021;
        using var journal = SqliteReadOnlyJournal.Open(settings.Journal.Directory);
        var report = Verifier.Verify(
            journal, sendsConfirmation ? ConfirmationRule.ExactlyOne : ConfirmationRule.AtMostOne);
        if (!report.IsOk)
        {
            return new(false, $"{report.Findings.Total} findings, first: {report.Findings.Kept[0]}");
        }

        var events = report.Events.ToString("N0", CultureInfo.InvariantCulture);
        return report.Totals.Messages == tally.Accepted
            ? new(true, $"{events} events verified: hashes, sequences, projections, consent")
            : new(false, $"it holds {report.Totals.Messages} messages, the APIs accepted {tally.Accepted}");
    }
}
