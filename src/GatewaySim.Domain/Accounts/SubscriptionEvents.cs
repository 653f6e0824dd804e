namespace GatewaySim.Domain.Accounts;

/// <summary>A webhook subscription was created (RingCentral), after its address had answered the handshake.</summary>
/// <param name="EventFilters">As asked, with the ids in the place of <c>~</c>.</param>
/// <param name="VerificationToken">Sent along with every event; null for none.</param>
/// <param name="ExpiresIn">Seconds from this event's stamp.</param>
[JournalName("subscription.created.v1")]
public sealed record SubscriptionCreated(
    Guid Id, IReadOnlyList<string> EventFilters, string Address, string? VerificationToken, int ExpiresIn)
    : GatewayEvent;

/// <summary>A subscription got other filters or was renewed; its life counts from this event's stamp.</summary>
[JournalName("subscription.renewed.v1")]
public sealed record SubscriptionRenewed(Guid Id, IReadOnlyList<string> EventFilters, int ExpiresIn) : GatewayEvent;

/// <summary>The provider stopped sending to a subscription whose address failed too long.</summary>
[JournalName("subscription.blacklisted.v1")]
public sealed record SubscriptionBlacklisted(Guid Id, string Reason) : GatewayEvent;

/// <summary>The provider sends to a blacklisted subscription again.</summary>
[JournalName("subscription.activated.v1")]
public sealed record SubscriptionActivated(Guid Id) : GatewayEvent;

/// <summary>A subscription was deleted by its owner.</summary>
[JournalName("subscription.deleted.v1")]
public sealed record SubscriptionDeleted(Guid Id) : GatewayEvent;
