using System.ComponentModel;
using System.Globalization;

[assembly: AssemblyFixture(typeof(GatewaySim.Sdk.Tests.NodePackages))]

namespace GatewaySim.Sdk.Tests;

/// <summary>Node, and the providers' packages for it, which are installed once where they are missing.</summary>
public sealed class NodePackages : IAsyncLifetime
{
    private const int NodeMajorMin = 18;

    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan InstallTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Where the scripts and their packages are.</summary>
    public static string Folder { get; } = Path.Combine(SourceTree.Root, "tests", "GatewaySim.Sdk.Tests", "sdk");

    /// <summary>Why no story can be told here; null when all is there.</summary>
    public string? Missing { get; private set; }

    public async ValueTask InitializeAsync() => Missing = await MissingNodeAsync() ?? await MissingPackagesAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<string?> MissingNodeAsync()
    {
        var (version, fault) = await TryRunAsync("node", ["--version"], AskTimeout);
        if (fault is not null)
        {
            return fault;
        }

        var major = version.Trim().TrimStart('v').Split('.')[0];
        return int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= NodeMajorMin ? null : $"node is {version.Trim()}; the packages need {NodeMajorMin} or newer";
    }

    private static async Task<string?> MissingPackagesAsync()
    {
        // npm writes this one at the end of an installation.
        FileInfo installed = new(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        FileInfo wanted = new(Path.Combine(Folder, "package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= wanted.LastWriteTimeUtc)
        {
            return null;
        }

        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        return (await TryRunAsync(npm, ["ci", "--no-audit", "--no-fund"], InstallTimeout)).Fault;
    }

    private static async Task<(string Output, string? Fault)> TryRunAsync(
        string program, string[] arguments, TimeSpan timeout)
    {
        var line = $"{program} {arguments[0]}";
        try
        {
            var (code, output, error) = await ChildProcess.RunAsync(program, arguments, Folder, timeout);
            return (output, code == 0 ? null : $"{line} ended with {code}: {error.Trim()}");
        }
        catch (Win32Exception)
        {
            return ("", $"{program} is not installed, or not on the path");
        }
        catch (TimeoutException e)
        {
            return ("", e.Message);
        }
    }
}
