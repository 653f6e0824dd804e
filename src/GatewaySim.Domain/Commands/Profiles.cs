namespace GatewaySim.Domain.Commands;

/// <summary>A Telnyx messaging profile.</summary>
/// <param name="UpdatedAt">Of the last change of its settings or its secret.</param>
public sealed record ProfileRecord(
    Guid Id, int Account, ProfileSettings Settings, Stamp CreatedAt, Stamp UpdatedAt)
{
    /// <summary>Its auto-response configurations, oldest first.</summary>
    public IReadOnlyList<AutoResponseRecord> AutoResponses { get; init; } = [];

    public string Name => Settings.Name;

    public IReadOnlyList<string> WhitelistedDestinations => Settings.WhitelistedDestinations;

    public bool Enabled => Settings.Enabled;

    public string? WebhookUrl => Settings.WebhookUrl;

    public string? WebhookFailoverUrl => Settings.WebhookFailoverUrl;

    public string WebhookApiVersion => Settings.WebhookApiVersion;

    public string V1Secret => Settings.V1Secret ?? ProfileSecret.Of(Id, 0);
}

/// <summary>Everything that can be set on a Telnyx messaging profile.</summary>
/// <remarks>Source of the members and their defaults: OAS messaging profile, telnyx.md 3.2. Null: not set.</remarks>
/// <param name="WhitelistedDestinations">ISO 3166-1 alpha-2 codes in capitals, or <c>*</c> alone.</param>
public sealed record ProfileSettings(string Name, IReadOnlyList<string> WhitelistedDestinations)
{
    public bool Enabled { get; init; } = true;

    public string? WebhookUrl { get; init; }

    public string? WebhookFailoverUrl { get; init; }

    /// <summary><c>1</c>, <c>2</c> or <c>2010-04-01</c>.</summary>
    public string WebhookApiVersion { get; init; } = "2";

    /// <summary>Null: the profile has no number pool.</summary>
    public NumberPool? NumberPool { get; init; }

    public UrlShortener? UrlShortener { get; init; }

    /// <summary>1 to 11 letters, digits and spaces.</summary>
    public string? AlphaSender { get; init; }

    /// <summary>USD per UTC day. Counts only while <see cref="IsSpendLimited"/>.</summary>
    public decimal? DailySpendLimit { get; init; }

    public bool IsSpendLimited { get; init; }

    public bool MmsFallsBackToSms { get; init; }

    public bool MmsTranscoding { get; init; }

    public bool MobileOnly { get; init; }

    public bool SmartEncoding { get; init; }

    /// <summary>For API v1. Null: the one that the profile was born with.</summary>
    public string? V1Secret { get; init; }

    public string? HealthWebhookUrl { get; init; }

    public string? AiAssistantId { get; init; }

    public string? ResourceGroupId { get; init; }

    /// <summary>A JSON object as it was sent, unknown members included.</summary>
    public string? Features { get; init; }

    /// <summary>Whether both say the same.</summary>
    public bool Says(ProfileSettings other) =>
        WhitelistedDestinations.SequenceEqual(other.WhitelistedDestinations)
        && this with { WhitelistedDestinations = other.WhitelistedDestinations } == other;
}

/// <summary>How a sender is chosen from the profile's numbers.</summary>
/// <remarks>Source: OAS number pool settings, telnyx.md 3.3.</remarks>
/// <param name="TollFreeWeight">0 or more, finite; 0 takes toll-free numbers out of the pool.</param>
/// <param name="LongCodeWeight">The same for long codes.</param>
/// <param name="SkipUnhealthy">Pass over numbers that deliver below 25 % or are spam above 75 %.</param>
/// <param name="StickySender">Keep to one sender per recipient.</param>
/// <param name="Geomatch">Prefer a sender of the recipient's area code (North America only).</param>
public sealed record NumberPool(
    double TollFreeWeight, double LongCodeWeight, bool SkipUnhealthy, bool StickySender = false, bool Geomatch = false);

/// <summary>How links in texts would be shortened. Kept and shown; this simulator shortens none.</summary>
public sealed record UrlShortener(string Domain, string? Prefix, bool ReplaceBlacklistOnly, bool SendWebhooks);

/// <summary>Creates a messaging profile.</summary>
public sealed record CreateProfile(int Account, ProfileSettings Settings);

/// <summary>Changes the settings of a messaging profile.</summary>
/// <param name="Change">From what they are to what they become. Runs on the account's owner: pure and quick.</param>
public sealed record ConfigureProfile(int Account, Guid Id, Func<ProfileSettings, ProfileSettings> Change);

/// <summary>Deletes a messaging profile.</summary>
/// <param name="OnlyUnused">Refuse while numbers are on it (Conflict); otherwise they are on none afterwards.</param>
public sealed record DeleteProfile(int Account, Guid Id, bool OnlyUnused);

/// <summary>Accepted or Unchanged with the profile; NotFound, Conflict (in use), Overloaded or Unknown.</summary>
public readonly record struct ProfileReply(Verdict Verdict, ProfileRecord? Profile = null);
