using GatewaySim.Domain.Settings;

namespace GatewaySim.Host.Options;

/// <summary>What a new data directory is made with. Fixed for its life.</summary>
public sealed class SimulationOptions
{
    [Setting("All chance comes from this number: the same seed and the same inputs give the same outcomes. A new data "
        + "directory gets 1 where none is given; an existing one keeps its own, and another one is refused.",
        Min = 0, Max = ulong.MaxValue, Reach = SettingReach.Cluster)]
    public ulong? Seed { get; init; }

    [Setting("Streams that the work is divided into. A new data directory gets 16 where none is given; an existing one "
        + "keeps its own, and another number is refused.",
        Unit = "shards", Min = 1, Max = 1_024, Reach = SettingReach.Cluster)]
    public int? Shards { get; init; }
}
