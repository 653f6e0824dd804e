namespace GatewaySim.RingCentral.Access;

/// <summary>How long the tokens of a new pair live; RingCentral's clients may ask for it.</summary>
/// <param name="Refresh">Null when no refresh token is issued.</param>
internal readonly record struct TokenLives(TimeSpan Access, TimeSpan? Refresh);

/// <summary>The rules of refreshing; the figures are settings.</summary>
/// <param name="Grace">How long an old refresh token lives on once the new access token was used.</param>
/// <param name="Unused">How long it lives on when the new access token is not used.</param>
internal readonly record struct RefreshRules(TimeSpan Grace, TimeSpan Unused);

/// <summary>What is remembered of one login. Times are Unix milliseconds.</summary>
/// <remarks>
/// Source: the guide's page on refresh tokens (2025-03). A refresh token is for one use: the session then goes on with
/// another generation of tokens. The old access token is invalid at once ("corrupted" for ten seconds, then "not
/// found"). The old refresh token gives the same new pair again, until ten seconds after the first use of the new
/// access token, and at most an hour. UNVERIFIED: also when that access token has expired meanwhile.
/// </remarks>
internal sealed record Session(Guid Id, ulong Caller, string EndpointId)
{
    /// <summary>The pair that counts. 1 for the one of the login.</summary>
    public uint Generation { get; init; } = 1;

    public long AccessUntil { get; init; }

    /// <summary>Null when no refresh token was issued.</summary>
    public long? RefreshUntil { get; init; }

    /// <summary>From when on no token of any generation can be good.</summary>
    public long Until { get; init; }

    /// <summary>When the pair came by a refresh; null for the one of the login.</summary>
    public long? RefreshedAt { get; init; }

    /// <summary>When the access token of the pair was first used.</summary>
    public long? UsedAt { get; init; }

    /// <summary>Whether it was revoked, or gave way to newer ones.</summary>
    public bool IsEnded { get; init; }

    /// <summary>The session with a new pair.</summary>
    /// <param name="generation">The one of the refresh token that was shown; 0 for a login.</param>
    public Session Next(uint generation, TokenLives lives, long now)
    {
        var accessUntil = now + (long)lives.Access.TotalMilliseconds;
        long? refreshUntil = lives.Refresh is { } life ? now + (long)life.TotalMilliseconds : null;
        return this with
        {
            Generation = generation + 1,
            AccessUntil = accessUntil,
            RefreshUntil = refreshUntil,
            Until = Math.Max(Until, Math.Max(accessUntil, refreshUntil ?? 0)),
            RefreshedAt = generation == 0 ? null : now,
            UsedAt = null,
        };
    }

    /// <summary>What is wrong with an access token of this session, but for its age.</summary>
    public TokenFault FaultOf(uint generation, long now, RefreshRules rules) =>
        IsEnded ? TokenFault.NotFound
        : generation >= Generation ? TokenFault.None
        : now < RefreshedAt + rules.Grace.TotalMilliseconds ? TokenFault.Corrupted
        : TokenFault.NotFound;

    /// <summary>Whether this is news: the first use of the access token of a refreshed pair.</summary>
    public bool IsFirstUse(uint generation) =>
        generation == Generation && RefreshedAt is not null && UsedAt is null && !IsEnded;

    /// <summary>Whether a refresh token of an older generation still gives the pair that there is.</summary>
    public bool Repeats(uint generation, long now, RefreshRules rules) =>
        generation + 1 == Generation &&
        now < RefreshedAt + rules.Unused.TotalMilliseconds &&
        (UsedAt is null || now < UsedAt + rules.Grace.TotalMilliseconds);
}
