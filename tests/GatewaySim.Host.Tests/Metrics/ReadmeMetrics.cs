using GatewaySim.Testing;

namespace GatewaySim.Host.Tests.Metrics;

/// <summary>The table of metrics in the README, against a page of a gateway that has done everything in it.</summary>
/// <remarks>
/// A row is <c>| `name` | type | unit | labels | meaning |</c>. Labels in brackets are not on every sample. A unit that
/// a page says nothing of is the thing that is counted.
/// </remarks>
internal static class ReadmeMetrics
{
    /// <summary>The page has these metrics and no others, but for the runtime's own.</summary>
    public static void Check(PrometheusPage page)
    {
        var rows = File.ReadLines(Path.Combine(SourceTree.Root, "README.md"))
            .Where(l => l.StartsWith("| `gatewaysim_", StringComparison.Ordinal)
                || l.StartsWith("| `http_", StringComparison.Ordinal))
            .Select(l => l.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries)).ToList();
        Assert.Equal(
            page.Types.Keys.Where(n => !n.StartsWith("dotnet_", StringComparison.Ordinal)).Order(),
            rows.Select(r => r[0].Trim('`')).Order());
        Assert.All(rows, row => CheckRow(page, row));
    }

    private static void CheckRow(PrometheusPage page, string[] row)
    {
        Assert.Equal(5, row.Length);
        var name = row[0].Trim('`');
        Assert.Equal(page.Types[name], row[1]);
        if (page.Units.TryGetValue(name, out var unit))
        {
            Assert.Equal(unit, row[2]);
        }
        else
        {
            Assert.DoesNotContain(row[2], (string[])["", "seconds", "bytes"]);
        }

        var labels = row[3].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var always = labels.Where(l => !l.StartsWith('(')).Select(l => l.Trim('`')).ToHashSet();
        var all = labels.Select(l => l.Trim('(', ')', '`')).ToHashSet();
        Assert.All(page.Samples.Where(s => s.Family == name), sample =>
        {
            var found = sample.Labels.Keys.Where(l => l != "le").ToHashSet();
            Assert.Subset(found, always);
            Assert.Subset(all, found);
        });
    }
}
