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

    /// <summary>Takes the journal away, at once; it is deleted in the background, as a large one takes long.</summary>
    public void DiscardJournal()
    {
        var bin = Directory.CreateDirectory(NewBin()).FullName;
        foreach (var file in Directory.GetFiles(directory, JournalName + "*"))
        {
            File.Move(file, Path.Combine(bin, Path.GetFileName(file)));
        }

        _ = Task.Run(() => TryDelete(bin));
    }

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
        var fresh = Directory.CreateDirectory(NewBin()).FullName;
        journal.CopyTo(Path.Combine(fresh, JournalName));
        File.WriteAllText(Path.Combine(fresh, ClockName), JsonSerializer.Serialize(
            new StoredClock(clock.Now, clock.Speed.ToString(), clock.IsPaused)));

        // Whole or not at all: it gets its name when it is complete.
        Directory.CreateDirectory(Snapshots);
        DeleteSnapshot(name);
        Directory.Move(fresh, folder);
        return InfoOf(folder);
    }

    /// <summary>Puts a snapshot's journal in place; there must be none.</summary>
    /// <returns>Where its clock stood.</returns>
    public ClockState Restore(string name)
    {
        var folder = Path.Combine(Snapshots, name);
        File.Copy(Path.Combine(folder, JournalName), Path.Combine(directory, JournalName));
        return ClockOf(folder);
    }

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

        var bin = NewBin();
        Directory.Move(Path.Combine(Snapshots, name), bin);
        TryDelete(bin);
        return true;
    }

    /// <summary>A folder that is deleted at the next start, unless it gets another name.</summary>
    private string NewBin() => Path.Combine(directory, Discarded + Guid.NewGuid().ToString("N"));

    private static SnapshotInfo InfoOf(string folder) => new(
        Path.GetFileName(folder), ClockOf(folder).Now, new FileInfo(Path.Combine(folder, JournalName)).Length);

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
