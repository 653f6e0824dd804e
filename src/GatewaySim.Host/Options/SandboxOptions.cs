using GatewaySim.Domain.Settings;

namespace GatewaySim.Host.Options;

/// <summary>How many whole simulations may be kept.</summary>
public sealed class SandboxOptions
{
    [Setting("Simulations beside the main one that there may be at once, for tests that must not see each other.",
        Unit = "sandboxes", Min = 0, Max = 1_000)]
    public int Max { get; init; } = 32;

    [Setting("Snapshots of one simulation that may be kept.", Unit = "snapshots", Min = 0, Max = 1_000)]
    public int SnapshotsMax { get; init; } = 16;
}
