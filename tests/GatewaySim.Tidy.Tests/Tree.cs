using System.Xml.Linq;

namespace GatewaySim.Tidy.Tests;

/// <summary>The source tree that the tests were built from.</summary>
internal static class Tree
{
    private static readonly string[] Generated =
        ["artifacts", "bin", "obj", ".git", "TestResults", ".vs", ".idea", "gatewaysim-data", "node_modules"];

    public static string Root { get; } = FindRoot();

    /// <summary>All files of some kind, without what a build makes.</summary>
    public static IEnumerable<string> Files(string pattern, string under = "") => Directory
        .EnumerateFiles(Path.Combine(Root, under), pattern, SearchOption.AllDirectories)
        .Where(f => !Path.GetRelativePath(Root, f).Split(Path.DirectorySeparatorChar).Any(IsGenerated))
        .Order(StringComparer.Ordinal);

    public static bool IsGenerated(string name) => Generated.Contains(name, StringComparer.Ordinal);

    public static string Name(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    public static string Read(string name) => File.ReadAllText(Path.Combine(Root, name));

    /// <summary><c>GatewaySim.Host</c> of a project file's path, whichever way its slashes lean.</summary>
    public static string ProjectName(string path) => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));

    public static IEnumerable<string> ReferencesOf(string project) => XDocument.Load(project)
        .Descendants("ProjectReference").Select(r => ProjectName(r.Attribute("Include")!.Value));

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
