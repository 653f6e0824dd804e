using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;

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

/// <summary>
/// Signed tokens that carry all that is known of them, so that any node accepts them, also after a restart.
/// </summary>
/// <remarks>
/// Kind (1), expiry in Unix milliseconds (8), session (16), chance (4), then half of an HMAC-SHA256 (16), in base64url.
/// Revocations are kept in memory only, up to a limit: a restart forgets them.
/// </remarks>
internal sealed class Tokens(TokenKey key, TimeProvider time, int revokedSessionsMax)
{
    private const int PayloadBytes = 1 + 8 + 16 + 4;
    private const int TokenBytes = PayloadBytes + 16;
    private const int TokenChars = TokenBytes / 3 * 4;

    // Session to the Unix milliseconds after which no token of it can be valid.
    private readonly ConcurrentDictionary<Guid, long> _revoked = new();

    public string Issue(TokenKind kind, Guid session, TimeSpan life)
    {
        Span<byte> token = stackalloc byte[TokenBytes];
        token[0] = (byte)kind;
        BinaryPrimitives.WriteInt64BigEndian(token[1..], time.GetUtcNow().Add(life).ToUnixTimeMilliseconds());
        session.TryWriteBytes(token[9..]);
        RandomNumberGenerator.Fill(token[25..PayloadBytes]);
        Sign(token[..PayloadBytes], token[PayloadBytes..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Says whether a token may be used. Any text, any length. Never allocates.</summary>
    public TokenFault Check(ReadOnlySpan<char> text, TokenKind kind, out Guid session)
    {
        session = default;
        Span<byte> token = stackalloc byte[TokenBytes];
        if (text.Length != TokenChars || !Base64Url.IsValid(text) ||
            !Base64Url.TryDecodeFromChars(text, token, out var length) || length != TokenBytes)
        {
            return TokenFault.Unparsable;
        }

        Span<byte> signature = stackalloc byte[TokenBytes - PayloadBytes];
        Sign(token[..PayloadBytes], signature);
        if (!CryptographicOperations.FixedTimeEquals(signature, token[PayloadBytes..]))
        {
            return TokenFault.Corrupted;
        }

        session = new Guid(token[9..25]);
        if (token[0] != (byte)kind || _revoked.ContainsKey(session))
        {
            return TokenFault.NotFound;
        }

        var expiry = BinaryPrimitives.ReadInt64BigEndian(token[1..]);
        return time.GetUtcNow().ToUnixTimeMilliseconds() < expiry ? TokenFault.None : TokenFault.Expired;
    }

    /// <summary>Ends a session: none of its tokens is accepted any more.</summary>
    /// <param name="life">How long its longest token may still live.</param>
    /// <returns>False when too many are remembered already. Nothing was done then.</returns>
    public bool TryRevoke(Guid session, TimeSpan life)
    {
        var now = time.GetUtcNow();
        if (_revoked.Count >= revokedSessionsMax)
        {
            foreach (var (old, until) in _revoked)
            {
                if (until < now.ToUnixTimeMilliseconds())
                {
                    _revoked.TryRemove(old, out _);
                }
            }

            if (_revoked.Count >= revokedSessionsMax && !_revoked.ContainsKey(session))
            {
                return false;
            }
        }

        _revoked[session] = now.Add(life).ToUnixTimeMilliseconds();
        return true;
    }

    private void Sign(ReadOnlySpan<byte> payload, Span<byte> signature)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Bytes, payload, hash);
        hash[..signature.Length].CopyTo(signature);
    }
}
