using System.Globalization;
using System.Text;

namespace GatewaySim.Host.Metrics;

/// <summary>Writes metrics in Prometheus' text format, version 0.0.4.</summary>
/// <remarks>
/// Source: prometheus.io, "exposition formats". <c># UNIT</c> is of OpenMetrics; readers of 0.0.4 take it for a remark.
/// </remarks>
internal sealed class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    /// <summary>Writes everything that a collector has, as of now.</summary>
    public static string Of(MetricCollector metrics)
    {
        PrometheusText text = new();
        metrics.Collect(text.Write);
        return text._text.ToString();
    }

    private void Write(MetricFamily metric, long round)
    {
        var name = PrometheusName.Of(metric.Name, metric.Unit, metric.Kind);
        var isFirst = true;
        foreach (var series in metric.SeriesOf(round))
        {
            if (isFirst)
            {
                WriteHead(metric, name);
                isFirst = false;
            }

            if (metric.Kind == MetricKind.Histogram)
            {
                WriteHistogram(name, metric.Bounds, series);
            }
            else
            {
                WriteSample(name, series, series.Value);
            }
        }
    }

    private void WriteHead(MetricFamily metric, string name)
    {
        _text.Append("# HELP ").Append(name).Append(' ').Append(Escape(metric.Description, quotes: false)).Append('\n');
        var type = metric.Kind switch
        {
            MetricKind.Counter => "counter",
            MetricKind.Histogram => "histogram",
            _ => "gauge",
        };
        _text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        if (PrometheusName.UnitOf(metric.Unit, metric.Kind) is { Length: > 0 } unit)
        {
            _text.Append("# UNIT ").Append(name).Append(' ').Append(unit).Append('\n');
        }
    }

    private void WriteHistogram(string name, double[] bounds, Series series)
    {
        // Counted up from one reading of the buckets, so that the last of them and the count are always the same.
        long total = 0;
        var buckets = series.Buckets();
        for (var n = 0; n < buckets.Length; n++)
        {
            total += buckets[n];
            WriteSample(
                $"{name}_bucket", series, total, ("le", n < bounds.Length ? Number(bounds[n]) : "+Inf"));
        }

        WriteSample($"{name}_sum", series, series.Value);
        WriteSample($"{name}_count", series, total);
    }

    private void WriteSample(string name, Series series, double value, (string Name, string Value)? more = null)
    {
        _text.Append(name);
        var before = '{';
        foreach (var (label, text) in series.Tags)
        {
            WriteLabel(PrometheusName.Clean(label), TextOf(text));
        }

        if (more is { } last)
        {
            WriteLabel(last.Name, last.Value);
        }

        _text.Append(before == '{' ? " " : "} ").Append(Number(value)).Append('\n');

        void WriteLabel(string label, string text)
        {
            _text.Append(before).Append(label).Append("=\"").Append(Escape(text, quotes: true)).Append('"');
            before = ',';
        }
    }

    private static string TextOf(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString(CultureInfo.InvariantCulture);

    private static string Escape(string text, bool quotes)
    {
        var escaped = text
            .Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);
        return quotes ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }
}
