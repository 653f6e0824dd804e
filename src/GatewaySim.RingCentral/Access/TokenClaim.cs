namespace GatewaySim.RingCentral.Access;

/// <summary>What a token is for.</summary>
internal enum TokenKind : byte
{
    Access = 1,
    Refresh = 2,
}

/// <summary>What is wrong with a token.</summary>
internal enum TokenFault : byte
{
    None = 0,
    Unparsable = 1,
    Corrupted = 2,
    Expired = 3,
    NotFound = 4,
}

/// <summary>What a token says.</summary>
/// <param name="Session">The login that it goes back to.</param>
/// <param name="Generation">How often the session had been refreshed, plus one, when the token was issued.</param>
/// <param name="Caller">The application and user, as <see cref="Sessions.CallerOf"/> has them.</param>
/// <param name="Until">Unix milliseconds from which on it is expired.</param>
internal readonly record struct TokenClaim(TokenKind Kind, Guid Session, uint Generation, ulong Caller, long Until);
