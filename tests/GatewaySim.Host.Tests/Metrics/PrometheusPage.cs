using System.Globalization;
using System.Text;

namespace GatewaySim.Host.Tests.Metrics;

/// <summary>One sample of a page.</summary>
/// <param name="Family">The metric it stands under.</param>
internal sealed record Sample(string Family, string Name, IReadOnlyDictionary<string, string> Labels, double Value);

/// <summary>
/// Reads Prometheus' text format 0.0.4 back, as strictly as its documentation, and checks what a reader relies on.
/// </summary>
internal sealed class PrometheusPage
{
    private readonly Dictionary<string, string> _types = [];
    private readonly Dictionary<string, string> _units = [];
    private readonly List<Sample> _samples = [];
    private string _family = "";

    public IReadOnlyDictionary<string, string> Types => _types;

    /// <summary>Units of those metrics that have one.</summary>
    public IReadOnlyDictionary<string, string> Units => _units;

    public IReadOnlyList<Sample> Samples => _samples;

    /// <exception cref="FormatException">It is not the format.</exception>
    public static PrometheusPage Parse(string text)
    {
        PrometheusPage page = new();
        if (!text.EndsWith('\n'))
        {
            throw new FormatException("The last line does not end.");
        }

        foreach (var line in text[..^1].Split('\n'))
        {
            page.Read(line);
        }

        page.CheckSeries();
        page.CheckHistograms();
        return page;
    }

    /// <summary>The sum of the samples with this name that have these labels.</summary>
    public double Sum(string name, params (string Name, string Value)[] labels)
    {
        var found = _samples
            .Where(s => s.Name == name && labels.All(l => s.Labels.GetValueOrDefault(l.Name) == l.Value)).ToList();
        return found.Count > 0 ? found.Sum(s => s.Value)
            : throw new KeyNotFoundException($"{name} {string.Join(' ', labels)}");
    }

    private void Read(string line)
    {
        if (line.StartsWith('#'))
        {
            ReadRemark(line.Split(' ', 4));
            return;
        }

        var at = 0;
        var name = NameAt(line, ref at);
        var labels = at < line.Length && line[at] == '{' ? LabelsAt(line, ref at) : [];
        Demand(at < line.Length && line[at] == ' ', line);
        var value = line[(at + 1)..] switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            var number => double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture),
        };
        var isOfHistogram = _types.GetValueOrDefault(_family) == "histogram"
            && new[] { "_bucket", "_sum", "_count" }.Any(end => name == _family + end);
        Demand(isOfHistogram || (name == _family && _types[_family] != "histogram"), line);
        _samples.Add(new(_family, name, labels, value));
    }

    private void ReadRemark(string[] words)
    {
        switch (words)
        {
            case ["#", "HELP", var name, _]:
                Demand(!_types.ContainsKey(name), $"HELP of {name} comes twice, or too late");
                _family = name;
                break;
            case ["#", "TYPE", var name, "counter" or "gauge" or "histogram"]:
                Demand(name == _family && _types.TryAdd(name, words[3]), $"TYPE of {name} stands elsewhere");
                break;
            case ["#", "UNIT", var name, var unit]:
                var bare = name.EndsWith("_total", StringComparison.Ordinal) ? name[..^"_total".Length] : name;
                Demand(name == _family && bare.EndsWith($"_{unit}", StringComparison.Ordinal), $"UNIT of {name}");
                Demand(_units.TryAdd(name, unit), $"UNIT of {name} comes twice");
                break;
            default:
                throw new FormatException(string.Join(' ', words));
        }
    }

    private static Dictionary<string, string> LabelsAt(string line, ref int at)
    {
        Dictionary<string, string> labels = [];
        do
        {
            at++;
            var name = NameAt(line, ref at);
            Demand(line[at] == '=' && line[at + 1] == '"', line);
            StringBuilder value = new();
            for (at += 2; line[at] != '"'; at++)
            {
                value.Append(line[at] != '\\' ? line[at] : line[++at] switch
                {
                    'n' => '\n',
                    '\\' => '\\',
                    '"' => '"',
                    _ => throw new FormatException(line),
                });
            }

            at++;
            Demand(labels.TryAdd(name, value.ToString()), line);
        }
        while (line[at] == ',');

        Demand(line[at] == '}', line);
        at++;
        return labels;
    }

    private static string NameAt(string line, ref int at)
    {
        var start = at;
        while (at < line.Length && (char.IsAsciiLetterOrDigit(line[at]) || line[at] == '_'))
        {
            at++;
        }

        Demand(at > start && !char.IsAsciiDigit(line[start]), line);
        return line[start..at];
    }

    private void CheckSeries()
    {
        var twice = _samples.GroupBy(s => $"{s.Name} {Key(s, except: "")}").FirstOrDefault(g => g.Count() > 1);
        Demand(twice is null, $"{twice?.Key} comes twice");
    }

    private void CheckHistograms()
    {
        var histograms = _samples.Where(s => _types[s.Family] == "histogram")
            .GroupBy(s => (s.Family, Labels: Key(s, except: "le")));
        foreach (var histogram in histograms)
        {
            var buckets = histogram.Where(s => s.Name.EndsWith("_bucket", StringComparison.Ordinal)).ToList();
            var bounds = buckets.Select(b => b.Labels["le"]).ToList();
            var count = histogram.Single(s => s.Name == $"{histogram.Key.Family}_count").Value;
            Demand(histogram.Count(s => s.Name == $"{histogram.Key.Family}_sum") == 1, $"{histogram.Key} has no sum");
            Demand(bounds[^1] == "+Inf" && buckets[^1].Value == count, $"{histogram.Key} does not count all");
            Demand(
                buckets.Zip(buckets.Skip(1)).All(p => p.First.Value <= p.Second.Value),
                $"{histogram.Key} is not counted up");
            var numbers = bounds.SkipLast(1).Select(b => double.Parse(b, CultureInfo.InvariantCulture)).ToList();
            Demand(numbers.SequenceEqual(numbers.Distinct().Order()), $"{histogram.Key} is out of order");
        }
    }

    private static string Key(Sample sample, string except) => string.Join(
        ',', sample.Labels.Where(l => l.Key != except).OrderBy(l => l.Key, StringComparer.Ordinal));

    private static void Demand(bool condition, string what)
    {
        if (!condition)
        {
            throw new FormatException(what);
        }
    }
}
