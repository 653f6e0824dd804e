using Microsoft.Extensions.Primitives;

namespace GatewaySim.Telnyx;

/// <summary>Who may call. The three details are those seen from the real service.</summary>
internal static class TelnyxAuthentication
{
    private const string Scheme = "Bearer ";

    private const string NotUnderstood = "Could not understand the provided credentials.";

    private const string NoSuchKey = "No key found matching the ID";

    /// <returns>Null for a caller that may pass.</returns>
    public static TelnyxFault? Check(StringValues authorization, TelnyxOptions options)
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

        return !options.StrictCredentials || key.SequenceEqual(options.ApiKey)
            ? null
            : TelnyxErrors.Unauthenticated.Saying(NoSuchKey);
    }
}
