using System.Diagnostics.Tracing;

namespace GatewaySim.Host.Metrics;

/// <summary>Logs what the OpenTelemetry SDK complains of: it has no other way to say that nobody takes the metrics.
/// </summary>
internal sealed class OtlpTroubles(ILogger logger) : EventListener
{
    /// <summary>Said of every instrument that is not wanted.</summary>
    private const string Ignored = "MetricInstrumentIgnored";

    protected override void OnEventSourceCreated(EventSource source)
    {
        if (source.Name.StartsWith("OpenTelemetry", StringComparison.Ordinal))
        {
            EnableEvents(source, EventLevel.Warning);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs written)
    {
        // The base class calls this already while it is being made.
        if (logger is not null && written.EventName != Ignored)
        {
            var text = written.Payload is { Count: > 0 } values && written.Message is { } format
                ? string.Format(System.Globalization.CultureInfo.InvariantCulture, format, [.. values])
                : written.Message ?? written.EventName ?? "";
            OtlpLog.Trouble(logger, text);
        }
    }
}

internal static partial class OtlpLog
{
    [LoggerMessage(1010, LogLevel.Warning, "Metrics by OTLP: {Trouble}")]
    public static partial void Trouble(ILogger logger, string trouble);
}
