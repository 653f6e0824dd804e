namespace GatewaySim.Tidy.Tests;

/// <summary>Who may reference whom. When one of these fails, fix the source, not the test.</summary>
public sealed class DependencyTests
{
    private const string Prefix = "GatewaySim.";

    /// <summary>The table of ARCHITECTURE.md. A project that is not listed may not exist.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Domain"] = [],
        ["Journal"] = ["Domain"],
        ["Actors"] = ["Domain", "Journal"],
        ["RingCentral"] = ["Domain", "Actors"],
        ["Telnyx"] = ["Domain", "Actors"],
        ["Dashboard"] = ["Domain", "Actors"],
        ["Host"] = ["Domain", "Journal", "Actors", "RingCentral", "Telnyx", "Dashboard"],
    };

    /// <summary>The load tool speaks the wire; the benchmarks know what they measure.</summary>
    private static readonly Dictionary<string, string[]> AllowedLoad = new()
    {
        ["Load"] = [],
        ["Bench"] = [.. Allowed.Keys],
    };

    [Fact]
    public void Source_projects_point_only_inwards() => Faults.None(Find("src", Allowed));

    [Fact]
    public void Load_projects_know_only_what_they_measure() => Faults.None(Find("load", AllowedLoad));

    [Fact]
    public void Test_projects_know_the_source_and_the_shared_test_code()
    {
        var mirrored = Allowed.Keys.Concat(["Simulation", "Sdk", "Tidy"]).Select(n => $"{n}.Tests").Append("Testing");
        var allowed = mirrored.ToDictionary(n => n, n => n switch
        {
            "Tidy.Tests" => [],
            "Testing" => Allowed.Keys.Where(k => k != "Host").ToArray(),
            _ => Allowed.Keys.Append("Testing").ToArray(),
        });

        Faults.None(Find("tests", allowed));
    }

    [Fact]
    public void Every_source_project_has_tests() => Assert.Equal(
        Allowed.Keys.Order(StringComparer.Ordinal),
        Tree.Files("*.Tests.csproj", "tests").Select(ShortName)
            .Select(n => n[..^".Tests".Length]).Where(Allowed.ContainsKey));

    [Fact]
    public void The_architecture_page_has_the_same_table()
    {
        var page = Tree.Read("ARCHITECTURE.md");

        foreach (var (project, references) in Allowed)
        {
            var row = references is [] ? "nothing" : string.Join(", ", references);
            Assert.Contains($"| {project} | {row} |", page);
        }
    }

    private static IEnumerable<string> Find(string folder, Dictionary<string, string[]> allowed)
    {
        foreach (var project in Tree.Files("*.csproj", folder))
        {
            if (!allowed.TryGetValue(ShortName(project), out var may))
            {
                yield return $"{Tree.Name(project)} is in no table";
                continue;
            }

            foreach (var reference in Tree.ReferencesOf(project).Except(may.Select(m => Prefix + m)))
            {
                yield return $"{Tree.Name(project)} -> {reference}";
            }
        }
    }

    private static string ShortName(string project) => Tree.ProjectName(project)[Prefix.Length..];
}
