using GatewaySim.Domain.Settings;

namespace GatewaySim.Host.Options;

/// <summary>How the work is divided.</summary>
public sealed class ShardOptions
{
    [Setting("Shards. Written into a data directory when it is made, and fixed from then on.",
        Unit = "shards", Min = 1, Max = 1_024, Reach = SettingReach.Cluster)]
    public int Count { get; set; } = 16;
}
