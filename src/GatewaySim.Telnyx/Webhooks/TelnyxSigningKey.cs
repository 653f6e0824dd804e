using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace GatewaySim.Telnyx;

/// <summary>The key pair that webhooks are signed with: Ed25519 (RFC 8032).</summary>
/// <remarks>
/// Kept with the data directory, so that a consumer needs the public key once. The arithmetic is BouncyCastle's: .NET
/// has none for this curve. About 30 µs a signature. Thread-safe.
/// </remarks>
public sealed class TelnyxSigningKey
{
    public const int SeedBytes = 32;

    private readonly Ed25519PrivateKeyParameters _private;

    /// <param name="seed">32 bytes that nobody can guess.</param>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public TelnyxSigningKey(ReadOnlySpan<byte> seed)
    {
        if (seed.Length != SeedBytes)
        {
            throw new ArgumentException($"A signing key has {SeedBytes} bytes.", nameof(seed));
        }

        _private = new(seed.ToArray(), 0);
        PublicKey = Convert.ToBase64String(_private.GeneratePublicKey().GetEncoded());
    }

    /// <summary>Base64 of the 32 raw bytes, as Telnyx's portal shows it and its SDKs take it.</summary>
    public string PublicKey { get; }

    public static TelnyxSigningKey Create() => new(RandomNumberGenerator.GetBytes(SeedBytes));

    /// <summary>Signs <c>timestamp|body</c>.</summary>
    /// <param name="timestamp">Unix seconds, decimal digits.</param>
    /// <returns>Base64 of the 64 bytes.</returns>
    public string Sign(string timestamp, ReadOnlySpan<byte> body)
    {
        var message = new byte[timestamp.Length + 1 + body.Length];
        System.Text.Encoding.ASCII.GetBytes(timestamp, message);
        message[timestamp.Length] = (byte)'|';
        body.CopyTo(message.AsSpan(timestamp.Length + 1));

        var signer = new Ed25519Signer();
        signer.Init(forSigning: true, _private);
        signer.BlockUpdate(message, 0, message.Length);
        return Convert.ToBase64String(signer.GenerateSignature());
    }
}
