using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Accounts;

/// <summary>A messaging profile got these settings, all of them.</summary>
[JournalName("profile.configured.v1")]
public sealed record ProfileConfigured(Guid Id, ProfileSettings Settings) : GatewayEvent;

/// <summary>A messaging profile got a new secret for API v1.</summary>
[JournalName("profile.secret-regenerated.v1")]
public sealed record ProfileSecretRegenerated(Guid Id, string Secret) : GatewayEvent;

/// <summary>A messaging profile was deleted, with what it had; its numbers are on none from then on.</summary>
[JournalName("profile.deleted.v1")]
public sealed record ProfileDeleted(Guid Id) : GatewayEvent;

/// <summary>The block rules of a profile went with it (R16). In the profile's own stream.</summary>
/// <remarks>Network blocks stay: they are the numbers', not the profile's (P-36).</remarks>
[JournalName("profile.rules-dropped.v1")]
public sealed record ProfileRulesDropped : GatewayEvent;

/// <summary>A number got these settings.</summary>
[JournalName("number.configured.v1")]
public sealed record NumberConfigured(Provider Provider, Address Number, NumberSettings Settings) : GatewayEvent;

/// <summary>An auto-response configuration was created or replaced.</summary>
[JournalName("autoresponse.set.v1")]
public sealed record AutoResponseSet(
    Guid Profile, Guid Id, AutoResponseOp Op, IReadOnlyList<string> Keywords, Region Country, string? ReplyText)
    : GatewayEvent;

/// <summary>An auto-response configuration was deleted.</summary>
[JournalName("autoresponse.removed.v1")]
public sealed record AutoResponseRemoved(Guid Profile, Guid Id) : GatewayEvent;

/// <summary>A profile got an alphanumeric sender.</summary>
[JournalName("alpha-sender.created.v1")]
public sealed record AlphaSenderCreated(Guid Id, Guid Profile, string Name, string? LongCodeFallback) : GatewayEvent;

/// <summary>A profile lost an alphanumeric sender.</summary>
[JournalName("alpha-sender.deleted.v1")]
public sealed record AlphaSenderDeleted(Guid Id) : GatewayEvent;

/// <summary>
/// A profile's messages of one UTC day cost as much as it may spend, and its owner was told. In the profile's own
/// stream.
/// </summary>
/// <param name="Limit">US dollars, as configured.</param>
/// <param name="Cost">US dollars, what the messages of the day cost so far.</param>
[JournalName("profile.spend-limit-reached.v1")]
public sealed record SpendLimitReached(decimal Limit, decimal Cost) : GatewayEvent;

/// <summary>A recipient got a sender of a profile's number pool to keep. In the profile's own stream.</summary>
[JournalName("pool.sticky-sender-set.v1")]
public sealed record StickySenderSet(Address Recipient, PhoneNumber Sender) : GatewayEvent;

/// <summary>All recipients of a profile lost the sender that they kept. In the profile's own stream.</summary>
[JournalName("pool.sticky-senders-cleared.v1")]
public sealed record StickySendersCleared : GatewayEvent;
