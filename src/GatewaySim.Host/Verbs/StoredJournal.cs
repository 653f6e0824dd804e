using System.CommandLine;
using GatewaySim.Journal;
using GatewaySim.Journal.Sqlite;
using GatewaySim.Journal.Verification;
using static System.FormattableString;

namespace GatewaySim.Host.Verbs;

/// <summary>What the verbs that only read a journal have in common.</summary>
internal static class StoredJournal
{
    /// <summary>Opens the data directory to read it, also while a gateway has it, and runs the verb.</summary>
    /// <returns>2 with one line where there is no journal to read.</returns>
    public static async Task<int> Run(
        ParseResult parse, Option<string> config, Func<SqliteReadOnlyJournal, int> verb)
    {
        SqliteReadOnlyJournal journal;
        try
        {
            journal = SqliteJournal.OpenReadOnly(parse.ReadSettings(config).Journal.Directory);
        }
        catch (JournalException e)
        {
            await parse.Error().WriteLineAsync($"gatewaysim: {e.Message.ReplaceLineEndings(" ")}");
            return CommandLine.WrongUse;
        }

        using (journal)
        {
            try
            {
                return verb(journal);
            }
            catch (JournalException e)
            {
                throw new VerbException(e.Message.ReplaceLineEndings(" "), e);
            }
        }
    }

    public static string Speed(double seconds, long messages) =>
        Invariant($"time          {seconds:0.00} s, {messages / Math.Max(seconds, 1e-6):N0} messages/s");

    /// <summary>Writes the findings and the verdict.</summary>
    /// <returns>The exit code.</returns>
    public static int End(string verb, FindingList findings, TextWriter output)
    {
        foreach (var finding in findings.Kept)
        {
            output.WriteLine(finding.ToString());
        }

        if (findings.Total > findings.Kept.Count)
        {
            output.WriteLine(Invariant($"and {findings.Total - findings.Kept.Count:N0} more"));
        }

        output.WriteLine(findings.Total == 0 ? $"{verb}: OK" : Invariant($"{verb}: FAILED, {findings.Total:N0} findings"));
        return findings.Total == 0 ? CommandLine.Succeeded : CommandLine.Failed;
    }
}
