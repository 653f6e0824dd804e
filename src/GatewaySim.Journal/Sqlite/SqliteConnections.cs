using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace GatewaySim.Journal.Sqlite;

/// <summary>Opens connections, and lends those that read.</summary>
/// <param name="only">The one connection that serves every query, for a reader that must see one state; else
/// null.</param>
internal sealed class SqliteConnections(string file, SqliteConnection? only = null) : IDisposable
{
    /// <summary>Idle reading connections kept open.</summary>
    private const int IdleMax = 8;

    private readonly ConcurrentBag<SqliteConnection> _idle = [];
    private volatile bool _isDisposed;

    /// <summary>Opens the connection that writes.</summary>
    public static SqliteConnection OpenWriter(string file)
    {
        NativeSqlite.EnsureStarted();
        var connection = Open(file, SqliteOpenMode.ReadWriteCreate);
        Execute(connection, "PRAGMA page_size = 8192");
        Execute(connection, "PRAGMA journal_mode = WAL");
        Execute(connection, "PRAGMA synchronous = FULL");
        Execute(connection, "PRAGMA temp_store = MEMORY");
        Execute(connection, "PRAGMA cache_size = -65536");
        return connection;
    }

    /// <summary>Opens a connection that cannot write and sees one state for as long as it is open.</summary>
    public static SqliteConnection OpenSnapshot(string file)
    {
        NativeSqlite.EnsureStarted();
        var connection = Open(file, SqliteOpenMode.ReadOnly);
        Execute(connection, "PRAGMA cache_size = -16384");
        Execute(connection, "BEGIN");
        return connection;
    }

    /// <summary>
    /// Opens a database of its own that is gone when it is closed; what does not fit its cache is on disk.
    /// </summary>
    public static SqliteConnection OpenTemporary()
    {
        NativeSqlite.EnsureStarted();
        var connection = Open("", SqliteOpenMode.ReadWriteCreate);
        Execute(connection, "PRAGMA journal_mode = OFF");
        Execute(connection, "PRAGMA synchronous = OFF");
        Execute(connection, "PRAGMA cache_size = -65536");
        return connection;
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only constants of this project come here.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>Runs a query on a lent connection.</summary>
    public T Read<T>(Func<SqliteConnection, T> query)
    {
        // Another journal may be under this name by now.
        if (_isDisposed)
        {
            throw new JournalException("The journal is closed.");
        }

        var connection = only;
        if (connection is null && !_idle.TryTake(out connection))
        {
            connection = Open(file, SqliteOpenMode.ReadWrite);
            Execute(connection, "PRAGMA query_only = ON");
        }

        try
        {
            return query(connection);
        }
        catch (SqliteException e)
        {
            throw new JournalException($"SQLite could not read: {e.Message}", e);
        }
        finally
        {
            if (only is not null)
            {
                // Stays in its transaction.
            }
            else if (_idle.Count < IdleMax && !_isDisposed)
            {
                _idle.Add(connection);
            }
            else
            {
                connection.Dispose();
            }
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        only?.Dispose();
        while (_idle.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 30,
        }.ToString());
        connection.Open();
        return connection;
    }
}
