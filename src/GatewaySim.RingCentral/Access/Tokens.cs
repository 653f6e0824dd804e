using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace GatewaySim.RingCentral.Access;

/// <summary>
/// Signed tokens that carry all that has to be known of them, so that any node accepts them, also after a restart.
/// </summary>
/// <remarks>
/// Kind (1), expiry (8), session (16), generation (4), caller (8), then 17 bytes of an HMAC-SHA256, which makes whole
/// groups of base64url. The same claim is always the same text.
/// </remarks>
internal sealed class Tokens(TokenKey key, TimeProvider time)
{
    private const int SessionAt = 9;
    private const int GenerationAt = 25;
    private const int CallerAt = 29;
    private const int PayloadBytes = 37;
    private const int TokenBytes = PayloadBytes + 17;
    private const int TokenChars = TokenBytes / 3 * 4;

    public string Write(in TokenClaim claim)
    {
        Span<byte> token = stackalloc byte[TokenBytes];
        token[0] = (byte)claim.Kind;
        BinaryPrimitives.WriteInt64BigEndian(token[1..], claim.Until);
        claim.Session.TryWriteBytes(token[SessionAt..]);
        BinaryPrimitives.WriteUInt32BigEndian(token[GenerationAt..], claim.Generation);
        BinaryPrimitives.WriteUInt64BigEndian(token[CallerAt..], claim.Caller);
        Sign(token[..PayloadBytes], token[PayloadBytes..], key);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Reads a token, whatever its session has come to since. Any text, any length. Never allocates.</summary>
    /// <param name="claim">What it says; nothing when it is not one of ours.</param>
    public TokenFault Read(ReadOnlySpan<char> text, TokenKind kind, out TokenClaim claim)
    {
        claim = default;
        Span<byte> token = stackalloc byte[TokenBytes];
        if (Open(text, token, key) is var fault and not TokenFault.None)
        {
            return fault;
        }

        claim = new(
            (TokenKind)token[0],
            new Guid(token[SessionAt..GenerationAt]),
            BinaryPrimitives.ReadUInt32BigEndian(token[GenerationAt..]),
            BinaryPrimitives.ReadUInt64BigEndian(token[CallerAt..]),
            BinaryPrimitives.ReadInt64BigEndian(token[1..]));
        return claim.Kind != kind ? TokenFault.NotFound
            : time.GetUtcNow().ToUnixTimeMilliseconds() < claim.Until ? TokenFault.None
            : TokenFault.Expired;
    }

    /// <summary>Whether a text is a token under a key. Any text, any length. Never allocates.</summary>
    public static bool IsSigned(ReadOnlySpan<char> text, TokenKey key)
    {
        Span<byte> token = stackalloc byte[TokenBytes];
        return Open(text, token, key) == TokenFault.None;
    }

    private static TokenFault Open(ReadOnlySpan<char> text, Span<byte> token, TokenKey key)
    {
        if (text.Length != TokenChars || !Base64Url.IsValid(text) ||
            !Base64Url.TryDecodeFromChars(text, token, out var length) || length != TokenBytes)
        {
            return TokenFault.Unparsable;
        }

        Span<byte> signature = stackalloc byte[TokenBytes - PayloadBytes];
        Sign(token[..PayloadBytes], signature, key);
        return CryptographicOperations.FixedTimeEquals(signature, token[PayloadBytes..])
            ? TokenFault.None : TokenFault.Corrupted;
    }

    private static void Sign(ReadOnlySpan<byte> payload, Span<byte> signature, TokenKey key)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Bytes, payload, hash);
        hash[..signature.Length].CopyTo(signature);
    }
}
