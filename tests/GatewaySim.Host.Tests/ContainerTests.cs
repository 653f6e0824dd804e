using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using GatewaySim.Host.Options;
using GatewaySim.Host.Verbs;

namespace GatewaySim.Host.Tests;

/// <summary>The container files name the program, its verbs, its port and its paths as they are.</summary>
public sealed partial class ContainerTests
{
    private static readonly string Dockerfile = Read("src/GatewaySim.Host/Dockerfile");
    private static readonly string Compose = Read("docker-compose.yml");

    [Fact]
    public void Every_command_line_in_them_is_one_that_the_program_takes()
    {
        var lists = Lists().Matches(Dockerfile + Compose)
            .Select(m => JsonSerializer.Deserialize<string[]>(m.Value)!)
            .Select(l => l is ["CMD", .. var rest] ? rest : l)
            .Select(l => l is ["dotnet", "gatewaysim.dll", .. var rest] ? rest : l)
            .Where(l => l.Length > 0)
            .ToList();

        Assert.Equal(["ready", "serve", "serve", "ready"], lists.Select(l => l[0]));
        Assert.All(lists, l => Assert.Empty(CommandLine.Create().Parse(l).Errors));
    }

    [Fact]
    public void The_port_is_the_programs_and_published_on_loopback_only()
    {
        var port = new ServerOptions().Port.ToString(CultureInfo.InvariantCulture);

        Assert.Contains($"\nEXPOSE {port}\n", Dockerfile);
        Assert.Contains($"- \"127.0.0.1:{port}:{port}\"\n", Compose);
    }

    [Fact]
    public void The_container_runs_as_nobody_special_and_keeps_its_data_in_a_volume()
    {
        Assert.Contains("\nUSER $APP_UID\n", Dockerfile);
        Assert.Contains("\nVOLUME /data\n", Dockerfile);
        Assert.Contains("- data:/data\n", Compose);
    }

    [Fact]
    public void Every_path_in_them_is_there()
    {
        var copied = Copies().Matches(Dockerfile).SelectMany(m => m.Groups[1].Value.Split(' '));

        Assert.Contains("dockerfile: src/GatewaySim.Host/Dockerfile\n", Compose);
        Assert.All(copied.Append("src/GatewaySim.Host/GatewaySim.Host.csproj"), p => Assert.True(
            Path.Exists(Path.Combine(SourceTree.Root, p)), p));
    }

    [Fact]
    public void A_container_is_given_longer_to_stop_than_requests_are()
    {
        var grace = int.Parse(Grace().Match(Compose).Groups[1].Value, CultureInfo.InvariantCulture);

        Assert.True(grace * 1_000 > new ServerOptions().ShutdownTimeoutMs);
    }

    [GeneratedRegex("""\["[^\]]*\]""")]
    private static partial Regex Lists();

    [GeneratedRegex(@"^COPY (?!--from)(.*) \S+$", RegexOptions.Multiline)]
    private static partial Regex Copies();

    [GeneratedRegex(@"stop_grace_period: (\d+)s")]
    private static partial Regex Grace();

    private static string Read(string name) => File.ReadAllText(Path.Combine(SourceTree.Root, name));
}
