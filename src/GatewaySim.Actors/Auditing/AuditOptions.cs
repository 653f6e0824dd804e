using GatewaySim.Domain.Settings;

namespace GatewaySim.Actors.Auditing;

/// <summary>What an audit of a running simulation may take.</summary>
public sealed class AuditOptions
{
    [Setting(
        "How long GET /_sim/audit may read, by the wall's clock; then it is broken off and answered 503.",
        Unit = "seconds", Min = 1, Max = 3_600)]
    public int SecondsMax { get; init; } = 60;

    [Setting(
        "Consent records, waiting messages and unconfirmed opt-outs that it may remember at a time, about 100 bytes "
        + "each; beyond it is answered 503.", Unit = "entries", Min = 1_000, Max = 1_000_000_000)]
    public int RememberedMax { get; init; } = 5_000_000;
}
