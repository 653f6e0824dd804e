namespace GatewaySim.RingCentral;

/// <summary>
/// The key that tokens are signed with. Kept with the data directory, so that tokens survive a restart.
/// </summary>
public sealed class TokenKey
{
    public const int BytesMin = 16;

    private readonly byte[] _bytes;

    /// <param name="bytes">At least <see cref="BytesMin"/> bytes that nobody can guess. Copied.</param>
    /// <exception cref="ArgumentException">The key is too short.</exception>
    public TokenKey(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < BytesMin)
        {
            throw new ArgumentException($"A token key has at least {BytesMin} bytes.", nameof(bytes));
        }

        _bytes = bytes.ToArray();
    }

    /// <summary>Whether a text is a token that was signed with this key, expired or not. Any text; never allocates.
    /// </summary>
    public bool HasSigned(ReadOnlySpan<char> token) => Access.Tokens.IsSigned(token, this);

    internal ReadOnlySpan<byte> Bytes => _bytes;
}
