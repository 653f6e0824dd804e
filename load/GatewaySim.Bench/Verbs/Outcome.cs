using GatewaySim.Bench.Reports;

namespace GatewaySim.Bench.Verbs;

/// <summary>The end of every measuring verb: table, file, exit code.</summary>
internal static class Outcome
{
    public static async Task<int> WriteAsync(
        Report report, IReadOnlyList<string> failures, string? jsonFile, bool mustMeetTargets)
    {
        report.WriteTable(Console.Out);
        var json = report.ToJson();
        await Console.Out.WriteLineAsync($"\n{json}");
        if (jsonFile is not null)
        {
            await File.WriteAllTextAsync(jsonFile, json + "\n");
        }

        return failures.Count > 0 || (mustMeetTargets && !report.MeetsTargets) ? 1 : 0;
    }
}
