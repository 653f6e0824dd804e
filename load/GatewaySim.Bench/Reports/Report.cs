using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GatewaySim.Bench.Reports;

/// <summary>Says what was measured: a table for people, one line of JSON for everything else.</summary>
internal sealed class Report(
    IReadOnlyList<Figure> layout, Figures figures, IReadOnlyDictionary<string, object> settings,
    IReadOnlyList<string> failures)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Whether everything that was measured is what is asked.</summary>
    public bool MeetsTargets => layout.All(f => figures[f.Key] is not { } value || f.IsMet(value));

    public void WriteTable(TextWriter output)
    {
        output.WriteLine();
        foreach (var figure in layout)
        {
            if (figures[figure.Key] is not { } value)
            {
                continue;
            }

            var verdict = figure.Target.Length == 0 ? "" : figure.IsMet(value) ? "  ok" : "  NOT MET";
            output.WriteLine($"{figure.Title,-56}{figure.Text(value),16}   {figure.Target}{verdict}".TrimEnd());
        }

        foreach (var failure in failures)
        {
            output.WriteLine($"FAILED {failure}");
        }
    }

    public string ToJson()
    {
        var all = new Dictionary<string, object?>();
        foreach (var figure in layout)
        {
            all[figure.Key] = figures[figure.Key] is { } value
                ? value >= 1_000 ? Math.Round(value) : Math.Round(value, 4)
                : null;
        }

        all["machine"] = Machine.Read();
        all["settings"] = settings;
        all["failures"] = failures;
        all["at"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return JsonSerializer.Serialize(all, Json);
    }
}
