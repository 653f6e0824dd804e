using System.CommandLine;
using System.Globalization;
using GatewaySim.Bench.Measures;

namespace GatewaySim.Bench.Verbs;

/// <summary><c>budgets</c>: bytes that the hot path allocates, held against <c>load/budgets.json</c>.</summary>
internal static class BudgetsVerb
{
    public static Command Create()
    {
        var file = new Option<string?>("--budgets") { Description = "Another file than load/budgets.json." };
        var verb = new Command("budgets", "Measures allocated bytes and fails above what load/budgets.json allows.")
        {
            file,
        };
        verb.SetAction(async (parse, cancel) =>
        {
            var failed = false;
            var budgets = Budgets.Read(parse.GetValue(file));
            foreach (var (operation, bytes) in await Allocations.MeasureAsync(cancel))
            {
                var allowed = budgets.TryGetValue(operation, out var budget);
                var isMet = allowed && bytes <= budget;
                failed |= !isMet;
                await Console.Out.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{operation,-40}{bytes,12:0.000}   {(allowed ? $"<= {budget:0.###}" : "no budget"),-12}"
                    + $" {(isMet ? "ok" : "TOO MUCH")}"));
            }

            return failed ? 1 : 0;
        });
        return verb;
    }
}
