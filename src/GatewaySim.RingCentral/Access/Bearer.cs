using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral.Access;

/// <summary>Who may call: the bearer token of an API request.</summary>
internal static class Bearer
{
    private const string Scheme = "Bearer ";

    /// <summary>Checks the token of a request.</summary>
    /// <param name="caller">The application and user that it was issued to; nothing when it is not good.</param>
    /// <returns>Null when it is good.</returns>
    /// <remarks>
    /// The scheme in any case (the JavaScript SDK sends <c>bearer</c>); or the query's <c>access_token</c>.
    /// </remarks>
    public static RingCentralError? Check(HttpRequest request, Sessions sessions, out ulong caller)
    {
        caller = 0;
        var header = request.Headers.Authorization;
        ReadOnlySpan<char> token;
        if (header.Count == 0 || string.IsNullOrWhiteSpace(header[0]))
        {
            if (!request.QueryString.HasValue || request.Query["access_token"] is not [{ Length: > 0 } query, ..])
            {
                return RingCentralErrors.NoAuthorization;
            }

            token = query;
        }
        else if (header[0].AsSpan().TrimStart() is var text &&
            text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            token = text[Scheme.Length..].Trim();
        }
        else
        {
            return RingCentralErrors.BadAuthorization;
        }

        return sessions.Check(token, out caller) switch
        {
            TokenFault.None => null,
            TokenFault.Unparsable => RingCentralErrors.TokenUnparsable,
            TokenFault.Corrupted => RingCentralErrors.TokenCorrupted,
            TokenFault.Expired => RingCentralErrors.TokenExpired,
            TokenFault.NotFound => RingCentralErrors.TokenNotFound,
            var fault => throw new System.Diagnostics.UnreachableException($"A token was {fault}."),
        };
    }
}
