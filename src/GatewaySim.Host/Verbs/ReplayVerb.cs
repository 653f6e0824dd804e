using System.CommandLine;
using System.Diagnostics;
using GatewaySim.Actors.Replaying;
using GatewaySim.Journal.Sqlite;
using static System.FormattableString;

namespace GatewaySim.Host.Verbs;

/// <summary><c>gatewaysim replay</c>: is the state, built again from the events alone, what is stored?</summary>
internal static class ReplayVerb
{
    public static Command Create()
    {
        var config = SettingOption.Config();
        Command verb = new(
            "replay", "Rebuilds the state from the journal's events alone and compares it with what is stored.")
        {
            SettingOption.Data(), config,
        };
        verb.SetAction((parse, stop) => StoredJournal.Run(
            parse, config, journal => Run(journal, parse.Output(), stop)));
        return verb;
    }

    private static int Run(SqliteReadOnlyJournal journal, TextWriter output, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        var report = Replay.Run(journal, stop);
        var seconds = watch.Elapsed.TotalSeconds;
        output.WriteLine(Invariant($"events        {report.Events:N0} replayed, nothing sent, nothing written"));
        output.WriteLine(Invariant($"state         {report.Entities:N0} scopes, {report.StateBytes:N0} bytes, compared with ")
            + "the state from snapshots");
        output.WriteLine(Invariant($"projections   {report.ProjectionRows:N0} rows rebuilt and compared, ")
            + Invariant($"{report.ConsentRows:N0} consent records compared with the state"));
        output.WriteLine(StoredJournal.Speed(seconds, report.Messages));
        return StoredJournal.End("replay", report.Findings, output);
    }
}
