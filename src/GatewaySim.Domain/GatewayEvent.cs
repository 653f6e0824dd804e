namespace GatewaySim.Domain;

/// <summary>A fact that the journal has accepted.</summary>
/// <remarks>
/// When, where and whose it is stands in its envelope (stamp, shard, sequence number, scope), never in the event.
/// A changed shape is a new record with the next version in its <see cref="JournalNameAttribute"/>.
/// </remarks>
public abstract record GatewayEvent;
