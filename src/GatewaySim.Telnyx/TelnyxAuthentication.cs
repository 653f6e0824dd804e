using Microsoft.Extensions.Primitives;

namespace GatewaySim.Telnyx;

/// <summary>Who may call. The three details are those seen from the real service.</summary>
internal static class TelnyxAuthentication
{
    private const string Scheme = "Bearer ";

    private const string NotUnderstood = "Could not understand the provided credentials.";

    private const string NoSuchKey = "No key found matching the ID";

    /// <param name="isNamed">Whether the path says which simulation is meant, whatever the key.</param>
    /// <returns>Null for a caller that may pass.</returns>
    public static TelnyxFault? Check(StringValues authorization, TelnyxOptions options, bool isNamed = false)
    {
        if (authorization.Count == 0 || string.IsNullOrWhiteSpace(authorization[0]))
        {
            return TelnyxErrors.Unauthenticated.Fault;
        }

        var header = authorization[0].AsSpan().Trim();
        if (authorization.Count > 1 || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return TelnyxErrors.Unauthenticated.Saying(NotUnderstood);
        }

        var key = header[Scheme.Length..].Trim();
        if (key.IsEmpty || key.ContainsAnyExceptInRange('!', '~'))
        {
            return TelnyxErrors.Unauthenticated.Saying(NotUnderstood);
        }

        // Else the key of a sandbox that was deleted would be good for the main simulation.
        var isOthers = !isNamed && key.StartsWith(TelnyxOptions.SandboxKeyPrefix, StringComparison.Ordinal);
        return (!options.StrictCredentials && !isOthers) || key.SequenceEqual(options.ApiKey)
            ? null
            : TelnyxErrors.Unauthenticated.Saying(NoSuchKey);
    }
}
