using System.Text.Json;

namespace GatewaySim.Bench.Measures;

/// <summary><c>load/budgets.json</c>: operations, and the bytes that each may allocate.</summary>
internal static class Budgets
{
    /// <param name="file">Null for the one of the source tree that this was built from.</param>
    public static Dictionary<string, double> Read(string? file)
    {
        try
        {
            using var stream = File.OpenRead(file ?? Find());
            return JsonSerializer.Deserialize<Dictionary<string, double>>(stream)!;
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            throw new BenchException($"The budgets cannot be read: {e.Message}");
        }
    }

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "load", "budgets.json")))
        {
            directory = directory.Parent;
        }

        return Path.Combine(directory?.FullName ?? ".", "load", "budgets.json");
    }
}
