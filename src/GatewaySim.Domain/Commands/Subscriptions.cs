namespace GatewaySim.Domain.Commands;

/// <summary>A RingCentral webhook subscription.</summary>
/// <param name="ExpiresIn">Seconds from its creation or last renewal.</param>
/// <param name="BlacklistedAt">Null while it is active.</param>
/// <param name="BlacklistReason">Null while it is active.</param>
public sealed record SubscriptionRecord(
    Guid Id, int Account, IReadOnlyList<string> EventFilters, string Address, string? VerificationToken, int ExpiresIn,
    Stamp CreatedAt, Stamp RenewedAt, Stamp? BlacklistedAt = null, string? BlacklistReason = null)
{
    public Stamp ExpiresAt => RenewedAt.Plus(TimeSpan.FromSeconds(ExpiresIn));

    public bool IsBlacklisted => BlacklistedAt is not null;
}

/// <summary>Creates a subscription whose address has answered the handshake.</summary>
/// <param name="EventFilters">At least one, with ids in the place of <c>~</c>.</param>
/// <param name="ExpiresIn">Seconds, 1 or more.</param>
/// <param name="LivingMax">Subscriptions that may live at once; one more is a conflict.</param>
public sealed record CreateSubscription(
    int Account, IReadOnlyList<string> EventFilters, string Address, string? VerificationToken, int ExpiresIn,
    int LivingMax);

/// <summary>Renews a subscription.</summary>
/// <param name="EventFilters">Null keeps what it has.</param>
/// <param name="ExpiresIn">Seconds from now; null keeps what it had.</param>
public sealed record RenewSubscription(int Account, Guid Id, IReadOnlyList<string>? EventFilters, int? ExpiresIn);

/// <summary>Blacklists a subscription, or makes it active again.</summary>
/// <param name="Reason">Why it is blacklisted; null makes it active.</param>
public sealed record JudgeSubscription(int Account, Guid Id, string? Reason);

/// <summary>
/// Accepted or Unchanged with the subscription; NotFound (also when it has expired), Conflict (too many), Overloaded or
/// Unknown.
/// </summary>
public readonly record struct SubscriptionReply(Verdict Verdict, SubscriptionRecord? Subscription = null);
