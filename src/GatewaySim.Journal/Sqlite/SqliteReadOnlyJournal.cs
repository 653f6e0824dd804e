using GatewaySim.Domain;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal.Carriers;
using Microsoft.Data.Sqlite;

namespace GatewaySim.Journal.Sqlite;

/// <summary>The journal of a data directory, to read and to check. It can't be written, and no lock is taken.</summary>
/// <remarks>
/// Everything is read on one connection in one transaction, so it is one state, also beside a gateway that goes on
/// writing (whose write-ahead log grows until this is closed), and also where a killed process left a write-ahead log
/// behind: that is read, not moved into the database. SQLite makes its <c>-shm</c> file beside the database where it is
/// missing, so the folder must be writable; nothing else changes. For one thread at a time.
/// </remarks>
public sealed class SqliteReadOnlyJournal : IJournal
{
    private readonly SqliteConnections _connections;

    private SqliteReadOnlyJournal(SqliteConnection connection, JournalInfo info)
    {
        Info = info;
        _connections = new(connection.DataSource, connection);
        Read = new SqliteReadModel(_connections, info.Shards);
    }

    public JournalInfo Info { get; }

    public IReadModel Read { get; }

    /// <summary>Opens a data directory to read it.</summary>
    /// <exception cref="JournalException">There is no journal in it, or it is not ours, or of another
    /// version.</exception>
    public static SqliteReadOnlyJournal Open(string path)
    {
        var file = DataDirectory.JournalFileOf(path);
        if (!File.Exists(file))
        {
            throw new JournalException($"There is no journal in {Path.GetFullPath(path)}.");
        }

        SqliteConnection? connection = null;
        try
        {
            connection = SqliteConnections.OpenSnapshot(file);
            var info = SqliteSchema.Read(connection);
            CarrierArchive.Load(SqliteStreams.FindMark(connection.Handle!, CarrierArchive.MarkName));
            return new(connection, info);
        }
        catch (SqliteException e)
        {
            connection?.Dispose();
            throw new JournalException($"The journal {file} cannot be opened: {e.Message}", e);
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    public StreamHead HeadOf(int shard) => _connections.Read(c => SqliteStreams.HeadOf(c.Handle!, shard));

    public long RecoveryPointOf(int shard) => _connections.Read(c => SqliteStreams.RecoveryPointOf(c.Handle!, shard));

    public EntitySnapshot? FindSnapshot(int shard, Scope scope) =>
        _connections.Read(c => SqliteStreams.FindSnapshot(c.Handle!, shard, scope));

    public void Visit(int shard, long after, long upTo, EventVisitor visitor) => _connections.Read(connection =>
    {
        SqliteEventReader.Visit(connection.Handle!, shard, after, upTo, visitor);
        return true;
    });

    /// <summary>Refuses.</summary>
    public void Submit(Append append) =>
        append.Complete(new JournalException("This journal is open for reading only."));

    public void Dispose() => _connections.Dispose();

    /// <summary>Runs SQL on the connection: for checks that compare tables.</summary>
    internal T Query<T>(Func<SqliteConnection, T> query) => _connections.Read(query);
}
