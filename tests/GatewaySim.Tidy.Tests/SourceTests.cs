namespace GatewaySim.Tidy.Tests;

/// <summary>Properties of the source text. When one of these fails, fix the source, not the test.</summary>
public sealed class SourceTests
{
    private const int LineCharsMax = 120;
    private const int FileLinesMax = 400;
    private const int ProgramLinesMax = 60;

    [Fact]
    public void Files_and_lines_stay_readable()
    {
        var faults =
            from file in Tree.Files("*.cs")
            let lines = File.ReadAllLines(file)
            let longest = lines.Select(l => l.Length).DefaultIfEmpty().Max()
            where lines.Length > FileLinesMax || longest > LineCharsMax
            select $"{Tree.Name(file)}: {lines.Length} lines, longest {longest}";

        Faults.None(faults);
    }

    [Fact]
    public void The_program_is_composition_only() =>
        Assert.InRange(Tree.Read("src/GatewaySim.Host/Program.cs").Split('\n').Length, 1, ProgramLinesMax);

    /// <summary>The words are put together here, so that this file does not find itself.</summary>
    [Fact]
    public void Nothing_is_left_open() => Faults.None(
        LinesWith("", "NotImplemented" + "Exception", "TO" + "DO", "FIX" + "ME", "HA" + "CK"));

    [Fact]
    public void Time_comes_from_a_TimeProvider() =>
        Faults.None(LinesWith("src", "Time" + ".Now", "Time" + ".UtcNow", "Offset" + ".Now", "Offset" + ".UtcNow"));

    [Fact]
    public void No_test_waits_on_the_wall_clock_or_is_switched_off() =>
        Faults.None(LinesWith("tests", "Task" + ".Delay(", "Thread" + ".Sleep(", "Skip " + "= \""));

    [Fact]
    public void The_top_level_holds_what_the_style_names()
    {
        string[] expected =
        [
            ".ci", ".editorconfig", ".gitignore", "ARCHITECTURE.md", "CHANGELOG.md", "Directory.Build.props",
            "Directory.Packages.props", "GatewaySim.sln", "README.md", "cluster-config", "docker-compose.yml",
            "docs", "global.json", "load", "src", "tests",
        ];
        var actual = Directory.EnumerateFileSystemEntries(Tree.Root)
            .Select(e => Path.GetFileName(e)!)
            .Where(e => !Tree.IsGenerated(e) && !e.EndsWith(".user", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

        Assert.Equal(expected, actual);
    }

    private static IEnumerable<string> LinesWith(string under, params string[] words) =>
        from file in Tree.Files("*.cs", under)
        from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1))
        where words.Any(w => line.Text.Contains(w, StringComparison.Ordinal))
        select $"{Tree.Name(file)}:{line.Number}: {line.Text.Trim()}";
}
