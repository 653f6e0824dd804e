using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace GatewaySim.Bench.Reports;

/// <summary>Where the figures come from: absolute ones mean nothing without it.</summary>
internal sealed record Machine(
    int Cores, string Processor, int MemoryMb, string System, string Framework, string Commit, string Build)
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    public static Machine Read() => new(
        Environment.ProcessorCount,
        ReadProcessor(),
        (int)(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        CommitOf(AppContext.BaseDirectory),
        Configuration);

    private static string ReadProcessor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
            ?.Split(':')[1].Trim() ?? ""
        : RuntimeInformation.ProcessArchitecture.ToString();

    /// <returns>With a + where files were changed since; empty where there is no git.</returns>
    private static string CommitOf(string directory)
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo(
                "git", ["-C", directory, "describe", "--always", "--dirty=+", "--abbrev=12", "--exclude=*"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var commit = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 ? commit : "";
        }
        catch (Win32Exception)
        {
            return "";
        }
    }
}
