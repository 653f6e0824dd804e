namespace GatewaySim.Host.Metrics;

/// <summary>What the standard variables of OpenTelemetry say about metrics by OTLP.</summary>
/// <remarks>
/// Source: OpenTelemetry specification, "environment variable specification" and "OTLP exporter configuration". The
/// SDK reads the variables that all signals share, and those of the interval, the temporality and the resource; here
/// stand only whether to export at all, and the variables of metrics alone, which the SDK leaves to its caller.
/// </remarks>
/// <param name="Endpoint">Of <c>OTEL_EXPORTER_OTLP_METRICS_ENDPOINT</c>, used as it is; null for the SDK's.</param>
/// <param name="Protocol">Of <c>OTEL_EXPORTER_OTLP_METRICS_PROTOCOL</c>; null for the SDK's.</param>
/// <param name="Headers">Of <c>OTEL_EXPORTER_OTLP_METRICS_HEADERS</c>; null for the SDK's.</param>
/// <param name="TimeoutMs">Of <c>OTEL_EXPORTER_OTLP_METRICS_TIMEOUT</c>; null for the SDK's.</param>
internal sealed record OtlpVariables(Uri? Endpoint, string? Protocol, string? Headers, int? TimeoutMs)
{
    private const string Prefix = "OTEL_EXPORTER_OTLP";

    /// <summary>Reads the variables.</summary>
    /// <param name="variable">Gives a variable's value; null where it is not set.</param>
    /// <returns>
    /// Null when nothing is to be exported: no endpoint is named, <c>OTEL_METRICS_EXPORTER</c> names others, or
    /// <c>OTEL_SDK_DISABLED</c> is true. An endpoint is needed, though the specification has one for who names none:
    /// nobody should find a simulator sending to a port of the machine unasked.
    /// </returns>
    public static OtlpVariables? Read(Func<string, string?> variable)
    {
        var exporters = Text("OTEL_METRICS_EXPORTER")?.Split(',', StringSplitOptions.TrimEntries);
        var isNamed = exporters?.Contains("otlp", StringComparer.OrdinalIgnoreCase);
        var hasEndpoint = Text($"{Prefix}_ENDPOINT") is not null || Text($"{Prefix}_METRICS_ENDPOINT") is not null;
        if ("true".Equals(Text("OTEL_SDK_DISABLED"), StringComparison.OrdinalIgnoreCase) || !(isNamed ?? hasEndpoint))
        {
            return null;
        }

        return new(
            Uri.TryCreate(Text($"{Prefix}_METRICS_ENDPOINT"), UriKind.Absolute, out var endpoint) ? endpoint : null,
            Text($"{Prefix}_METRICS_PROTOCOL"), Text($"{Prefix}_METRICS_HEADERS"),
            int.TryParse(Text($"{Prefix}_METRICS_TIMEOUT"), out var timeout) && timeout > 0 ? timeout : null);

        // The specification takes an empty variable for one that is not set.
        string? Text(string name) => variable(name)?.Trim() is { Length: > 0 } text ? text : null;
    }
}
