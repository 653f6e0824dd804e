using GatewaySim.Domain;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal.Projections;

namespace GatewaySim.Journal.Reading;

/// <summary>The batches and single texts that a question about messages is about, newest first.</summary>
internal sealed class MessageWalk(IMessageSource source, MessageReader reader)
{
    private static readonly (Stamp, MessageId) Top = (new(long.MaxValue), new(long.MaxValue));

    /// <summary>
    /// What may hold messages that are asked for. A batch is in the window by its own stamp, whole or not at all; of
    /// the rest of the question see <see cref="WantsSender"/> and <see cref="Wanted"/>.
    /// </summary>
    public IEnumerable<(BatchRow? Batch, TextRow? Text)> Down(MessageQuery query)
    {
        if (query.Batch is { } id)
        {
            return query.Direction != Direction.Inbound && reader.FindBatch(id) is { } batch
                && batch.Account == query.Account
                && source.FindBatch(batch.Account, batch.CreatedAt, id) is { } row && InWindow(row.CreatedAt, query)
                ? [(row, null)]
                : [];
        }

        var from = query.After ?? Top;
        if (query.Until is { } until && until < from.Item1)
        {
            from = (until, new(long.MaxValue));
        }

        return Merge(
            query.Direction == Direction.Inbound ? [] : source.BatchesDown(query.Account, query.Since, from),
            source.TextsDown(query.Account, query.Since, from));
    }

    private static IEnumerable<(BatchRow?, TextRow?)> Merge(IEnumerable<BatchRow> batches, IEnumerable<TextRow> texts)
    {
        using var batch = batches.GetEnumerator();
        using var text = texts.GetEnumerator();
        var hasBatch = batch.MoveNext();
        var hasText = text.MoveNext();
        while (hasBatch || hasText)
        {
            if (hasBatch && (!hasText
                || (batch.Current.CreatedAt, batch.Current.Id).CompareTo((text.Current.At, text.Current.Id)) > 0))
            {
                yield return (batch.Current, null);
                hasBatch = batch.MoveNext();
            }
            else
            {
                yield return (null, text.Current);
                hasText = text.MoveNext();
            }
        }
    }

    /// <summary>Whether a single text is asked for.</summary>
    public static bool Wanted(in TextRow text, MessageQuery query) =>
        (query.Direction is null || query.Direction == text.Direction)
        && (query.After is not { } after || (text.At, text.Id).CompareTo((after.At, after.Id)) < 0)
        && (query.PhoneNumbers.Count == 0 || query.PhoneNumbers.Contains(text.Business)
            || query.PhoneNumbers.Contains(text.Person));

    /// <summary>Whether all messages of a batch are asked for, as far as numbers go, or only those to some.</summary>
    public static bool WantsSender(in BatchRow row, MessageQuery query) =>
        query.PhoneNumbers.Count == 0 || query.PhoneNumbers.Contains(row.From);

    private static bool InWindow(Stamp at, MessageQuery query) =>
        (query.Since is not { } since || at >= since) && (query.Until is not { } until || at <= until);
}
