using GatewaySim.Host.Verbs;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace GatewaySim.Host.Metrics;

/// <summary>Sends the metrics by OTLP, now and then and once more at the end.</summary>
internal sealed class OtlpExport : IDisposable
{
    private readonly OtlpTroubles? _troubles;
    private readonly MeterProvider? _provider;

    /// <summary>Begins to export.</summary>
    /// <param name="variables">Null to do nothing.</param>
    /// <exception cref="VerbException">A variable names a protocol that there is not.</exception>
    public OtlpExport(OtlpVariables? variables, MetricsOptions options, ILoggerFactory logs)
    {
        if (variables is null)
        {
            return;
        }

        _troubles = new(logs.CreateLogger<OtlpExport>());
        _provider = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateEmpty()
                .AddService("gatewaysim", serviceVersion: typeof(OtlpExport).Assembly.GetName().Version?.ToString(3))
                .AddTelemetrySdk()
                .AddEnvironmentVariableDetector())
            .AddMeter([.. WantedMetrics.Meters])
            .AddView(instrument => WantedMetrics.Has(instrument)
                ? new MetricStreamConfiguration { CardinalityLimit = options.SeriesMax }
                : MetricStreamConfiguration.Drop)
            .AddOtlpExporter(exporter => Configure(exporter, variables))
            .Build();
    }

    /// <summary>Sends what is there and ends; a collector that does not answer holds this up for seconds.</summary>
    public void Dispose()
    {
        _provider?.Dispose();
        _troubles?.Dispose();
    }

    private static void Configure(OtlpExporterOptions exporter, OtlpVariables variables)
    {
        if (variables.Protocol is { } protocol)
        {
            exporter.Protocol = protocol switch
            {
                "grpc" => OtlpExportProtocol.Grpc,
                "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
                _ => throw new VerbException(
                    $"OTEL_EXPORTER_OTLP_METRICS_PROTOCOL is {protocol}; it can be grpc or http/protobuf"),
            };
        }

        // Not even with its own value otherwise: an endpoint that is set is used without the path of metrics.
        if (variables.Endpoint is { } endpoint)
        {
            exporter.Endpoint = endpoint;
        }

        exporter.Headers = variables.Headers ?? exporter.Headers;
        exporter.TimeoutMilliseconds = variables.TimeoutMs ?? exporter.TimeoutMilliseconds;
    }
}
