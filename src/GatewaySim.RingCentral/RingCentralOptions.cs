using GatewaySim.Domain.Settings;
using GatewaySim.RingCentral.Consents;

namespace GatewaySim.RingCentral;

/// <summary>Everything that RingCentral's documents leave open, or that differs from account to account.</summary>
public sealed class RingCentralOptions
{
    [Setting("The account id of the demo account at RingCentral; '~' always means it.", Min = 1, Max = 9e15)]
    public long AccountId { get; init; } = 400100200;

    [Setting("The numeric extension id of the demo user; '~' always means it.", Min = 1, Max = 9e15)]
    public long ExtensionId { get; init; } = 400100201;

    [Setting("The client id of the demo application.")]
    public string ClientId { get; init; } = "gatewaysim-client-id";

    [Setting("The client secret of the demo application.")]
    public string ClientSecret { get; init; } = "gatewaysim-client-secret";

    [Setting("The personal JWT of the demo user.")]
    public string Jwt { get; init; } = "gatewaysim-jwt";

    [Setting("The user name of the demo user, for the password grant.")]
    public string Username { get; init; } = "+16505550100";

    [Setting("The password of the demo user, for the password grant.")]
    public string Password { get; init; } = "gatewaysim-password";

    [Setting("Whether only the demo credentials get a token. Off: any client, JWT, user name and password do.")]
    public bool StrictCredentials { get; init; }

    [Setting("Whether the password grant works. RingCentral's clients still send it, its current API page dropped it.")]
    public bool PasswordGrant { get; init; } = true;

    [Setting("Whether client_credentials works. At RingCentral it is for partners; others get OAU-270.")]
    public bool ClientCredentialsGrant { get; init; } = true;

    [Setting("Whether refresh tokens are issued. At RingCentral a property of the application, off for new ones.")]
    public bool RefreshTokens { get; init; } = true;

    [Setting("How long an access token lives. JavaScript clients refresh 60 s early, so keep it above that.",
        Unit = "seconds", Min = 1, Max = 31_536_000)]
    public int TokenSecondsDefault { get; init; } = 3600;

    [Setting("How long a refresh token lives.", Unit = "seconds", Min = 1, Max = 31_536_000)]
    public int RefreshTokenSecondsDefault { get; init; } = 604_800;

    [Setting("How long a used refresh token gives the same new pair again once that pair's access token was used. "
        + "RingCentral's guide: about ten seconds; as long the old access token is corrupted, then it is not found.",
        Unit = "seconds", Min = 0, Max = 86_400)]
    public int RefreshGraceSeconds { get; init; } = 10;

    [Setting("The same while that access token is not used. RingCentral's guide: up to 60 minutes.",
        Unit = "seconds", Min = 0, Max = 31_536_000)]
    public int RefreshUnusedSeconds { get; init; } = 3600;

    [Setting("Parallel sessions of one user and application; one more ends the oldest. RingCentral's guide: usually "
        + "five.", Unit = "sessions", Min = 1, Max = 1_000_000)]
    public int SessionsMax { get; init; } = 5;

    [Setting("Sessions that a node remembers, ended ones included, until their tokens expire. Beyond it new ones are "
        + "taken at their tokens' word, and revoking one of those is answered 429.",
        Unit = "sessions", Min = 1, Max = 10_000_000)]
    public int SessionsKnownMax { get; init; } = 100_000;

    [Setting("Whether calls are limited as at RingCentral, per user, application and group of calls.")]
    public bool RateLimits { get; init; }

    [Setting("Calls of the light group in a window: all SMS and consent calls. RingCentral's guide: 50.",
        Unit = "requests", Min = 1, Max = 10_000)]
    public int RateLimitLight { get; init; } = 50;

    [Setting("Calls of the medium group in a window: changing subscriptions. RingCentral's guide: 40.",
        Unit = "requests", Min = 1, Max = 10_000)]
    public int RateLimitMedium { get; init; } = 40;

    [Setting("Calls of the heavy group in a window. RingCentral's guide: 10.",
        Unit = "requests", Min = 1, Max = 10_000)]
    public int RateLimitHeavy { get; init; } = 10;

    [Setting("Calls of the auth group in a window: tokens and revocations. RingCentral's guide: 5.",
        Unit = "requests", Min = 1, Max = 10_000)]
    public int RateLimitAuth { get; init; } = 5;

    [Setting("The sliding window of the rate limits. RingCentral's guide: 60.",
        Unit = "seconds", Min = 1, Max = 86_400)]
    public int RateLimitWindowSeconds { get; init; } = 60;

    [Setting("How long a group is closed to a caller after a call too many; every call meanwhile begins it anew. "
        + "RingCentral's guide: 60.", Unit = "seconds", Min = 1, Max = 86_400)]
    public int RateLimitPenaltySeconds { get; init; } = 60;

    [Setting("Callers whose calls are counted, per group of calls; a call of one more is answered 429.",
        Unit = "callers", Min = 1, Max = 1_000_000)]
    public int RateLimitCallersMax { get; init; } = 10_000;

    [Setting("Price of one segment: 0.007 in samples of 2020-23, 0.0085 in 2025-26, 0.0119 announced for 2026-05-30.",
        Unit = "US dollars", Min = 0, Max = 1000)]
    public double CostPerSegment { get; init; } = 0.0085;

    [Setting("The largest batch body; RingCentral documents 50 MB. Beyond it: 413.",
        Unit = "bytes", Min = 1024, Max = 1_073_741_824)]
    public int BodyBytesMax { get; init; } = 50 * 1024 * 1024;

    [Setting("The largest body of the other requests. Beyond it: 413.", Unit = "bytes", Min = 1024, Max = 16_777_216)]
    public int SmallBodyBytesMax { get; init; } = 1024 * 1024;

    [Setting("Messages in one batch. RingCentral's pages say unlimited, and 10,000. Beyond it: 400.",
        Unit = "messages", Min = 1, Max = 16_777_216)]
    public int RecipientsMax { get; init; } = 1_048_576;

    [Setting("The longest text of a message; RingCentral documents 1000.",
        Unit = "UTF-16 characters", Min = 1, Max = 1_000_000)]
    public int TextCharsMax { get; init; } = 1000;

    [Setting("Records in one consent update; RingCentral documents 1000.", Unit = "records", Min = 1, Max = 100_000)]
    public int ConsentRecordsMax { get; init; } = 1000;

    [Setting("The page size of batches, messages and opt-outs when none is asked for.",
        Unit = "records", Min = 1, Max = 1000)]
    public int PerPageDefault { get; init; } = 1000;

    [Setting("The page size of consents when none is asked for.", Unit = "records", Min = 1, Max = 1000)]
    public int ConsentsPerPageDefault { get; init; } = 100;

    [Setting("The columns of the consent export: eight in the API's description of 2026, four in the guide.")]
    public ConsentExportColumns ConsentExportColumns { get; init; } = ConsentExportColumns.Spec2026;

    [Setting("Retry-After of a 429 that means overload.", Unit = "seconds", Min = 1, Max = 3600)]
    public int OverloadRetrySeconds { get; init; } = 1;
}
