using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal.Reading;
using Microsoft.Data.Sqlite;

namespace GatewaySim.Journal.Sqlite;

/// <summary>The queries, each on a lent reading connection.</summary>
internal sealed class SqliteReadModel(SqliteConnections connections, int shards) : IReadModel
{
    public BatchRecord? FindBatch(MessageId id) => connections.Read(c =>
        new MessageReader(new SqliteMessageSource(c, shards)).FindBatch(id));

    public MessageRecord? FindMessage(MessageId id) => connections.Read(c =>
        new MessageReader(new SqliteMessageSource(c, shards)).FindMessage(id));

    public IReadOnlyList<MessageRecord> ListMessages(MessageQuery query) => connections.Read(c =>
    {
        var source = new SqliteMessageSource(c, shards);
        return new MessageLister(source, new MessageReader(source)).List(query);
    });

    public IReadOnlyList<MessageCount> CountMessages(MessageQuery query, Stamp now) => connections.Read(c =>
    {
        var source = new SqliteMessageSource(c, shards);
        var reader = new MessageReader(source);
        return new MessageCounter(new MessageWalk(source, reader), reader, query, now).Count();
    });

    public IReadOnlyList<BatchRecord> ListBatches(BatchQuery query) => connections.Read(c =>
    {
        var sql = new SqliteFilter("account = $account").With("$account", query.Account)
            .And(query.Since, "created >= $since", s => s.Ticks)
            .And(query.Until, "created <= $until", s => s.Ticks)
            .And(query.From, "sender = $from", a => a.ToString());
        if (query.Complete is { } complete)
        {
            sql.And(complete ? "processed = size" : "processed < size");
        }

        if (query.After is { } after)
        {
            sql.And("(created, id) < ($at, $id)").With("$at", after.At.Ticks).With("$id", after.Id.Value);
        }

        using var command = sql.Command(c, $"""
            SELECT id, account, sender, size, processed, blocked, segments, created, modified, dispatch FROM batch
            WHERE {SqliteFilter.Here} ORDER BY created DESC, id DESC LIMIT {query.CountMax}
            """);
        using var reader = command.ExecuteReader();
        var records = new List<BatchRecord>();
        while (reader.Read())
        {
            records.Add(MessageReader.RecordOf(SqliteMessageSource.BatchOf(reader)));
        }

        return (IReadOnlyList<BatchRecord>)records;
    });

    public IReadOnlyList<ConsentRecord> ListConsents(
        ConsentQuery query) => connections.Read<IReadOnlyList<ConsentRecord>>(c =>
    {
        var sql = ConsentFilter(query);
        if (query.After is { } after)
        {
            sql.And("(at, id) < ($at, $id)").With("$at", after.At.Ticks).With("$id", after.Event.Value);
        }

        return ReadConsents(c, query, sql, "ORDER BY at DESC, id DESC, recipient DESC", query.Offset);
    });

    public IReadOnlyList<ConsentRecord> ListConsentsByRecipient(
        ConsentQuery query,
        (PhoneNumber To, Address? From)? after) => connections.Read<IReadOnlyList<ConsentRecord>>(c =>
    {
        var sql = ConsentFilter(query).And("profile = ''");
        if (after is { } last)
        {
            sql.And("(recipient, sender) > ($lastTo, $lastFrom)")
                .With("$lastTo", (long)last.To.Value).With("$lastFrom", last.From?.ToString() ?? "");
        }

        return ReadConsents(c, query, sql, "ORDER BY recipient, sender");
    });

    public IReadOnlyList<ConsentHistoryRecord> ListConsentHistory(ConsentHistoryQuery query) => connections.Read(c =>
    {
        var sql = new SqliteFilter("account = $account").With("$account", query.Account)
            .AndIn("recipient", [.. query.To.Select(t => (object)(long)t.Value)]);
        if (query.After is { } after)
        {
            sql.And("(at, id) < ($at, $id)").With("$at", after.At.Ticks).With("$id", after.Event.Value);
        }

        using var command = sql.Command(c, $"""
            SELECT sender, recipient, status, source, at, id FROM consent_history
            WHERE {SqliteFilter.Here} ORDER BY at DESC, id DESC LIMIT {query.CountMax}
            """);
        using var reader = command.ExecuteReader();
        var records = new List<ConsentHistoryRecord>();
        while (reader.Read())
        {
            records.Add(new(
                query.Account, SenderOf(reader.GetString(0)), new((ulong)reader.GetInt64(1)),
                (ConsentStatus)reader.GetInt32(2), (ConsentSource)reader.GetInt32(3), new(reader.GetInt64(4)),
                new(reader.GetInt64(5))));
        }

        return (IReadOnlyList<ConsentHistoryRecord>)records;
    });

    public int CountConsents(ConsentQuery query) => connections.Read(c =>
    {
        using var command = ConsentFilter(query).Command(c, $"SELECT COUNT(*) FROM consent WHERE {SqliteFilter.Here}");
        return (int)(long)command.ExecuteScalar()!;
    });

    private static List<ConsentRecord> ReadConsents(
        SqliteConnection connection, ConsentQuery query, SqliteFilter filter, string order, int offset = 0)
    {
        using var command = filter.Command(connection, $"""
            SELECT profile, sender, recipient, status, source, at, keyword, id FROM consent
            WHERE {SqliteFilter.Here} {order} LIMIT {query.CountMax} OFFSET {offset}
            """);
        using var reader = command.ExecuteReader();
        var records = new List<ConsentRecord>();
        while (reader.Read())
        {
            records.Add(new(
                query.Provider, query.Account, Guid.TryParse(reader.GetString(0), out var profile) ? profile : null,
                SenderOf(reader.GetString(1)), new((ulong)reader.GetInt64(2)),
                (ConsentStatus)reader.GetInt32(3), (ConsentSource)reader.GetInt32(4), new(reader.GetInt64(5)),
                reader.IsDBNull(6) ? null : reader.GetString(6), new(reader.GetInt64(7))));
        }

        return records;
    }

    private static Address? SenderOf(string stored) => stored.Length == 0 ? null : Address.Parse(stored);

    /// <summary>The wanted business numbers, and the account-wide records with them where both are asked for.</summary>
    private static object[] Senders(ConsentQuery query) => query.From.Count == 0
        ? []
        : [.. query.From.Select(f => f.ToString()), .. query.Wildcards is null ? (object[])[""] : []];

    private static SqliteFilter ConsentFilter(ConsentQuery query)
    {
        var sql = new SqliteFilter("account = $account AND provider = $provider")
            .With("$account", query.Account).With("$provider", (int)query.Provider)
            .And(query.Profile, "profile = $profile", p => p.ToString())
            .And(query.Status, "status = $status", s => (int)s)
            .And(query.Since, "at >= $since", s => s.Ticks)
            .And(query.Until, "at <= $until", s => s.Ticks)
            .AndIn("sender", Senders(query))
            .AndIn("recipient", [.. query.To.Select(t => (object)(long)t.Value)]);
        return query.Wildcards is { } wildcards ? sql.And(wildcards ? "sender = ''" : "sender <> ''") : sql;
    }
}
