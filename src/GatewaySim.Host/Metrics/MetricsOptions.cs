using GatewaySim.Domain.Settings;

namespace GatewaySim.Host.Metrics;

/// <summary>What this node says about itself. OTLP has variables of its own, see <see cref="OtlpVariables"/>.</summary>
public sealed class MetricsOptions
{
    [Setting("Whether GET /metrics is there. Without it, and without OTLP, nothing is measured that costs a request "
        + "time.")]
    public bool Enabled { get; set; } = true;

    [Setting("Series of one metric, which are its combinations of labels; what comes beyond them is counted in one "
        + "more, labelled otel_metric_overflow.", Unit = "series", Min = 10, Max = 1_000_000)]
    public int SeriesMax { get; set; } = 2_000;
}
