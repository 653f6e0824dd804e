using System.Globalization;
using GatewaySim.Dashboard.Faults;
using GatewaySim.Testing;

namespace GatewaySim.Dashboard.Tests.Faults;

public sealed class FaultReadmeTests
{
    [Fact]
    public void Every_fault_has_a_row_in_the_README_with_its_members_range_and_default()
    {
        var rows = File.ReadAllLines(Path.Combine(SourceTree.Root, "README.md"));
        foreach (var shape in FaultShape.All)
        {
            var row = Assert.Single(rows, r => r.StartsWith($"| `{shape.Name}` |", StringComparison.Ordinal));
            string[] shared = ["fault", "chance", "times", "provider", "method", "path", "kind"];
            foreach (var member in shape.Known.Except(shared))
            {
                Assert.Contains(member, row);
            }

            if (shape.Number is { } number)
            {
                Assert.Contains(
                    string.Create(CultureInfo.InvariantCulture, $"| {number.Min:N0} to {number.Max:N0} |"), row);
                Assert.Matches(string.Create(CultureInfo.InvariantCulture, $@"\| {number.Default:N0}[ ,]"), row);
            }
        }
    }
}
