using System.CommandLine;
using GatewaySim.Dashboard;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal.Auditing;
using static System.FormattableString;

namespace GatewaySim.Host.Verbs;

/// <summary><c>gatewaysim audit</c>: quiet hours, revoked consent and confirmations.</summary>
internal static class AuditVerb
{
    public static Command Create()
    {
        var config = SettingOption.Config();
        Option<bool> json = new("--json") { Description = "Prints one JSON object instead of text" };
        Command verb = new(
            "audit", "Holds the journal to US rules: quiet hours, the FCC's words, confirmations.")
        {
            SettingOption.Data(), json, config,
        };
        verb.SetAction((parse, stop) => StoredJournal.Run(parse, config, journal =>
        {
            var report = ComplianceAudit.Run(journal, stop);
            report.Shorten(ComplianceReport.ExamplesShown);
            if (parse.GetValue(json))
            {
                parse.Output().WriteLine(AuditText.Json(report));
            }
            else
            {
                Write(report, parse.Output());
            }

            return report.Violations == 0 ? CommandLine.Succeeded : CommandLine.Failed;
        }));
        return verb;
    }

    internal static void Write(ComplianceReport report, TextWriter output)
    {
        output.WriteLine(Invariant($"sent          {report.Sent:N0} messages handed over, replies apart"));
        output.WriteLine(Invariant($"quiet hours   {report.Quiet:N0} outside 8:00 to 21:00 of the recipient, ")
            + Invariant($"{report.MaybeQuiet:N0} in one of their zones, {report.ZoneUnknown:N0} of unknown zone"));
        foreach (var (zones, count) in report.QuietByZone)
        {
            output.WriteLine(Invariant($"  {zones}: {count:N0}"));
        }

        foreach (var (zones, count) in report.MaybeQuietByZone)
        {
            output.WriteLine(Invariant($"  maybe {zones}: {count:N0}"));
        }

        foreach (var e in report.QuietExamples)
        {
            output.WriteLine(
                Invariant($"  message {e.Message} to {e.To} at {e.Local:yyyy-MM-dd HH:mm zzz} ({e.Zones})"));
        }

        output.WriteLine(
            Invariant($"FCC's words   {report.MissedListed:N0} of {report.Inbound:N0} texts revoke consent by the ")
            + Invariant($"rule's own words and {report.MissedReasonable:N0} by others, and were not taken for STOP; ")
            + Invariant($"{report.SentAfterMissed:N0} messages followed"));
        foreach (var e in report.MissedExamples)
        {
            output.WriteLine($"  text {e.Message} from {e.From} to {e.To} at {e.At} ({e.Meaning}): "
                + AuditText.Quoted(e.Text));
        }

        output.WriteLine(
            Invariant($"confirmations {report.Confirmed:N0} of {report.OptOutsByText:N0} opt-outs by text were ")
            + Invariant($"confirmed within five minutes, {report.ConfirmedLate:N0} later, ")
            + Invariant($"{report.Unconfirmed:N0} not; ")
            + Invariant($"the slowest after {report.SlowestConfirmation.TotalSeconds:0.###} s"));
        foreach (var e in report.LateExamples)
        {
            output.WriteLine(
                Invariant($"  text {e.Text} from {e.From} to {e.To}, confirmed after {e.After.TotalSeconds:0.###} s"));
        }

        output.WriteLine(
            Invariant($"in flight     {report.InFlightAtOptOut:N0} messages were with the carrier when their ")
            + "recipient opted out");
        foreach (var e in report.InFlightExamples)
        {
            output.WriteLine($"  message {e.Message} to {e.To}, handed over at {e.At}, opted out at {e.OptedOutAt}");
        }

        output.WriteLine(Invariant($"violations    {report.Violations:N0} messages to people who had opted out"));
        foreach (var example in report.ViolationExamples)
        {
            output.WriteLine($"  {example}");
        }

        output.WriteLine(report.Violations == 0 ? "audit: OK" : "audit: FAILED");
    }
}
