using Microsoft.Extensions.Logging;

namespace GatewaySim.Actors.Shards;

internal static partial class ShardLog
{
    [LoggerMessage(1001, LogLevel.Error, "Shard {Shard}: a decision failed. The shard is rebuilt from the journal.")]
    public static partial void DecisionFailed(ILogger logger, int shard, Exception exception);

    [LoggerMessage(1002, LogLevel.Error, "Shard {Shard}: an append failed. The shard is rebuilt from the journal.")]
    public static partial void AppendFailed(ILogger logger, int shard, Exception exception);

    [LoggerMessage(1003, LogLevel.Error, "Shard {Shard}: the journal could not be read; trying again.")]
    public static partial void RecoveryFailed(ILogger logger, int shard, Exception exception);
}
