using GatewaySim.Actors.Counting;

namespace GatewaySim.Actors;

/// <content>What is counted.</content>
public sealed partial class Gateway
{
    /// <summary>How each shard fares, by its number.</summary>
    public IReadOnlyList<ShardReading> Readings { get; }

    /// <summary>How often shards were rebuilt after a failure.</summary>
    public int Restarts => _shards.Sum(s => s.Restarts);
}
