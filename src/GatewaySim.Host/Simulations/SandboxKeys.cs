using System.Collections.Frozen;
using System.Text;
using GatewaySim.RingCentral;

namespace GatewaySim.Host.Simulations;

/// <summary>Finds the sandbox whose keys a request brings. Never changed; other sandboxes get another one.</summary>
internal sealed class SandboxKeys
{
    private const string Basic = "Basic ";
    private const string Bearer = "Bearer ";

    private readonly FrozenDictionary<string, Sandbox>.AlternateLookup<ReadOnlySpan<char>> _byKey;
    private readonly FrozenDictionary<string, Sandbox>.AlternateLookup<ReadOnlySpan<char>> _byClient;
    private readonly (TokenKey Key, Sandbox Sandbox)[] _byToken;

    /// <param name="sandboxes">No two of them have a key in common.</param>
    public SandboxKeys(IReadOnlyCollection<Sandbox> sandboxes)
    {
        _byKey = By(sandboxes, s => s.Info.TelnyxApiKey);
        _byClient = By(sandboxes, s => s.Info.RingCentralClientId);
        _byToken = [.. sandboxes.Select(s => (s.Slot.TokenKey, s))];
    }

    /// <remarks>
    /// Telnyx's key and RingCentral's client id are looked up; a token of RingCentral is tried with each sandbox's key
    /// (about a microsecond each).
    /// </remarks>
    public Sandbox? Find(HttpRequest request)
    {
        if (request.Headers.Authorization is not [{ } text, ..])
        {
            return request.Query["access_token"] is [{ } token, ..] ? OfToken(token) : null;
        }

        var header = text.AsSpan().Trim();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            var key = header[Bearer.Length..].Trim();
            return _byKey.TryGetValue(key, out var sandbox) ? sandbox : OfToken(key);
        }

        return header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) ? OfClient(header[Basic.Length..]) : null;
    }

    private static FrozenDictionary<string, Sandbox>.AlternateLookup<ReadOnlySpan<char>> By(
        IEnumerable<Sandbox> sandboxes, Func<Sandbox, string> keyOf) =>
        sandboxes.ToFrozenDictionary(keyOf, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private Sandbox? OfToken(ReadOnlySpan<char> token)
    {
        foreach (var (key, sandbox) in _byToken)
        {
            if (key.HasSigned(token))
            {
                return sandbox;
            }
        }

        return null;
    }

    private Sandbox? OfClient(ReadOnlySpan<char> base64)
    {
        Span<byte> bytes = stackalloc byte[512];
        if (!Convert.TryFromBase64Chars(base64.Trim(), bytes, out var length))
        {
            return null;
        }

        var credentials = Encoding.UTF8.GetString(bytes[..length]);
        var colon = credentials.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && _byClient.TryGetValue(credentials.AsSpan(0, colon), out var sandbox) ? sandbox : null;
    }
}
