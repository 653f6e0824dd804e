using System.Globalization;
using System.Runtime.CompilerServices;
using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal.Sqlite;
using GatewaySim.Journal.Tests.Codec;
using GatewaySim.Journal.Tests.Journals;
using GatewaySim.Journal.Verification;
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
    private const string Current = "0003";

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

    [Fact]
    public void A_journal_of_an_older_format_gets_the_projections_of_this_one()
    {
        using var folder = new TemporaryFolder();
        File.Copy(
            Path.Combine(AppContext.BaseDirectory, "Recorded", "0001", "journal.db"), folder.File("journal.db"));
        Assert.Contains(
            "older format 1", Assert.Throws<JournalException>(() => SqliteJournal.OpenReadOnly(folder.Path)).Message,
            StringComparison.Ordinal);
        using (var journal = SqliteJournal.Open(folder.Path))
        {
            var changes = Enumerable.Range(0, journal.Info.Shards).SelectMany(shard => ChangesOf(journal, shard))
                .OrderByDescending(c => c.At).ToList();
            Assert.NotEmpty(changes);
            Assert.Equal(
                changes, Enumerable.Range(1, 3)
                    .SelectMany(account => journal.Read.ListConsentHistory(new(account, [], null, 10_000)))
                    .OrderByDescending(r => r.At).Select(r => (r.At, r.To)));
        }

        using var stored = SqliteJournal.OpenReadOnly(folder.Path);
        var findings = new FindingList();
        Assert.True(Verifier.CompareProjections(stored, findings, TestContext.Current.CancellationToken) > 0);
        Assert.Equal("", string.Join('\n', findings.Kept));
    }

    [Fact]
    public void Every_table_beside_the_events_is_rebuilt_or_none_of_the_projections()
    {
        using var test = TestJournal.Open(Backend.Sqlite);
        var tables = test.Sqlite.Query(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'event%'";
            using var reader = command.ExecuteReader();
            var names = new List<string>();
            while (reader.Read())
            {
                names.Add(reader.GetString(0));
            }

            return names;
        });
        Assert.Equal(
            tables.Except(["meta", "recovery", "snapshot", "mark"]).Order(), RebuiltProjections.TableNames.Order());
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

    /// <summary>When each event says that a RingCentral record changed, and whose.</summary>
    private static List<(Stamp At, PhoneNumber To)> ChangesOf(SqliteJournal journal, int shard)
    {
        var changes = new List<(Stamp, PhoneNumber)>();
        journal.Visit(shard, 0, long.MaxValue, (in stored) =>
        {
            PhoneNumber? to = stored.Decode() switch
            {
                RecipientOptedOut e when stored.Scope.Kind == ScopeKind.Sender => e.Recipient,
                RecipientOptedIn e when stored.Scope.Kind == ScopeKind.Sender => e.Recipient,
                WildcardSet e => e.Recipient,
                _ => null,
            };
            if (to is { } recipient)
            {
                changes.Add((stored.At, recipient));
            }

            return true;
        });
        return changes;
    }

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
