using GatewaySim.Domain.Reading;

namespace GatewaySim.Dashboard.Control;

/// <summary>An audit as it is shown. Counts are of messages, texts and opt-outs; spans are in seconds.</summary>
/// <param name="Through">The stamp of the newest event that was read; null for an empty journal.</param>
/// <param name="Events">How many were read.</param>
/// <param name="Passed">Whether nobody was written to after opting out.</param>
/// <param name="SentAfterMissed">Messages to people whose wish was missed.</param>
/// <param name="ConfirmWithinSeconds">Later confirmations are late.</param>
/// <param name="InFlightAtOptOut">Messages that were with the carrier when their recipient opted out.</param>
internal sealed record AuditAnswer(
    string? Through, long Events, bool Passed, long Sent, long Quiet, long MaybeQuiet, long ZoneUnknown,
    IReadOnlyDictionary<string, long> QuietByZone, IReadOnlyDictionary<string, long> MaybeQuietByZone,
    IReadOnlyList<ShownQuiet> QuietExamples, long Inbound, long MissedListed, long MissedReasonable,
    long SentAfterMissed, IReadOnlyList<ShownMissed> MissedExamples, long OptOutsByText, long Confirmed,
    long ConfirmedLate, long Unconfirmed, double ConfirmWithinSeconds, double SlowestConfirmationSeconds,
    IReadOnlyList<ShownLate> LateExamples, long InFlightAtOptOut, IReadOnlyList<ShownInFlight> InFlightExamples,
    long Violations, IReadOnlyList<string> ViolationExamples)
{
    public static AuditAnswer Of(ComplianceReport r) => new(
        r.Through?.ToString(), r.Events, r.Violations == 0, r.Sent, r.Quiet, r.MaybeQuiet, r.ZoneUnknown,
        r.QuietByZone, r.MaybeQuietByZone,
        [.. r.QuietExamples.Select(e => new ShownQuiet(e.Message.ToString(), e.To.ToString(), e.Zones, e.Local))],
        r.Inbound, r.MissedListed, r.MissedReasonable, r.SentAfterMissed,
        [.. r.MissedExamples.Select(e => new ShownMissed(
            e.Message.ToString(), e.At.ToString(), e.From.ToString(), e.To.ToString(), e.Text,
            e.Meaning.ToString().ToLowerInvariant()))],
        r.OptOutsByText, r.Confirmed, r.ConfirmedLate, r.Unconfirmed, ComplianceReport.ConfirmWithin.TotalSeconds,
        r.SlowestConfirmation.TotalSeconds,
        [.. r.LateExamples.Select(e => new ShownLate(
            e.Text.ToString(), e.From.ToString(), e.To.ToString(), e.After.TotalSeconds))],
        r.InFlightAtOptOut,
        [.. r.InFlightExamples.Select(e => new ShownInFlight(
            e.Message.ToString(), e.To.ToString(), e.At.ToString(), e.OptedOutAt.ToString()))],
        r.Violations, r.ViolationExamples);
}

/// <param name="Message">Where it lies in the journal: shard/sequence/index.</param>
/// <param name="Local">When it was handed over, by the first of the recipient's zones.</param>
internal sealed record ShownQuiet(string Message, string To, string Zones, DateTimeOffset Local);

/// <param name="Message">Where the text lies in the journal.</param>
/// <param name="Meaning"><c>listed</c>: the rule's own words; or <c>reasonable</c>.</param>
internal sealed record ShownMissed(string Message, string At, string From, string To, string Text, string Meaning);

/// <param name="Text">Where the STOP lies in the journal.</param>
internal sealed record ShownLate(string Text, string From, string To, double AfterSeconds);

/// <param name="At">When it was handed over.</param>
internal sealed record ShownInFlight(string Message, string To, string At, string OptedOutAt);
