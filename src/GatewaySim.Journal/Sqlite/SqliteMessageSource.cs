using GatewaySim.Domain;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal.Projections;
using GatewaySim.Journal.Reading;
using Microsoft.Data.Sqlite;

namespace GatewaySim.Journal.Sqlite;

/// <summary>Reads what messages are found by, on one lent connection.</summary>
internal sealed class SqliteMessageSource(SqliteConnection connection, int shards) : IMessageSource
{
    private const string BatchColumns =
        "id, account, sender, size, processed, blocked, segments, created, modified, dispatch";

    /// <returns>Null also for a shard that there is not: ids come from outside.</returns>
    public ReadEvent? FindEvent(int shard, long sequence)
    {
        if ((uint)shard >= (uint)shards)
        {
            return null;
        }

        ReadEvent? found = null;
        SqliteEventReader.Visit(connection.Handle!, shard, sequence - 1, sequence, (in stored) =>
        {
            var kept = stored with { Payload = stored.Payload.ToArray() };
            found = new(stored.At, stored.Scope, kept.Decode());
            return false;
        });
        return found;
    }

    public BatchRow? FindBatch(int account, Stamp created, MessageId id)
    {
        using var command = Command(
            $"SELECT {BatchColumns} FROM batch WHERE account = $account AND created = $created AND id = $id",
            ("$account", account), ("$created", created.Ticks), ("$id", id.Value));
        using var reader = command.ExecuteReader();
        return reader.Read() ? BatchOf(reader) : null;
    }

    public IReadOnlyList<DispatchRow> DispatchesOf(int shard, long chunk)
    {
        using var command = Command(
            "SELECT first, count, seq FROM dispatch WHERE shard = $shard AND chunk = $chunk ORDER BY first",
            ("$shard", shard), ("$chunk", chunk));
        using var reader = command.ExecuteReader();
        var rows = new List<DispatchRow>();
        while (reader.Read())
        {
            rows.Add(new(shard, chunk, reader.GetInt32(0), reader.GetInt32(1), reader.GetInt64(2)));
        }

        return rows;
    }

    public IEnumerable<BatchRow> BatchesDown(int account, Stamp? since, (Stamp At, MessageId Id) from)
    {
        // A message's place names a message of the batch, so the batch itself lies at or below it.
        using var command = Command(
            $"""
            SELECT {BatchColumns} FROM batch
            WHERE account = $account AND created >= $since AND (created, id) <= ($at, $id)
            ORDER BY created DESC, id DESC
            """,
            ("$account", account), ("$since", since?.Ticks ?? 0), ("$at", from.At.Ticks), ("$id", from.Id.Value));
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return BatchOf(reader);
        }
    }

    public IEnumerable<TextRow> TextsDown(int account, Stamp? since, (Stamp At, MessageId Id) from)
    {
        using var command = Command(
            """
            SELECT id, at, direction, business, person FROM text
            WHERE account = $account AND at >= $since AND (at, id) <= ($at, $id) ORDER BY at DESC, id DESC
            """,
            ("$account", account), ("$since", since?.Ticks ?? 0), ("$at", from.At.Ticks), ("$id", from.Id.Value));
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new(
                new(reader.GetInt64(0)), account, new(reader.GetInt64(1)), (Direction)reader.GetInt32(2),
                Address.Parse(reader.GetString(3)), new((ulong)reader.GetInt64(4)));
        }
    }

    public SqliteCommand Command(string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is made of constants of this project; values are always bound.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    public static BatchRow BatchOf(SqliteDataReader reader) => new(
        new(reader.GetInt64(0)), reader.GetInt32(1), Address.Parse(reader.GetString(2)), reader.GetInt32(3),
        reader.GetInt32(4), reader.GetInt32(5), reader.GetInt64(6), new(reader.GetInt64(7)), new(reader.GetInt64(8)),
        reader.GetInt64(9));
}
