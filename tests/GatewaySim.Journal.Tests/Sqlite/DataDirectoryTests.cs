using GatewaySim.Domain;
using GatewaySim.Journal.Sqlite;
using GatewaySim.Journal.Tests.Journals;
using GatewaySim.Testing;
using Microsoft.Data.Sqlite;

namespace GatewaySim.Journal.Tests.Sqlite;

public sealed class DataDirectoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_process_is_refused_and_told_which_directory_is_in_use()
    {
        using var journal = SqliteJournal.Open(_folder.Path);
        using var second = new SecondProcess(_folder.Path);
        Assert.Equal(
            $"REFUSED The data directory {_folder.Path} is in use by another gatewaysim. "
            + "Stop it, or use another --data.",
            second.Answer());
    }

    [Fact]
    public void What_a_killed_process_acknowledged_is_there_and_the_directory_is_free_again()
    {
        using (var second = new SecondProcess(_folder.Path))
        {
            Assert.Equal("APPENDED", second.Answer());
            var refused = Assert.Throws<JournalException>(() => SqliteJournal.Open(_folder.Path));
            Assert.Contains(_folder.Path, refused.Message, StringComparison.Ordinal);
            second.Kill();
        }

        using var journal = SqliteJournal.Open(_folder.Path);
        Assert.Single(Listing.OfShard(journal, 0));
    }

    [Fact]
    public void A_second_journal_in_the_same_process_is_refused_until_the_first_is_closed()
    {
        using (SqliteJournal.Open(_folder.Path))
        {
            Assert.Throws<JournalException>(() => SqliteJournal.Open(_folder.Path));
        }

        SqliteJournal.Open(_folder.Path).Dispose();
    }

    [Fact]
    public void Shards_and_seed_are_fixed_for_the_life_of_a_directory()
    {
        Assert.Equal(new JournalInfo(8, 42), Opened(8, 42));
        Assert.Equal(new JournalInfo(8, 42), Opened(null, null));
        Assert.Equal(new JournalInfo(8, 42), Opened(8, 42));
        Assert.Equal(
            "The data directory was made with shards 8, which is fixed for its life. Use another --data.",
            Assert.Throws<JournalException>(() => Opened(16, null)).Message);
        Assert.Equal(
            "The data directory was made with seed 42, which is fixed for its life. Use another --data.",
            Assert.Throws<JournalException>(() => Opened(null, 1)).Message);
        Assert.Equal(new JournalInfo(8, 42), Opened(null, null));
    }

    [Fact]
    public void A_new_directory_has_the_default_shards_and_seed() =>
        Assert.Equal(new JournalInfo(JournalInfo.ShardsDefault, 1), Opened(null, null));

    [Theory]
    [InlineData(0), InlineData(-1), InlineData(MessageId.ShardsMax + 1)]
    public void A_number_of_shards_that_ids_cannot_name_is_refused_and_nothing_is_made(int shards)
    {
        Assert.Throws<JournalException>(() => Opened(shards, null));
        Assert.Equal(new JournalInfo(2, ulong.MaxValue), Opened(2, ulong.MaxValue));
    }

    [Fact]
    public void A_journal_of_a_newer_version_is_refused_and_left_as_it_is()
    {
        Opened(4, 1);
        Execute("UPDATE meta SET value = '9999' WHERE key = 'schema'");
        var known = SqliteSchema.Scripts[^1].Number;
        Assert.Equal(
            $"The journal was written by a newer gatewaysim (format 9999, this one knows {known}).",
            Assert.Throws<JournalException>(() => Opened(null, null)).Message);
        Execute($"UPDATE meta SET value = '{known}' WHERE key = 'schema'");
        Assert.Equal(new JournalInfo(4, 1), Opened(null, null));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_left_as_it_is()
    {
        var garbage = Enumerable.Range(0, 20_000).Select(n => (byte)n).ToArray();
        File.WriteAllBytes(_folder.File("journal.db"), garbage);
        var error = Assert.Throws<JournalException>(() => Opened(null, null));
        Assert.Contains(_folder.File("journal.db"), error.Message, StringComparison.Ordinal);
        Assert.Equal(garbage, File.ReadAllBytes(_folder.File("journal.db")));
    }

    [Fact]
    public void A_file_in_the_place_of_the_directory_is_named()
    {
        var file = _folder.File("file");
        File.WriteAllText(file, "");
        var error = Assert.Throws<JournalException>(() => SqliteJournal.Open(file));
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_scripts_are_numbered_without_gaps() =>
        Assert.Equal(Enumerable.Range(1, SqliteSchema.Scripts.Count), SqliteSchema.Scripts.Select(s => s.Number));

    private JournalInfo Opened(int? shards, ulong? seed)
    {
        using var journal = SqliteJournal.Open(_folder.Path, shards, seed);
        return journal.Info;
    }

    private void Execute(string sql)
    {
        NativeSqlite.EnsureStarted();
        using var connection = new SqliteConnection($"Data Source={_folder.File("journal.db")};Pooling=False");
        connection.Open();
        SqliteConnections.Execute(connection, sql);
    }
}
