using System.Text.Json;
using System.Text.RegularExpressions;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Host.Verbs;
using GatewaySim.Journal;
using GatewaySim.Journal.Sqlite;
using GatewaySim.Testing;

namespace GatewaySim.Host.Tests.Verbs;

/// <summary>What <c>audit</c> prints of a journal of known content, line by line, and as JSON.</summary>
public sealed class AuditVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_audit_says_what_was_sent_at_night_which_words_were_missed_and_what_was_confirmed()
    {
        await WriteAsync();
        var (code, output, error) = await RunAsync("audit", "--data", _folder.Path);
        Assert.Equal((CommandLine.Succeeded, ""), (code, error));
        Assert.Equal(
            """
            sent          4 messages handed over, replies apart
            quiet hours   1 outside 8:00 to 21:00 of the recipient, 1 in one of their zones, 1 of unknown zone
              America/Los_Angeles: 1
              maybe America/Chicago or America/Denver: 1
              message PLACE to +12065550101 at 2030-01-15 06:30 -08:00 (America/Los_Angeles)
            FCC's words   1 of 2 texts revoke consent by ~
            the rule's own words and 0 by others, and were not taken for STOP; 0 messages followed
              text PLACE from +12125550100 to +16505550100 at 2030-01-15T14:30:00TICKSZ (Listed): "Opt out"
            confirmations 1 of 1 opt-outs by text were confirmed within five minutes, ~
            0 later, 0 not; the slowest after 0 s
            in flight     0 messages were with the carrier when their recipient opted out
            violations    0 messages to people who had opted out
            audit: OK

            """.Replace("~\n", "", StringComparison.Ordinal),
            Regex.Replace(Regex.Replace(output, @"\d+/\d+/\d+", "PLACE"), @"(14:30:00)\.\d{7}Z", "$1TICKSZ")
                .ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task The_same_comes_as_json()
    {
        await WriteAsync();
        var (code, output, _) = await RunAsync("audit", "--data", _folder.Path, "--json");
        Assert.Equal(CommandLine.Succeeded, code);
        var report = JsonDocument.Parse(output).RootElement;
        Assert.Equal(4, report.GetProperty("sent").GetInt64());
        Assert.Equal(1, report.GetProperty("quietByZone").GetProperty("America/Los_Angeles").GetInt64());
        Assert.Equal("+12065550101", report.GetProperty("quietExamples")[0].GetProperty("to").GetString());
        Assert.Equal("listed", report.GetProperty("missedExamples")[0].GetProperty("meaning").GetString());
        Assert.Equal(0, report.GetProperty("inFlightAtOptOut").GetInt64());
        Assert.Equal(0, report.GetProperty("violations").GetInt64());
    }

    [Fact]
    public async Task A_message_after_an_opt_out_fails_the_audit()
    {
        // Written by hand, as the gateway never does this.
        var at = Stamp.Of(new(2030, 1, 15, 18, 0, 0, TimeSpan.Zero));
        var phone = PhoneNumber.Parse("+12125550100");
        var number = Address.Parse("+13125550100");
        using (var journal = SqliteJournal.Open(_folder.Path, shards: 1))
        {
            var turn = new OwnTurn();
            var head = journal.HeadOf(0);
            var scope = Scope.OfProfile(1, Guid.Parse("00000000-0000-0000-0000-000000000001"));
            turn.Reset(0, head);
            turn.Add(head, at.Plus(new(-1)), scope, new MessageAccepted(
                number, phone, "One", MessageOptions.None, 0, Outcome.Delivered, "fast.v1", 0));
            turn.Add(head, at, scope, new RecipientOptedOut(phone, number, ConsentCause.Of(ConsentSource.Api)));
            turn.Add(head, at.Plus(new(1)), scope, new MessageAccepted(
                number, phone, "More", MessageOptions.None, 1, Outcome.Delivered, "instant.v1", 0));
            journal.Submit(turn);
            Assert.Null(await turn.Done.Task);
        }

        var (code, output, _) = await RunAsync("audit", "--data", _folder.Path);
        Assert.Equal(CommandLine.Failed, code);
        Assert.Contains(
            """
            in flight     1 messages were with the carrier when their recipient opted out
              message 0/1/0 to +12125550100, handed over at 2030-01-15T17:59:59.9999999Z, ~
            opted out at 2030-01-15T18:00:00.0000000Z
            violations    1 messages
            """.Replace("~\n", "", StringComparison.Ordinal),
            output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("(P-1)", output, StringComparison.Ordinal);
        Assert.EndsWith("audit: FAILED", output.TrimEnd(), StringComparison.Ordinal);
    }

    /// <summary>At 14:30 UTC it is past eight in the east, not in the west; in North Dakota it depends.</summary>
    private async Task WriteAsync()
    {
        using var gateway = await TestGateway.StartOnDiskAsync(
            _folder.Path, new SteppedTime(new(2030, 1, 15, 14, 30, 0, TimeSpan.Zero)));
        await gateway.BatchAsync(
            "+16505550100", "Sale", "+12125550100", "+12065550101", "+17015550102", "+18885550103");
        await gateway.TextAsync("+12125550100", "+16505550100", "Opt out");
        await gateway.TextAsync("+12065550101", "+16505550100", "STOP");
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        var code = await CommandLine.RunAsync(arguments, output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    private sealed class OwnTurn : Append
    {
        public TaskCompletionSource<JournalException?> Done { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void Complete(JournalException? error) => Done.SetResult(error);
    }
}
