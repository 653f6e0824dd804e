using GatewaySim.Host.Verbs;

namespace GatewaySim.Host.Tests.Verbs;

/// <summary>What the command line says and answers, in process.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("serve", "--port --host --data --seed --carrier --config")]
    [InlineData("demo", "--messages --data --keep-serving --config")]
    [InlineData("replay", "--data --config")]
    [InlineData("dump", "--data --until --config")]
    [InlineData("verify", "--data --config")]
    [InlineData("ready", "--url --host --port --config")]
    public async Task Every_verb_names_its_options_in_its_help(string verb, string options)
    {
        var (code, output, _) = await RunAsync(verb, "--help");

        Assert.Equal(0, code);
        Assert.All(options.Split(' '), option => Assert.Contains(option, output));
        Assert.Contains(verb, (await RunAsync("--help")).Output);
    }

    [Theory]
    [InlineData("", "Required command was not provided.")]
    [InlineData("sevre", "sevre")]
    [InlineData("serve --bogus", "--bogus")]
    [InlineData("serve extra", "extra")]
    [InlineData("serve --port", "--port")]
    [InlineData("serve --port 1 --port 2", "--port")]
    [InlineData("serve --port ten", "Server:Port = \"ten\" (flag --port): must be 0 to 65535")]
    [InlineData("serve --port 65536 --carrier slow", "2 settings are wrong:")]
    [InlineData("serve --host example.org --port 0", "must be an IP address of this machine, or localhost")]
    [InlineData("serve --config /nowhere/settings.json", "/nowhere/settings.json (settings file): cannot be read")]
    [InlineData("demo --messages 999", "--messages must be 1000 to 20000000")]
    [InlineData("demo --messages many", "--messages must be 1000 to 20000000")]
    [InlineData("dump --until yesterday", "--until must be a time")]
    [InlineData("dump --until 0", "--until must be a time")]
    [InlineData("dump --until 2026-11-21T10:00:00", "--until must be a time")]
    [InlineData("ready --url ftp://127.0.0.1", "--url must be an http:// or https:// address")]
    [InlineData("ready --url nonsense", "--url must be an http:// or https:// address")]
    public async Task Wrong_use_is_explained_and_exits_with_2(string arguments, string problem)
    {
        var (code, output, error) = await RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(CommandLine.WrongUse, code);
        Assert.Contains(problem, error);
        Assert.DoesNotContain("   at ", output + error);
    }

    [Fact]
    public async Task Ready_fails_in_one_line_when_nobody_listens()
    {
        var (code, output, error) = await RunAsync("ready", "--port", "1");

        Assert.Equal((CommandLine.Failed, ""), (code, output));
        Assert.StartsWith("gatewaysim: not ready: http://127.0.0.1:1/readyz: ", error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("17", null, 17L)]
    [InlineData("274877906943", null, 274_877_906_943L)]
    [InlineData("2026-11-21T10:00Z", "2026-11-21T10:00:00.0000000Z", null)]
    [InlineData("2026-11-21T10:00:00Z", "2026-11-21T10:00:00.0000000Z", null)]
    [InlineData("2026-11-21T10:00:00.1234567Z", "2026-11-21T10:00:00.1234567Z", null)]
    [InlineData("2026-11-21T12:00:00+02:00", "2026-11-21T10:00:00.0000000Z", null)]
    public void A_point_of_a_journal_is_a_time_or_a_sequence(string text, string? time, long? sequence)
    {
        Assert.True(JournalPoint.TryParse(text, out var point));
        Assert.Equal((time, sequence), (point.Time?.ToString(), point.Sequence));
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        var code = await CommandLine.RunAsync(arguments, output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
