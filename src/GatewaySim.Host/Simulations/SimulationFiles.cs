using System.Text.Json;
using GatewaySim.Actors.Time;
using GatewaySim.Dashboard;
using GatewaySim.Journal;
using GatewaySim.Journal.Sqlite;

namespace GatewaySim.Host.Simulations;

/// <summary>The files of a simulation's data directory, while no journal is open on it.</summary>
/// <remarks>
/// <c>journal.db</c> with <c>-wal</c> and <c>-shm</c>; <c>snapshots/NAME</c> with a journal and a clock;
/// <c>discarded-…</c>: what was thrown away and is being deleted.
/// </remarks>
internal sealed class SimulationFiles(string directory)
{
    private const string JournalName = "journal.db";
    private const string ClockName = "clock.json";
    private const string Discarded = "discarded-";

    private string[] Folders => Directory.Exists(Snapshots) ? Directory.GetDirectories(Snapshots) : [];

    private string Snapshots => Path.Combine(directory, "snapshots");

    /// <summary>A folder that is deleted at the next start, unless it gets another name.</summary>
    public string MakeBin() =>
        Directory.CreateDirectory(Path.Combine(directory, Discarded + Guid.NewGuid().ToString("N"))).FullName;

    /// <summary>Takes the journal away, at once.</summary>
    public void SetJournalAside(string bin) => MoveJournal(directory, bin);

    /// <summary>Undoes <see cref="SetJournalAside"/>, as far as it came; what is in its place now is deleted.</summary>
    public void PutJournalBack(string bin)
    {
        if (File.Exists(Path.Combine(bin, JournalName)))
        {
            Array.ForEach(Directory.GetFiles(directory, JournalName + "*"), File.Delete);
            MoveJournal(bin, directory);
        }
    }

    /// <summary>Deletes in the background, as a large journal takes long.</summary>
    public static void Empty(string bin) => _ = Task.Run(() => TryDelete(bin));

    /// <summary>Deletes what was thrown away before the process ended.</summary>
    public void DeleteDiscarded()
    {
        if (Directory.Exists(directory))
        {
            Array.ForEach(Directory.GetDirectories(directory, Discarded + "*"), TryDelete);
        }
    }

    /// <summary>Deletes the whole directory.</summary>
    public void DeleteAll() => TryDelete(directory);

    public SnapshotInfo TakeSnapshot(string name, SqliteJournal journal, ClockState clock)
    {
        var folder = Path.Combine(Snapshots, name);
        var fresh = MakeBin();
        try
        {
            journal.CopyTo(Path.Combine(fresh, JournalName));
            File.WriteAllText(Path.Combine(fresh, ClockName), JsonSerializer.Serialize(
                new StoredClock(clock.Now, clock.Speed.ToString(), clock.IsPaused)));

            // Whole or not at all: it gets its name when it is complete.
            Directory.CreateDirectory(Snapshots);
            DeleteSnapshot(name);
            Directory.Move(fresh, folder);
            return InfoOf(folder);
        }
        catch (Exception e) when (IsOfFiles(e))
        {
            TryDelete(fresh);
            throw new JournalException($"The snapshot '{name}' cannot be written: {e.Message}", e);
        }
    }

    /// <summary>Copies a snapshot to a folder of its own, and looks whether a simulation can go on from it.</summary>
    /// <exception cref="JournalException">It cannot be used. Nothing was changed.</exception>
    public SnapshotCopy CopySnapshot(string name, int? shards, ulong? seed)
    {
        var folder = Path.Combine(Snapshots, name);
        var bin = MakeBin();
        try
        {
            var clock = ClockOf(folder);
            var copy = Path.Combine(bin, JournalName);
            File.Copy(Path.Combine(folder, JournalName), copy);
            if (new FileInfo(copy).Length == 0)
            {
                // It would be taken for a place where a new one shall be made.
                throw new JournalException("The journal is empty.");
            }

            using var journal = SqliteJournal.Open(bin, shards, seed);
            journal.CheckFile();
            return new(bin, clock);
        }
        catch (Exception e) when (IsOfFiles(e) || e is JsonException or FormatException or ArgumentException)
        {
            TryDelete(bin);
            throw new JournalException($"The snapshot '{name}' cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Puts a snapshot's journal in place; there must be none.</summary>
    public void Place(SnapshotCopy snapshot) => MoveJournal(snapshot.Folder, directory);

    public bool HasSnapshot(string name) => Directory.Exists(Path.Combine(Snapshots, name));

    public int CountSnapshots() => Folders.Length;

    public IReadOnlyList<SnapshotInfo> ListSnapshots() => [.. Folders.Order(StringComparer.Ordinal).Select(InfoOf)];

    /// <returns>Whether there was one.</returns>
    public bool DeleteSnapshot(string name)
    {
        if (!HasSnapshot(name))
        {
            return false;
        }

        var bin = MakeBin();
        Directory.Move(Path.Combine(Snapshots, name), Path.Combine(bin, name));
        TryDelete(bin);
        return true;
    }

    private static void MoveJournal(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, JournalName + "*"))
        {
            File.Move(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private static bool IsOfFiles(Exception e) => e is IOException or UnauthorizedAccessException or JournalException;

    /// <summary>Of a damaged one too, so that it is seen and can be deleted.</summary>
    private static SnapshotInfo InfoOf(string folder)
    {
        FileInfo journal = new(Path.Combine(folder, JournalName));
        DateTimeOffset? now = null;
        try
        {
            now = ClockOf(folder).Now;
        }
        catch (Exception e) when (IsOfFiles(e) || e is JsonException or FormatException or ArgumentException)
        {
        }

        return new(Path.GetFileName(folder), now, journal.Exists ? journal.Length : 0);
    }

    private static ClockState ClockOf(string folder)
    {
        var file = Path.Combine(folder, ClockName);
        var stored = JsonSerializer.Deserialize<StoredClock>(File.ReadAllText(file))
            ?? throw new JournalException($"The snapshot's clock {file} cannot be read.");
        return new(stored.Now, ClockSpeed.Parse(stored.Speed), stored.IsPaused);
    }

    /// <summary>What cannot be deleted now is deleted at the next start.</summary>
    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private sealed record StoredClock(DateTimeOffset Now, string Speed, bool IsPaused);
}

/// <summary>A copy of a snapshot that can be used.</summary>
/// <param name="Clock">Where its clock stood.</param>
internal sealed record SnapshotCopy(string Folder, ClockState Clock);
