namespace GatewaySim.Telnyx;

/// <summary>URLs that a caller gives us to call or to show.</summary>
internal static class WebUrl
{
    /// <summary>Source: error 10003, at most 2000 characters.</summary>
    public const int CharsMax = 2000;

    public static bool IsGood(string text) =>
        text.Length <= CharsMax &&
        !text.AsSpan().ContainsAnyExceptInRange('!', '\uFFFD') &&
        Uri.TryCreate(text, UriKind.Absolute, out var uri) &&
        (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
}
