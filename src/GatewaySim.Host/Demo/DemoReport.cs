using System.Globalization;
using Spectre.Console;

namespace GatewaySim.Host.Demo;

/// <summary>The table and the verdict.</summary>
internal static class DemoReport
{
    /// <summary>Whether every claim holds.</summary>
    public static bool Passes(DemoTally tally, JournalCheck journal) =>
        tally.Violations == 0 && tally.FalseBlocks == 0 && tally.AccountedFor == tally.Accepted && journal.IsVerified;

    public static void Write(IAnsiConsole console, DemoPlan plan, DemoCampaign campaign, JournalCheck journal)
    {
        var tally = campaign.Tally;
        var table = new Table().AddColumn("campaign").AddColumn(new TableColumn("messages").RightAligned());
        Row(table, "submitted in three waves", tally.Submitted);
        Row(table, "accepted", tally.Accepted);
        Row(table, "delivered", tally.Delivered);
        foreach (var (code, count) in tally.Blocked.OrderBy(b => b.Key, StringComparer.Ordinal))
        {
            Row(table, $"blocked, {code}", count);
        }

        foreach (var (code, count) in tally.Failed.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            Row(table, $"failed, {code}", count);
        }

        Row(table, "not final yet", tally.Pending);
        Row(table, "texts from phones (STOP, START)", tally.Texts);
        Row(table, "automatic replies sent", tally.Replies);
        Row(table, "raced with a change of consent", tally.Racing);
        var rate = tally.Submitted / campaign.Submitting.TotalSeconds;
        table.AddRow("messages/s through the HTTP APIs, durable", Number((long)rate));
        console.Write(table);

        Claim(console, tally.Violations == 0, $"messages sent to someone opted out: {Number(tally.Violations)}");
        Claim(console, tally.FalseBlocks == 0, $"false blocks: {Number(tally.FalseBlocks)}");
        Claim(console, tally.AccountedFor == tally.Accepted,
            $"accepted {Number(tally.Accepted)} = final {Number(tally.AccountedFor - tally.Pending)} "
            + $"+ pending {Number(tally.Pending)}");
        Claim(console, journal.IsVerified, $"journal: {journal.Because}");
        console.WriteLine(Passes(tally, journal) ? "verdict: PASS" : "verdict: FAIL");
    }

    private static void Row(Table table, string what, int count) => table.AddRow(Markup.Escape(what), Number(count));

    private static void Claim(IAnsiConsole console, bool holds, string claim) =>
        console.WriteLine($"{(holds ? "ok  " : "FAIL")} {claim}");

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
