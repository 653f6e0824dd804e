using System.Globalization;

namespace GatewaySim.Bench;

/// <summary>Where measurements write; gone when they are over.</summary>
internal sealed class WorkFolder : IDisposable
{
    private WorkFolder(string path)
    {
        Path = path;
        Directory.CreateDirectory(path);
    }

    public string Path { get; }

    /// <param name="parent">Null for a folder beside the program: the system's temporary one may be in memory.</param>
    public static WorkFolder Open(string? parent) => new(System.IO.Path.Combine(
        System.IO.Path.GetFullPath(parent ?? System.IO.Path.Combine(AppContext.BaseDirectory, "bench-data")),
        Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Makes an empty folder in it.</summary>
    /// <exception cref="BenchException">The disk has less room than that may take.</exception>
    public WorkFolder Create(string name, double gigabytesMax)
    {
        var free = new DriveInfo(Path).AvailableFreeSpace / 1e9;
        return free > gigabytesMax
            ? new(System.IO.Path.Combine(Path, name))
            : throw new BenchException(string.Create(
                CultureInfo.InvariantCulture,
                $"{name} may need {gigabytesMax:0.0} GB in {Path}, which has {free:0.0} GB. Use another --data."));
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
