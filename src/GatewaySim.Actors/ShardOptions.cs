using GatewaySim.Domain.Settings;

namespace GatewaySim.Actors;

/// <summary>The limits of one shard. Every queue and every map in it has one.</summary>
public sealed class ShardOptions
{
    [Setting("Commands that wait for a shard; one more is refused (429).", Unit = "commands", Min = 1, Max = 1_000_000)]
    public int MailboxCommandsMax { get; init; } = 8_192;

    [Setting("Commands that a shard decides before it hands them to the journal.", Unit = "commands",
        Min = 1, Max = 65_536)]
    public int TurnCommandsMax { get; init; } = 256;

    [Setting("Bytes of events in one turn, checked between commands.", Unit = "bytes", Min = 1_024, Max = 268_435_456)]
    public int TurnBytesMax { get; init; } = 4 << 20;

    [Setting("Turns of one shard that wait for the journal at once.", Unit = "turns", Min = 1, Max = 64)]
    public int TurnsInFlightMax { get; init; } = 4;

    [Setting("Messages that a shard dispatches in one turn, so that a STOP can come between.", Unit = "messages",
        Min = 1, Max = 1_048_576)]
    public int DispatchMessagesMax { get; init; } = 16_384;

    [Setting("Accepted messages that wait for dispatch in one shard; a batch beyond is refused (429).",
        Unit = "messages", Min = 1, Max = 100_000_000)]
    public int QueuedMessagesMax { get; init; } = 4_194_304;

    [Setting("Scheduled messages of one profile that wait for their time; one more is refused (429). Telnyx documents "
        + "1,000,000 per account.", Unit = "messages", Min = 1, Max = 10_000_000)]
    public int ScheduledMessagesMax { get; init; } = 1_000_000;

    [Setting("Recipients of one profile that keep a sender of its number pool; one more is sent to without.",
        Unit = "recipients", Min = 1, Max = 50_000_000)]
    public int StickyRecipientsMax { get; init; } = 1_000_000;

    [Setting("Scopes (senders, profiles) that a shard holds in memory; the idlest leaves first.", Unit = "scopes",
        Min = 1, Max = 10_000_000)]
    public int EntitiesMax { get; init; } = 100_000;

    [Setting("How long a scope stays in memory after its last command.", Unit = "seconds", Min = 1, Max = 86_400)]
    public int IdleSeconds { get; init; } = 600;

    [Setting("Consent records of one scope; a STOP beyond is refused, and so are sends to new recipients.",
        Unit = "records", Min = 1, Max = 50_000_000)]
    public int RecipientsMax { get; init; } = 10_000_000;

    [Setting("Bytes of events after which a shard writes snapshots.", Unit = "bytes", Min = 1, Max = 4_294_967_296)]
    public long SnapshotBytes { get; init; } = 32L << 20;

    [Setting("Events after which a shard writes snapshots.", Unit = "events", Min = 1, Max = 100_000_000)]
    public int SnapshotEvents { get; init; } = 100_000;
}
