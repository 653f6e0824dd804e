using System.Security.Cryptography;
using GatewaySim.Journal;
using GatewaySim.RingCentral;
using GatewaySim.Telnyx;

namespace GatewaySim.Host.Serving;

/// <summary>
/// Keys that are kept beside the journal: what was signed before a restart is good after it.
/// </summary>
internal static class KeyFile
{
    private const int KeyBytes = 32;

    /// <summary>The key that RingCentral tokens are signed with.</summary>
    /// <exception cref="JournalException">The file cannot be read or made.</exception>
    public static TokenKey OpenTokenKey(string directory) => new(Open(directory, "token.key"));

    /// <summary>The key pair that Telnyx's webhooks are signed with.</summary>
    /// <exception cref="JournalException">The file cannot be read or made.</exception>
    public static TelnyxSigningKey OpenSigningKey(string directory) => new(Open(directory, "telnyx-signing.key"));

    private static byte[] Open(string directory, string name)
    {
        var file = Path.Combine(directory, name);
        try
        {
            if (!File.Exists(file))
            {
                // Written whole or not at all: a half key would make every later start fail.
                Write(file + ".new", RandomNumberGenerator.GetBytes(KeyBytes));
                File.Move(file + ".new", file, overwrite: true);
            }

            return File.ReadAllBytes(file) is { Length: KeyBytes } key
                ? key
                : throw new JournalException($"The key {file} cannot be used: it has not {KeyBytes} bytes.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"The key {file} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Writes a file that only its owner may read, and waits until it is on the disk.</summary>
    private static void Write(string file, byte[] bytes)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var stream = new FileStream(file, options);
        stream.Write(bytes);
        stream.Flush(flushToDisk: true);
    }
}
