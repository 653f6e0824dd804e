using System.CommandLine;
using System.Diagnostics;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Journal.Sqlite;
using GatewaySim.Journal.Verification;
using static System.FormattableString;

namespace GatewaySim.Host.Verbs;

/// <summary><c>gatewaysim verify</c>: is the journal whole, and does all that is stored follow from it?</summary>
internal static class VerifyVerb
{
    public static Command Create()
    {
        var config = SettingOption.Config();
        Command verb = new(
            "verify", "Checks the journal: hash chains, sequences without gaps, stored state equal to a rebuilt one.")
        {
            SettingOption.Data(), config,
        };
        verb.SetAction((parse, stop) => StoredJournal.Run(
            parse, config, journal => Verify(journal, parse.Output(), stop)));
        return verb;
    }

    private static int Verify(SqliteReadOnlyJournal journal, TextWriter output, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        var report = Verifier.Verify(journal, cancel: stop);
        var seconds = watch.Elapsed.TotalSeconds;
        Write(report, output);
        output.WriteLine(StoredJournal.Speed(seconds, report.Totals.Messages));
        return StoredJournal.End("verify", report.Findings, output);
    }

    private static void Write(VerifyReport report, TextWriter output)
    {
        var totals = report.Totals;
        output.WriteLine(Invariant($"events        {report.Events:N0} ({report.PayloadBytes / 1e6:N1} MB)"));
        output.WriteLine(Invariant($"messages      {totals.Messages:N0} accepted: {totals.BatchMessages:N0} in ")
            + Invariant($"{totals.Batches:N0} batches, {totals.SingleMessages:N0} single; {totals.Dispatched:N0} dispatched, ")
            + Invariant($"{totals.Waiting:N0} waiting"));
        var outcomes = Enum.GetValues<Outcome>().Where(o => totals.Of(o) > 0);
        output.WriteLine($"outcomes      {List(outcomes.Select(o => Invariant($"{o} {totals.Of(o):N0}")))}");
        var operations = Enum.GetValues<Operation>().Where(o => totals.Of(o) > 0);
        output.WriteLine(Invariant($"inbound       {totals.Inbound:N0}: ")
            + List(operations.Select(o => Invariant($"{o} {totals.Of(o):N0}"))));
        output.WriteLine(Invariant($"consent       {totals.OptOuts:N0} opt-outs, {totals.OptIns:N0} opt-ins, ")
            + Invariant($"{totals.Wildcards:N0} account-wide records"));
        output.WriteLine(Invariant($"replies       {totals.Replies:N0}, {totals.Confirmations:N0} of them confirm the ")
            + Invariant($"{totals.OptOutsByText:N0} opt-outs by text"));
        output.WriteLine(Invariant($"projections   {report.ProjectionRows:N0} rows rebuilt and compared"));
        output.WriteLine(Invariant($"snapshots     {report.Snapshots:N0}"));
    }

    private static string List(IEnumerable<string> parts) => string.Join(", ", parts) is { Length: > 0 } list ? list : "none";
}
