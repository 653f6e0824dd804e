using System.Globalization;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal;
using GatewaySim.Journal.Sqlite;
using GatewaySim.Journal.Verification;
using GatewaySim.Testing;

namespace GatewaySim.Actors.Tests.Verification;

/// <summary>Everything that somebody changes behind the gateway's back is found, and named.</summary>
public sealed class VerifierTests : JournalUnderTest
{
    [Fact]
    public async Task A_journal_of_the_gateway_holds()
    {
        await WriteAsync();
        var report = Verify();
        None(report.Findings);
        Assert.Equal((50L, 2L, 50L, 0L), (report.Totals.BatchMessages, report.Totals.SingleMessages,
            report.Totals.Dispatched - report.Totals.SingleMessages, report.Totals.Waiting));
        Assert.Equal(5L, report.Totals.Of(Domain.Messages.Outcome.Blocked));
        Assert.True(report.ProjectionRows > 10);
    }

    [Theory]
    [InlineData("UPDATE event SET payload = payload || x'00' WHERE type = 'inbound.received.v1'", FindingKind.Hash)]
    [InlineData("UPDATE event SET payload = payload || x'00' WHERE type = 'inbound.received.v1'", FindingKind.Payload)]
    [InlineData("UPDATE event SET hash = zeroblob(32) WHERE type = 'batch.accepted.v1'", FindingKind.Hash)]
    [InlineData("UPDATE event SET hash = x'01' WHERE type = 'batch.accepted.v1'", FindingKind.Hash)]
    [InlineData("UPDATE event SET at = at + 1 WHERE type = 'batch.accepted.v1'", FindingKind.Hash)]
    [InlineData("UPDATE event SET at = 1 WHERE type = 'reply.sent.v1'", FindingKind.Stamp)]
    [InlineData("UPDATE event SET scope = 'nobody' WHERE type = 'message.accepted.v1'", FindingKind.Payload)]
    [InlineData("UPDATE event SET type = 'no.such.v1' WHERE type = 'message.accepted.v1'", FindingKind.Payload)]
    [InlineData("UPDATE event SET scope = 'account/1' WHERE type = 'message.accepted.v1'", FindingKind.Hash)]
    [InlineData("DELETE FROM event WHERE seq = 2", FindingKind.Sequence)]
    [InlineData("UPDATE consent SET status = 1 WHERE status = 2", FindingKind.Projection)]
    [InlineData("UPDATE consent SET keyword = NULL WHERE keyword IS NOT NULL", FindingKind.Projection)]
    [InlineData("DELETE FROM consent", FindingKind.Projection)]
    [InlineData("INSERT INTO consent VALUES (1, 1, '', 15559999999, '+16505550100', 2, 0, 5, NULL, 9)",
        FindingKind.Projection)]
    [InlineData("UPDATE batch SET blocked = blocked + 1", FindingKind.Projection)]
    [InlineData("UPDATE batch SET dispatch = 1", FindingKind.Projection)]
    [InlineData("INSERT INTO dispatch VALUES (0, 1, 0, 5, 2)", FindingKind.Projection)]
    [InlineData("UPDATE text SET person = person + 1", FindingKind.Projection)]
    [InlineData("UPDATE consent_history SET source = 3", FindingKind.Projection)]
    [InlineData("DELETE FROM consent_history WHERE sender = ''", FindingKind.Projection)]
    [InlineData("INSERT INTO recovery VALUES (3, 100000)", FindingKind.Snapshot)]
    [InlineData("INSERT INTO snapshot VALUES (3, 'account/9', 100000, x'00')", FindingKind.Snapshot)]
    public async Task A_change_of_the_file_is_found(string sql, FindingKind kind)
    {
        await WriteAsync();
        Tamper(sql);
        var findings = Verify().Findings;
        Assert.Contains(findings.Kept, f => f.Kind == kind);
    }

    /// <summary>Its block has one row, which events of several shards set: they count in the order of time.</summary>
    [Fact]
    public async Task The_blocks_of_a_number_that_moved_back_and_forth_hold()
    {
        const string moving = "+18445550100";
        using (var gateway = await TestGateway.StartAsync(
            time: new SteppedTime(), journal: SqliteJournal.Open(Folder, Shards)))
        {
            await gateway.SendAsync(moving, Person(1), "hello");
            for (var n = 0; n < 8; n++)
            {
                await gateway.TextAsync(Person(n), moving, "STOP");
                var profile = await gateway.Senders.CreateProfileAsync(
                    new(DemoAccount.Id, new($"profile {n}", ["*"])), CancellationToken.None);
                var reply = await gateway.Senders.AssignNumberAsync(
                    new(DemoAccount.Id, Provider.Telnyx, Address.Parse(moving), profile.Profile!.Id),
                    CancellationToken.None);
                Assert.Equal(Verdict.Accepted, reply.Verdict);
            }
        }

        None(Verify().Findings);
    }

    [Fact]
    public async Task A_changed_event_is_named_by_its_place_and_only_it()
    {
        await WriteAsync();
        var shard = Enumerable.Range(0, 4).First(n => Run($"UPDATE event_{n} SET at = at WHERE seq = 4") > 0);
        Run($"UPDATE event_{shard} SET hash = zeroblob(32) WHERE seq = 3");
        var findings = Verify().Findings.Kept;
        Assert.All(findings, f => Assert.Equal(FindingKind.Hash, f.Kind));
        Assert.Equal([3L, 4L], findings.Select(f => f.Sequence));
    }

    [Fact]
    public async Task An_end_that_was_cut_off_is_found_by_the_rows_that_point_behind_it()
    {
        await WriteAsync();
        Tamper("DELETE FROM event WHERE seq = (SELECT MAX(seq) FROM event )");
        Assert.False(Verify().IsOk);
    }

    [Fact]
    public async Task A_stream_without_a_shard_is_found()
    {
        await WriteAsync();
        Run("CREATE TABLE event_77 AS SELECT * FROM event_0");
        Assert.Contains(Verify().Findings.Kept, f => f is { Kind: FindingKind.Sequence, Shard: 77 });
    }

    [Fact]
    public async Task A_running_gateway_can_be_verified_and_is_not_disturbed()
    {
        using var gateway = await GatewaySim.Testing.TestGateway.StartOnDiskAsync(Folder);
        await gateway.BatchAsync(Sender, "hi", People(0, 10));
        using var journal = SqliteJournal.OpenReadOnly(Folder);
        await gateway.BatchAsync(Sender, "later", People(0, 10));
        Assert.Equal(10L, Verifier.Verify(journal, cancel: TestContext.Current.CancellationToken).Totals.BatchMessages);
        Assert.Equal(20L, Verify().Totals.BatchMessages);
    }

    /// <summary>
    /// As kill -9 leaves it: what was written is in the write-ahead log only, and nobody has the database open.
    /// </summary>
    [Fact]
    public async Task A_journal_with_a_hot_write_ahead_log_is_read_and_left_as_it_is()
    {
        using var killed = new GatewaySim.Testing.TemporaryFolder();
        using (var gateway = await GatewaySim.Testing.TestGateway.StartOnDiskAsync(Folder))
        {
            await gateway.BatchAsync(Sender, "hi", People(0, 10));
            foreach (var name in (string[])["journal.db", "journal.db-wal"])
            {
                File.Copy(Path.Combine(Folder, name), killed.File(name));
            }
        }

        var before = await SizesAsync(killed.Path);
        using (var journal = SqliteJournal.OpenReadOnly(killed.Path))
        {
            var report = Verifier.Verify(journal, cancel: TestContext.Current.CancellationToken);
            None(report.Findings);
            Assert.Equal(10L, report.Totals.BatchMessages);
        }

        Assert.Equal(before, await SizesAsync(killed.Path));
    }

    [Fact]
    public void There_is_no_journal_in_an_empty_folder()
    {
        Assert.Throws<JournalException>(() => SqliteJournal.OpenReadOnly(Folder));
        File.WriteAllBytes(Path.Combine(Folder, "journal.db"), []);
        Assert.Throws<JournalException>(() => SqliteJournal.OpenReadOnly(Folder));
        File.WriteAllText(Path.Combine(Folder, "journal.db"), new string('x', 10_000));
        Assert.Throws<JournalException>(() => SqliteJournal.OpenReadOnly(Folder));
    }

    private static async Task<string> SizesAsync(string folder)
    {
        var hashes = new List<string>();
        foreach (var name in (string[])["journal.db", "journal.db-wal"])
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(folder, name));
            hashes.Add(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes)));
        }

        return string.Join(' ', hashes).ToLower(CultureInfo.InvariantCulture);
    }
}
