using GatewaySim.Domain;
using GatewaySim.Journal.Sqlite;
using Microsoft.Data.Sqlite;

namespace GatewaySim.Journal.Verification;

/// <summary>The projections once more, made of the events alone in a database of their own.</summary>
/// <remarks>
/// The database is in memory up to 64 MiB and in a temporary file beyond. Whether a batch that was dispatched at once
/// has
/// the place of its dispatch in its own row or in a row of <c>dispatch</c> depends on where one append ended and the
/// next
/// began, which the events do not say and no query can tell; so both forms are read as rows of <c>dispatch</c>.
/// </remarks>
internal sealed class RebuiltProjections : IDisposable
{
    private static readonly ComparedTable[] Tables =
    [
        new("batch", 3,
            ["account", "created", "id", "sender", "size", "processed", "blocked", "segments", "modified"],
            "SELECT account, created, id, sender, size, processed, blocked, segments, modified FROM batch "
            + "ORDER BY account, created, id"),
        new("dispatch", 3, ["shard", "chunk", "first", "count", "seq"],
            "SELECT shard, chunk, first, count, seq FROM dispatch UNION ALL "
            + "SELECT id >> 14 & 1023, id >> 24, 0, size, dispatch FROM batch WHERE dispatch <> 0"
            + " ORDER BY 1, 2, 3, 4, 5"),
        new("text", 3, ["account", "at", "id", "direction", "business", "person"],
            "SELECT account, at, id, direction, business, person FROM text ORDER BY account, at, id"),
        new("consent", 5,
            ["account", "provider", "profile", "recipient", "sender", "status", "source", "at", "keyword", "id"],
            "SELECT account, provider, profile, recipient, sender, status, source, at, keyword, id FROM consent "
            + "ORDER BY account, provider, profile, recipient, sender"),
        new("consent_history", 3, ["account", "at", "id", "recipient", "sender", "status", "source"],
            "SELECT account, at, id, recipient, sender, status, source FROM consent_history ORDER BY account, at, id"),
    ];

    private readonly SqliteConnection _connection = SqliteConnections.OpenTemporary();
    private readonly ProjectionRebuild _rebuild;

    public RebuiltProjections()
    {
        SqliteSchema.CreateTables(_connection);
        SqliteConnections.Execute(_connection, "BEGIN");
        _rebuild = new(_connection);
    }

    /// <summary>The tables that hold projections: all that follows from the events and is stored beside them.</summary>
    public static IEnumerable<string> TableNames => Tables.Select(t => t.Name);

    public void Add(in StoredEvent stored, GatewayEvent @event) => _rebuild.Add(stored, @event);

    public void EndShard() => _rebuild.EndShard();

    /// <summary>Compares every table with the stored one.</summary>
    /// <returns>How many rows the events made.</returns>
    public long Compare(SqliteReadOnlyJournal journal, FindingList findings, CancellationToken cancel)
    {
        _rebuild.End();
        return journal.Query(c => Tables.Sum(t => t.Compare(c.Handle!, _connection.Handle!, findings, cancel)));
    }

    public void Dispose()
    {
        _rebuild.Dispose();
        _connection.Dispose();
    }
}
