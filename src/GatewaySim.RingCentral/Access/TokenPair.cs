namespace GatewaySim.RingCentral.Access;

/// <summary>What a token request is answered with.</summary>
/// <param name="Session">Whose pair it is.</param>
/// <param name="RefreshToken">Null when none is issued.</param>
/// <param name="AccessSeconds">How long the access token still lives.</param>
/// <param name="RefreshSeconds">How long the refresh token still lives.</param>
internal sealed record TokenPair(
    Session Session, string AccessToken, string? RefreshToken, long AccessSeconds, long RefreshSeconds);
