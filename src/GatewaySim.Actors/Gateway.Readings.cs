using GatewaySim.Actors.Counting;

namespace GatewaySim.Actors;

/// <content>What is counted, and what others ask about the settings.</content>
public sealed partial class Gateway
{
    /// <summary>How each shard fares, by its number.</summary>
    public IReadOnlyList<ShardReading> Readings { get; }

    public bool HasMagicNumbers => _context.Gateway.MagicNumbers;

    /// <summary>How often shards were rebuilt after a failure.</summary>
    public int Restarts => _shards.Sum(s => s.Restarts);
}
