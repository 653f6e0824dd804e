using System.Globalization;
using Microsoft.Data.Sqlite;

namespace GatewaySim.Journal.Sqlite;

/// <summary>Where the events lie: one table per shard, by sequence number.</summary>
/// <remarks>
/// A stream only grows at its end, and a table of its own grows there too: SQLite then fills page after page. In one
/// table for all shards every append falls in the middle of it, and half-full pages are written over and over: 52 KB
/// were written per batch of 1,000 messages instead of 26. The view <c>event</c> shows all streams to people.
/// </remarks>
internal static class EventTables
{
    /// <summary>SQLite joins at most 500 tables in a view; with more shards there is none.</summary>
    private const int ViewShardsMax = 500;

    public static string NameOf(int shard) => string.Create(CultureInfo.InvariantCulture, $"event_{shard}");

    public static void Create(SqliteConnection connection, int shards)
    {
        for (var shard = 0; shard < shards; shard++)
        {
            SqliteConnections.Execute(connection, $"""
                CREATE TABLE {NameOf(shard)} (
                  seq     INTEGER PRIMARY KEY,
                  at      INTEGER NOT NULL,  -- 100 ns since 1970-01-01 UTC, greater than any stamp given out before
                  scope   TEXT    NOT NULL,
                  type    TEXT    NOT NULL,
                  payload BLOB    NOT NULL,
                  hash    BLOB    NOT NULL   -- SHA-256, chained to the event before
                )
                """);
        }

        if (shards <= ViewShardsMax)
        {
            var streams = Enumerable.Range(0, shards).Select(n => $"SELECT {n} AS shard, * FROM {NameOf(n)}");
            SqliteConnections.Execute(connection, $"CREATE VIEW event AS {string.Join(" UNION ALL ", streams)}");
        }
    }
}
