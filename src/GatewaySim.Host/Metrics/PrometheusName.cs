namespace GatewaySim.Host.Metrics;

/// <summary>Names as Prometheus has them.</summary>
/// <remarks>Source: OpenTelemetry specification, compatibility/prometheus_and_openmetrics, "metric metadata".</remarks>
internal static class PrometheusName
{
    /// <summary>The name of a metric: dots become underscores, the unit and <c>_total</c> stand at the end.</summary>
    public static string Of(string name, string unit, MetricKind kind)
    {
        var full = Clean(name);
        var unitName = UnitOf(unit, kind);
        if (kind == MetricKind.Counter)
        {
            full = Without(full, "_total");
        }

        if (unitName.Length > 0 && !full.EndsWith($"_{unitName}", StringComparison.Ordinal))
        {
            full = $"{full}_{unitName}";
        }

        return kind == MetricKind.Counter ? $"{full}_total" : full;
    }

    /// <summary>The unit's name; empty for a number of things.</summary>
    /// <param name="unit">In UCUM. What stands in braces is a remark.</param>
    public static string UnitOf(string unit, MetricKind kind) => unit switch
    {
        "" or ['{', ..] => "",
        "1" => kind == MetricKind.Gauge ? "ratio" : "",
        "s" => "seconds",
        "ms" => "milliseconds",
        "us" => "microseconds",
        "ns" => "nanoseconds",
        "min" => "minutes",
        "h" => "hours",
        "d" => "days",
        "By" => "bytes",
        "%" => "percent",
        _ => Clean(unit),
    };

    /// <summary>A label's name, or a metric's: letters, digits, underscores, and no digit first.</summary>
    public static string Clean(string name)
    {
        var cleaned = string.Create(name.Length, name, static (chars, from) =>
        {
            for (var n = 0; n < chars.Length; n++)
            {
                chars[n] = char.IsAsciiLetterOrDigit(from[n]) ? from[n] : '_';
            }
        });
        return cleaned.Length == 0 || char.IsAsciiDigit(cleaned[0]) ? $"_{cleaned}" : cleaned;
    }

    private static string Without(string name, string end) =>
        name.EndsWith(end, StringComparison.Ordinal) ? name[..^end.Length] : name;
}
