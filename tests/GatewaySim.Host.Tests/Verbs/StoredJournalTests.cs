using GatewaySim.Host.Verbs;
using GatewaySim.Testing;

namespace GatewaySim.Host.Tests.Verbs;

/// <summary>
/// The verbs that only read a journal: their verdicts, exit codes, and what they say where there is none.
/// </summary>
public sealed class StoredJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("verify")]
    [InlineData("replay")]
    [InlineData("dump")]
    public async Task Without_a_journal_each_says_so_in_one_line_and_makes_none(string verb)
    {
        var (code, output, error) = await RunAsync(verb, "--data", _folder.Path);
        Assert.Equal((CommandLine.WrongUse, ""), (code, output));
        Assert.Equal($"gatewaysim: There is no journal in {_folder.Path}.", error.Trim());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_whole_journal_is_verified_replayed_and_dumped_also_while_a_gateway_has_it()
    {
        using var gateway = await TestGateway.StartOnDiskAsync(_folder.Path);
        await gateway.BatchAsync("+16505550100", "hi", "+15552000001", "+15552000002");
        await gateway.TextAsync("+15552000001", "+16505550100", "STOP");

        var verify = await RunAsync("verify", "--data", _folder.Path);
        Assert.Equal((CommandLine.Succeeded, ""), (verify.Code, verify.Error));
        Assert.EndsWith("verify: OK", verify.Output.TrimEnd());
        Assert.Contains("2 accepted: 2 in 1 batches", verify.Output);

        var replay = await RunAsync("replay", "--data", _folder.Path);
        Assert.Equal((CommandLine.Succeeded, ""), (replay.Code, replay.Error));
        Assert.EndsWith("replay: OK", replay.Output.TrimEnd());

        var dump = await RunAsync("dump", "--data", _folder.Path);
        Assert.Equal((CommandLine.Succeeded, ""), (dump.Code, dump.Error));
        Assert.StartsWith("gatewaysim-dump 1\n", dump.Output);
        Assert.Contains("pair sender/1/+16505550100 +15552000001 OptOut Recipient ", dump.Output);
        Assert.DoesNotContain("\npair ", (await RunAsync("dump", "--data", _folder.Path, "--until", "1")).Output);
        var missing = await RunAsync("dump", "--data", _folder.Path, "--until", "0/999");
        Assert.Equal((CommandLine.Failed, ""), (missing.Code, missing.Output));
        Assert.Contains("has no event 0/999", missing.Error);
    }

    [Fact]
    public async Task A_broken_journal_fails_with_the_place()
    {
        using (var gateway = await TestGateway.StartOnDiskAsync(_folder.Path))
        {
            await gateway.BatchAsync("+16505550100", "hi", "+15552000001");
        }

        // One byte of a text in a page: the database is whole, the journal is not.
        var file = Path.Combine(_folder.Path, "journal.db");
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        var at = bytes.AsSpan().IndexOf("GatewaySim demo profile"u8);
        Assert.True(at > 0);
        bytes[at] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);

        var (code, output, error) = await RunAsync("verify", "--data", _folder.Path);
        Assert.Equal((CommandLine.Failed, ""), (code, error));
        Assert.Contains("Hash at ", output);
        Assert.EndsWith("verify: FAILED, 1 findings", output.TrimEnd());
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        var code = await CommandLine.RunAsync(arguments, output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
