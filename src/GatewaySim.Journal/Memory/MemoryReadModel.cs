using GatewaySim.Domain;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal.Projections;
using GatewaySim.Journal.Reading;

namespace GatewaySim.Journal.Memory;

/// <summary>The queries as plain loops: the reference that the other backends are compared with.</summary>
internal sealed class MemoryReadModel(MemoryJournal journal, MemoryProjections rows) : IReadModel, IMessageSource
{
    public BatchRecord? FindBatch(MessageId id) => journal.Locked(() => new MessageReader(this).FindBatch(id));

    public MessageRecord? FindMessage(MessageId id) => journal.Locked(() => new MessageReader(this).FindMessage(id));

    public IReadOnlyList<MessageRecord> ListMessages(MessageQuery query) =>
        journal.Locked(() => new MessageLister(this, new MessageReader(this)).List(query));

    public IReadOnlyList<MessageCount> CountMessages(MessageQuery query, Stamp now) => journal.Locked(() =>
    {
        var reader = new MessageReader(this);
        return new MessageCounter(new MessageWalk(this, reader), reader, query, now).Count();
    });

    public IReadOnlyList<BatchRecord> ListBatches(BatchQuery query) => journal.Locked(() => rows.Batches.Values
        .Where(b => b.Account == query.Account)
        .Where(b => query.Since is not { } since || b.CreatedAt >= since)
        .Where(b => query.Until is not { } until || b.CreatedAt <= until)
        .Where(b => query.From is not { } from || b.From == from)
        .Select(b => MessageReader.RecordOf(b))
        .Where(b => query.Complete is not { } complete || b.IsComplete == complete)
        .OrderByDescending(b => (b.CreatedAt, b.Id))
        .Where(b => query.After is not { } after || (b.CreatedAt, b.Id).CompareTo((after.At, after.Id)) < 0)
        .Take(query.CountMax)
        .ToList());

    public IReadOnlyList<ConsentRecord> ListConsents(ConsentQuery query) => journal.Locked(() => Matching(query)
        .OrderByDescending(c => (c.ModifiedAt, c.Event, c.To))
        .Where(c => query.After is not { } after || (c.ModifiedAt, c.Event).CompareTo((after.At, after.Event)) < 0)
        .Skip(query.Offset)
        .Take(query.CountMax)
        .ToList());

    public IReadOnlyList<ConsentRecord> ListConsentsByRecipient(
        ConsentQuery query, (PhoneNumber To, Address? From)? after) => journal.Locked(() => Matching(query)
        .Where(c => c.Profile is null)
        .OrderBy(c => c.To).ThenBy(c => TextOf(c.From), StringComparer.Ordinal)
        .Where(c => after is not { } last || c.To.CompareTo(last.To) > 0
            || (c.To == last.To && string.CompareOrdinal(TextOf(c.From), TextOf(last.From)) > 0))
        .Take(query.CountMax)
        .ToList());

    public IReadOnlyList<ConsentHistoryRecord> ListConsentHistory(ConsentHistoryQuery query) =>
        journal.Locked(() => rows.ConsentHistory
            .Where(c => c.Account == query.Account && (query.To.Count == 0 || query.To.Contains(c.To)))
            .OrderByDescending(c => (c.At, c.Event))
            .Where(c => query.After is not { } after || (c.At, c.Event).CompareTo((after.At, after.Event)) < 0)
            .Take(query.CountMax)
            .ToList());

    public int CountConsents(ConsentQuery query) => journal.Locked(() => Matching(query).Count());

    ReadEvent? IMessageSource.FindEvent(int shard, long sequence) =>
        journal.FindStored(shard, sequence) is { } stored ? new(stored.At, stored.Scope, stored.Decode()) : null;

    BatchRow? IMessageSource.FindBatch(int account, Stamp created, MessageId id) =>
        rows.Batches.TryGetValue((account, created, id), out var row) ? row : null;

    IReadOnlyList<DispatchRow> IMessageSource.DispatchesOf(int shard, long chunk) =>
        [.. rows.Dispatches.Values.Where(d => d.Shard == shard && d.Chunk == chunk)];

    IEnumerable<BatchRow> IMessageSource.BatchesDown(int account, Stamp? since, (Stamp At, MessageId Id) from) =>
        rows.Batches.Values.Reverse().Where(b => b.Account == account && b.CreatedAt >= (since ?? Stamp.None)
            && (b.CreatedAt, b.Id).CompareTo(from) <= 0);

    IEnumerable<TextRow> IMessageSource.TextsDown(int account, Stamp? since, (Stamp At, MessageId Id) from) =>
        rows.Texts.Values.Reverse().Where(t => t.Account == account && t.At >= (since ?? Stamp.None)
            && (t.At, t.Id).CompareTo(from) <= 0);

    /// <summary>A number as it is stored; empty for the account-wide record.</summary>
    private static string TextOf(Address? from) => from?.ToString() ?? "";

    private IEnumerable<ConsentRecord> Matching(ConsentQuery query) => rows.Consents.Values
        .Where(c => c.Provider == query.Provider && c.Account == query.Account)
        .Where(c => query.Wildcards is not { } wildcards || c.From is null == wildcards)
        .Where(c => query.Profile is not { } profile || c.Profile == profile)
        .Where(c => query.From.Count == 0 || (c.From is { } from ? query.From.Contains(from) : query.Wildcards is null))
        .Where(c => query.To.Count == 0 || query.To.Contains(c.To))
        .Where(c => query.Status is not { } status || c.Status == status)
        .Where(c => query.Since is not { } since || c.ModifiedAt >= since)
        .Where(c => query.Until is not { } until || c.ModifiedAt <= until);
}
