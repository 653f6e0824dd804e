using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Accounts;

/// <summary>A messaging profile was created (Telnyx).</summary>
[JournalName("profile.created.v1")]
public sealed record ProfileCreated(
    Guid Id, string Name, IReadOnlyList<string> WhitelistedDestinations, bool Enabled, string? WebhookUrl,
    string? WebhookFailoverUrl, string WebhookApiVersion) : GatewayEvent;

/// <summary>A number came to the account, or to another profile of it.</summary>
/// <param name="Profile">Null: on no profile.</param>
[JournalName("number.assigned.v1")]
public sealed record NumberAssigned(Provider Provider, Address Number, Guid? Profile) : GatewayEvent;
