using System.Globalization;
using System.Runtime.CompilerServices;
using GatewaySim.Journal.Sqlite;
using GatewaySim.Journal.Tests.Codec;
using GatewaySim.Journal.Tests.Journals;
using GatewaySim.Testing;

namespace GatewaySim.Journal.Tests.Sqlite;

/// <summary>Journals that earlier versions wrote, as committed files: every version opens all of them.</summary>
/// <remarks>
/// <para>
/// A folder of Recorded has <c>journal.db</c>, and <c>state.txt</c> with what is in it. If a test here fails, people
/// who take the new version cannot use their data any more: repair the code, never the files.
/// </para>
/// <para>
/// A new format (a new script in Sqlite/Schema, a new kind of event) gets a new folder beside the old ones: raise
/// <see cref="Current"/>, then run <c>GATEWAYSIM_RECORD_JOURNAL=1 dotnet test tests/GatewaySim.Journal.Tests</c> once
/// and commit the folder. It is never run over an existing folder.
/// </para>
/// </remarks>
public sealed class RecordedJournalTests
{
    private const string RecordVariable = "GATEWAYSIM_RECORD_JOURNAL";
    private const string Current = "0001";

    public static TheoryData<string> Recordings =>
        [.. Directory.GetDirectories(Path.Combine(AppContext.BaseDirectory, "Recorded")).Order()
            .Select(d => Path.GetFileName(d))];

    [Theory, MemberData(nameof(Recordings))]
    public void A_recorded_journal_opens_its_hashes_hold_and_it_says_what_it_said(string recording)
    {
        using var folder = new TemporaryFolder();
        var recorded = Path.Combine(AppContext.BaseDirectory, "Recorded", recording);
        File.Copy(Path.Combine(recorded, "journal.db"), folder.File("journal.db"));
        using var journal = SqliteJournal.Open(folder.Path);
        Assert.Equal(new JournalInfo(TestJournal.Shards, 1), journal.Info);
        Assert.Equal(File.ReadAllText(Path.Combine(recorded, "state.txt")), State(journal));
    }

    [Theory, MemberData(nameof(Recordings))]
    public async Task A_recorded_journal_goes_on(string recording)
    {
        using var folder = new TemporaryFolder();
        File.Copy(
            Path.Combine(AppContext.BaseDirectory, "Recorded", recording, "journal.db"), folder.File("journal.db"));
        using var journal = SqliteJournal.Open(folder.Path);
        var head = journal.HeadOf(0);
        var (count, append) = (head.Sequence, new TestAppend(0, head));
        foreach (var example in Examples.All)
        {
            append.With(head, new(head.At.Ticks + 1), Domain.Scope.OfAccount(3), example);
        }

        journal.Submit(append);
        Assert.Null(await append.Done);
        Assert.Equal(count + Examples.All.Count, Listing.OfShard(journal, 0).Count);
    }

    [Fact]
    public void The_current_format_is_recorded()
    {
        Assert.Contains(Current, Recordings.Select(r => r.Data));
        Assert.Equal(int.Parse(Current, CultureInfo.InvariantCulture), SqliteSchema.Scripts[^1].Number);
    }

    /// <summary>No test: writes a new recording when told to, see above.</summary>
    [Fact]
    public async Task Record()
    {
        if (Environment.GetEnvironmentVariable(RecordVariable) is not "1")
        {
            return;
        }

        var folder = Path.Combine(SourceFolder(), "..", "Recorded", Current);
        Assert.False(Directory.Exists(folder), $"{folder} is there already.");
        using (var test = TestJournal.Open(Backend.Sqlite))
        {
            foreach (var example in Examples.All)
            {
                // Where it belongs matters to projections only; those of the stream below are as in life.
                await test.AppendAsync(Domain.Scope.OfAccount(3), example);
            }

            var stream = new RandomStream(11, TestJournal.Shards, large: false);
            for (var turn = 0; turn < 45; turn++)
            {
                var append = stream.Next(test);
                append.AddSnapshot(Domain.Scope.OfAccount(turn % 3), append.After, [(byte)turn]);
                append.RecoveryPoint = append.After;
                Assert.Null(await test.SubmitAsync(append));
            }

            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(
                Path.Combine(folder, "state.txt"), State(test.Sqlite), TestContext.Current.CancellationToken);
            test.Journal.Dispose();
            File.Copy(Path.Combine(test.Path, "journal.db"), Path.Combine(folder, "journal.db"));
        }
    }

    /// <summary>All events, all answers, and where recovery begins.</summary>
    private static string State(SqliteJournal journal) => string.Join('\n', (string[])
    [
        Listing.Of(journal),
        .. RandomStream.Queries(journal.Read).Select(Canonical.Of),
        .. Enumerable.Range(0, TestJournal.Shards).Select(shard =>
            $"shard {shard}: recovery {journal.RecoveryPointOf(shard)}, snapshots "
            + string.Join(' ', Enumerable.Range(0, 3).Select(
                account => Canonical.Of(journal.FindSnapshot(shard, Domain.Scope.OfAccount(account)))))),
        "",
    ]);

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
