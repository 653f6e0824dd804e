using System.Text.Json;
using System.Xml.Linq;

namespace GatewaySim.Tidy.Tests;

/// <summary>The rules that the build holds are switched on, and no project switches one off.</summary>
public sealed class BuildTests
{
    private static readonly Dictionary<string, string> Rules = new()
    {
        ["TargetFramework"] = "net10.0",
        ["Nullable"] = "enable",
        ["TreatWarningsAsErrors"] = "true",
        ["AnalysisLevel"] = "latest-recommended",
        ["EnforceCodeStyleInBuild"] = "true",
        ["DisableTransitiveProjectReferences"] = "true",
        ["Deterministic"] = "true",
        ["InvariantGlobalization"] = "true",
    };

    [Fact]
    public void The_rules_are_set_for_every_project()
    {
        var properties = XDocument.Parse(Tree.Read("Directory.Build.props")).Root!
            .Elements("PropertyGroup").Where(g => g.Attribute("Condition") is null).Elements()
            .ToDictionary(p => p.Name.LocalName, p => p.Value);

        Assert.All(Rules, rule => Assert.Equal(rule.Value, properties.GetValueOrDefault(rule.Key)));
    }

    [Fact]
    public void No_project_changes_a_rule_or_silences_a_warning()
    {
        string[] kept = [.. Rules.Keys, "NoWarn", "WarningsNotAsErrors", "MSBuildWarningsNotAsErrors"];
        var faults =
            from project in Tree.Files("*.csproj")
            from property in XDocument.Load(project).Descendants()
            where kept.Contains(property.Name.LocalName)
            select $"{Tree.Name(project)}: {property}";

        Faults.None(faults);
    }

    [Fact]
    public void Package_versions_stand_in_one_file_and_all_are_used()
    {
        var projects = Tree.Files("*.csproj").Append(Path.Combine(Tree.Root, "Directory.Build.props"));
        var references = projects.SelectMany(p => XDocument.Load(p).Descendants("PackageReference")).ToList();
        var packages = XDocument.Parse(Tree.Read("Directory.Packages.props"));

        Assert.DoesNotContain(references, r => r.Attribute("Version") is not null);
        Assert.Equal("true", packages.Descendants("ManagePackageVersionsCentrally").Single().Value);
        Assert.Equal("true", packages.Descendants("CentralPackageTransitivePinningEnabled").Single().Value);
        Faults.None(packages.Descendants("PackageVersion").Select(Included).Except(references.Select(Included)));
    }

    [Fact]
    public void Node_packages_are_pinned_and_come_from_whichever_registry_npm_uses()
    {
        const string folder = "tests/GatewaySim.Sdk.Tests/sdk";
        using var package = JsonDocument.Parse(Tree.Read($"{folder}/package.json"));

        Assert.DoesNotContain("\"resolved\"", Tree.Read($"{folder}/package-lock.json"));
        Assert.All(
            package.RootElement.GetProperty("dependencies").EnumerateObject(),
            d => Assert.Matches(@"^(npm:[a-z]+@)?\d+\.\d+\.\d+$", d.Value.GetString()));
    }

    [Fact]
    public void Database_drivers_stay_inside_the_journal()
    {
        string[] drivers = ["Microsoft.Data.Sqlite.Core", "SQLitePCLRaw.bundle_e_sqlite3"];
        foreach (var project in Tree.Files("*.csproj", "src"))
        {
            foreach (var reference in XDocument.Load(project).Descendants("PackageReference")
                .Where(r => drivers.Contains(Included(r))))
            {
                Assert.Equal("GatewaySim.Journal", Tree.ProjectName(project));
                Assert.Equal("compile", reference.Attribute("PrivateAssets")?.Value);
            }
        }
    }

    [Fact]
    public void The_domain_cannot_reach_clock_chance_or_devices()
    {
        var project = XDocument.Parse(Tree.Read("src/GatewaySim.Domain/GatewaySim.Domain.csproj"));
        var banned = Tree.Read("src/GatewaySim.Domain/BannedSymbols.txt")
            .Split('\n').Select(l => l.Split(';')[0]).ToHashSet();
        string[] symbols =
        [
            "P:System.DateTime.Now", "P:System.DateTime.UtcNow", "P:System.DateTimeOffset.Now",
            "P:System.DateTimeOffset.UtcNow", "M:System.Guid.NewGuid", "P:System.Random.Shared", "N:System.IO",
            "N:System.Net",
        ];

        Assert.Equal(
            ["Microsoft.CodeAnalysis.BannedApiAnalyzers"],
            project.Descendants("PackageReference").Select(Included));
        Assert.Equal(["BannedSymbols.txt"], project.Descendants("AdditionalFiles").Select(Included));
        Faults.None(symbols.Where(s => !banned.Contains(s)));
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Tree.Read("GatewaySim.sln").Replace('\\', '/');

        Assert.StartsWith("Microsoft Visual Studio Solution File", solution.TrimStart('\uFEFF', '\r', '\n'));
        Assert.All(Tree.Files("*.csproj"), p => Assert.Contains($"\"{Tree.Name(p)}\"", solution));
    }

    private static string Included(XElement item) => item.Attribute("Include")!.Value;
}
