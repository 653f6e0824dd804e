using System.Security.Cryptography;
using GatewaySim.Journal;
using GatewaySim.RingCentral;

namespace GatewaySim.Host.Serving;

/// <summary>
/// The key that RingCentral tokens are signed with, kept beside the journal so that tokens survive a restart.
/// </summary>
internal static class TokenKeyFile
{
    private const int KeyBytes = 32;

    /// <exception cref="JournalException">The file cannot be read or made.</exception>
    public static TokenKey Open(string directory)
    {
        var file = Path.Combine(directory, "token.key");
        try
        {
            if (!File.Exists(file))
            {
                // Written whole or not at all: a half key would make every later start fail.
                Write(file + ".new", RandomNumberGenerator.GetBytes(KeyBytes));
                File.Move(file + ".new", file, overwrite: true);
            }

            return new(File.ReadAllBytes(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new JournalException($"The token key {file} cannot be used: {e.Message}", e);
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
