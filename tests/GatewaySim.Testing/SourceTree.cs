namespace GatewaySim.Testing;

/// <summary>The source tree that the tests were built from.</summary>
public static class SourceTree
{
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "GatewaySim.sln")))
        {
            directory = directory.Parent ?? throw new DirectoryNotFoundException("GatewaySim.sln is above nothing.");
        }

        return directory.FullName;
    }
}
