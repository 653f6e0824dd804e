using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Commands;

/// <summary>A business number and who owns it.</summary>
/// <param name="Profile">The Telnyx profile it is on; null when on none, and at RingCentral.</param>
public sealed record NumberRecord(
    MessageId Id, Provider Provider, int Account, Address Number, Guid? Profile, Stamp CreatedAt, Stamp UpdatedAt);

/// <summary>A Telnyx messaging profile, with the members that its first form knows.</summary>
public sealed record ProfileRecord(
    Guid Id, int Account, string Name, IReadOnlyList<string> WhitelistedDestinations, bool Enabled,
    string? WebhookUrl, string? WebhookFailoverUrl, string WebhookApiVersion, Stamp CreatedAt, Stamp UpdatedAt);

/// <summary>Creates a messaging profile.</summary>
public sealed record CreateProfile(
    int Account, string Name, IReadOnlyList<string> WhitelistedDestinations, bool Enabled = true,
    string? WebhookUrl = null, string? WebhookFailoverUrl = null, string WebhookApiVersion = "2");

/// <summary>Accepted with the profile, or Overloaded or Unknown.</summary>
public readonly record struct ProfileReply(Verdict Verdict, ProfileRecord? Profile = null);

/// <summary>Gives a number to an account and, at Telnyx, puts it on a profile.</summary>
/// <param name="Profile">Null takes it off its profile.</param>
public sealed record AssignNumber(int Account, Provider Provider, Address Number, Guid? Profile);

/// <summary>
/// Accepted or Unchanged with the number; NotFound (profile), UnknownSender, Conflict, Overloaded or Unknown.
/// </summary>
public readonly record struct NumberReply(Verdict Verdict, NumberRecord? Number = null);
