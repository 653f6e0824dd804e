using GatewaySim.Actors.Shards;

namespace GatewaySim.Actors.Counting;

/// <summary>How a shard fares, read from any thread; each number is as of the moment it is read, or a little older.
/// </summary>
public sealed class ShardReading
{
    private readonly Shard _shard;

    internal ShardReading(Shard shard) => _shard = shard;

    /// <summary>Its number, from 0.</summary>
    public int Shard => _shard.Number;

    public ShardCounts Counts => _shard.Counts;

    /// <summary>Commands that wait in its mailbox.</summary>
    public int MailCount => _shard.MailCount;

    /// <summary>Commands that were refused because its mailbox was full.</summary>
    public long MailRefused => _shard.MailRefused;

    /// <summary>Messages of accepted batches that wait for their dispatch; none where senders are paced.</summary>
    public int QueuedMessages => _shard.State is { Context.Paces: null } state ? state.QueuedMessages : 0;

    /// <summary>Messages of accepted batches that wait for their sender's rate; none where senders are not paced.
    /// </summary>
    public int PacedBatchMessages => _shard.State is { Context.Paces: not null } state ? state.QueuedMessages : 0;

    /// <summary>Messages that came alone (Telnyx) and wait for their sender's rate.</summary>
    public int PacedMessages => _shard.State?.PacedMessages ?? 0;

    /// <summary>Messages that wait for the time that was asked for.</summary>
    public int ScheduledMessages => _shard.State?.ScheduledMessages ?? 0;

    /// <summary>How often it was rebuilt from the journal after a failure.</summary>
    public int Restarts => _shard.Restarts;
}
