using System.Globalization;

namespace GatewaySim.Journal.Sqlite;

/// <summary>A folder that holds one journal, and the lock that keeps a second process out of it.</summary>
public sealed class DataDirectory : IDisposable
{
    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream held) => (Path, _lock) = (path, held);

    public string Path { get; }

    public string JournalFile => JournalFileOf(Path);

    public static string JournalFileOf(string path) =>
        System.IO.Path.Combine(System.IO.Path.GetFullPath(path), "journal.db");

    /// <summary>Takes the folder for this process, and makes it where it is missing.</summary>
    /// <exception cref="JournalException">Another process has it, or it can't be written.</exception>
    public static DataDirectory Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"The data directory {full} cannot be made: {e.Message}", e);
        }

        var file = System.IO.Path.Combine(full, "lock");
        FileStream held;
        try
        {
            held = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new JournalException(
                $"The data directory {full} is in use by another gatewaysim. Stop it, or use another --data.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new JournalException($"The data directory {full} cannot be written: {e.Message}", e);
        }

        held.SetLength(0);
        held.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        held.Flush();
        return new(full, held);
    }

    public void Dispose() => _lock.Dispose();
}
