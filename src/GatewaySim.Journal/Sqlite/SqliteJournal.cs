using System.Diagnostics.Metrics;
using GatewaySim.Domain;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal.Carriers;
using Microsoft.Data.Sqlite;

namespace GatewaySim.Journal.Sqlite;

/// <summary>
/// The journal in one SQLite file: WAL, <c>synchronous=FULL</c>, one transaction for all shards' turns.
/// </summary>
public sealed class SqliteJournal : IJournal
{
    private readonly DataDirectory _directory;
    private readonly SqliteConnections _connections;
    private readonly SqliteWriter _writer;
    private readonly GroupCommit _commit;

    private SqliteJournal(
        DataDirectory directory, SqliteConnection connection, JournalInfo info, IJournalFaults? faults, Meter? meter)
    {
        _directory = directory;
        Info = info;
        _connections = new(directory.JournalFile);
        _writer = new(connection, info.Shards);
        _commit = new(_writer, new(meter), faults);
        Read = new SqliteReadModel(_connections, info.Shards);
    }

    public JournalInfo Info { get; }

    public IReadModel Read { get; }

    /// <summary>Opens a data directory, or makes it.</summary>
    /// <param name="shards">For a new one; null for the default, or to take what is there.</param>
    /// <param name="seed">The same. For a new one without a seed: 1.</param>
    /// <param name="faultsOf">Says what goes wrong on purpose, once the journal is known; null for nothing.</param>
    /// <param name="meter">Where times of transactions are recorded; null for nowhere.</param>
    /// <exception cref="JournalException">In use, not ours, from a newer version, or made with other
    /// constants.</exception>
    public static SqliteJournal Open(
        string path, int? shards = null, ulong? seed = null, Func<JournalInfo, IJournalFaults>? faultsOf = null,
        Meter? meter = null)
    {
        if (shards is < 1 or > MessageId.ShardsMax)
        {
            throw new JournalException($"A data directory has 1 to {MessageId.ShardsMax} shards, not {shards}.");
        }

        var directory = DataDirectory.Open(path);
        SqliteConnection? connection = null;
        try
        {
            connection = SqliteConnections.OpenWriter(directory.JournalFile);
            var info = SqliteSchema.Prepare(connection, shards, seed);
            CarrierArchive.Load(SqliteStreams.FindMark(connection.Handle!, CarrierArchive.MarkName));
            return new(directory, connection, info, faultsOf?.Invoke(info), meter);
        }
        catch (SqliteException e)
        {
            connection?.Dispose();
            directory.Dispose();
            throw new JournalException($"The journal {directory.JournalFile} cannot be opened: {e.Message}", e);
        }
        catch
        {
            connection?.Dispose();
            directory.Dispose();
            throw;
        }
    }

    /// <inheritdoc cref="SqliteReadOnlyJournal.Open"/>
    public static SqliteReadOnlyJournal OpenReadOnly(string path) => SqliteReadOnlyJournal.Open(path);

    public StreamHead HeadOf(int shard) => _connections.Read(c => SqliteStreams.HeadOf(c.Handle!, shard));

    public long RecoveryPointOf(int shard) => _connections.Read(c => SqliteStreams.RecoveryPointOf(c.Handle!, shard));

    public EntitySnapshot? FindSnapshot(int shard, Scope scope) =>
        _connections.Read(c => SqliteStreams.FindSnapshot(c.Handle!, shard, scope));

    public void Visit(int shard, long after, long upTo, EventVisitor visitor) => _connections.Read(connection =>
    {
        SqliteEventReader.Visit(connection.Handle!, shard, after, upTo, visitor);
        return true;
    });

    public byte[]? FindMark(string name) => _connections.Read(c => SqliteStreams.FindMark(c.Handle!, name));

    public void KeepMark(string name, byte[] value) => _commit.KeepMark(name, value);

    public void Submit(Append append) => _commit.Submit(append);

    /// <summary>Runs SQL on a reading connection: for checks and tests that compare tables.</summary>
    internal T Query<T>(Func<SqliteConnection, T> query) => _connections.Read(query);

    /// <summary>
    /// Lets the file grow to so many pages: how tests fill the disk. Only while nothing is submitted.
    /// </summary>
    internal void LimitPages(long pages) => _writer.LimitPages(pages);

    /// <summary>
    /// Writes everything that is durable by now to a file of its own, which can be put into another data directory.
    /// </summary>
    /// <param name="file">Replaced where it is there.</param>
    /// <remarks>Writing goes on meanwhile. It takes as long as copying the journal.</remarks>
    /// <exception cref="JournalException">The file cannot be written.</exception>
    public void CopyTo(string file)
    {
        File.Delete(file);
        _connections.Read(source =>
        {
            using var target = new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Pooling = false,
            }.ToString());
            target.Open();
            source.BackupDatabase(target);
            return true;
        });
    }

    /// <summary>Reads the whole file. It takes about as long as copying it.</summary>
    /// <exception cref="JournalException">It is no whole database.</exception>
    public void CheckFile()
    {
        var found = _connections.Read(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA quick_check(1)";
            return (string)command.ExecuteScalar()!;
        });
        if (found != "ok")
        {
            throw new JournalCorruptException($"The journal {_directory.JournalFile} is damaged: {found}");
        }
    }

    public void Dispose()
    {
        _commit.Dispose();
        _connections.Dispose();
        _writer.Dispose();
        _directory.Dispose();
    }
}
