using GatewaySim.Domain;
using SQLitePCL;

namespace GatewaySim.Journal.Sqlite;

/// <summary>Reads what recovery begins with.</summary>
internal static class SqliteStreams
{
    public static StreamHead HeadOf(sqlite3 connection, int shard)
    {
        var head = new StreamHead();
        using var statement = new Statement(
            connection, $"SELECT seq, at, hash FROM {EventTables.NameOf(shard)} ORDER BY seq DESC LIMIT 1");
        if (statement.Next())
        {
            var hash = statement.Blob(2);
            if (hash.Length != StreamHead.HashBytes)
            {
                throw new JournalCorruptException($"The last event of shard {shard} has no whole hash.");
            }

            head.Set(statement.Long(0), new(statement.Long(1)), hash);
            statement.Reset();
        }

        return head;
    }

    public static long RecoveryPointOf(sqlite3 connection, int shard)
    {
        using var statement = new Statement(connection, "SELECT seq FROM recovery WHERE shard = ?1");
        return statement.Bind(1, shard).Next() ? statement.Long(0) : 0;
    }

    public static EntitySnapshot? FindSnapshot(sqlite3 connection, int shard, Scope scope)
    {
        using var statement = new Statement(
            connection, "SELECT seq, state FROM snapshot WHERE shard = ?1 AND scope = ?2");
        return statement.Bind(1, shard).BindText(2, scope.Utf8.Span).Next()
            ? new EntitySnapshot(statement.Long(0), statement.Blob(1).ToArray())
            : null;
    }

    public static byte[]? FindMark(sqlite3 connection, string name)
    {
        using var statement = new Statement(connection, "SELECT value FROM mark WHERE name = ?1");
        return statement.BindText(1, name).Next() ? statement.Blob(0).ToArray() : null;
    }
}
