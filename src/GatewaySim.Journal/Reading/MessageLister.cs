using GatewaySim.Domain;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal.Projections;

namespace GatewaySim.Journal.Reading;

/// <summary>Lists RingCentral messages, newest first, by walking batches and single texts down in time.</summary>
/// <remarks>
/// The place of a message in the list is (stamp of its batch or text, id), highest first, so a walk over pages sees
/// every message that was there all the time exactly once (P-35).
/// </remarks>
internal sealed class MessageLister(IMessageSource source, MessageReader reader)
{
    private static readonly (Stamp, MessageId) Top = (new(long.MaxValue), new(long.MaxValue));

    public IReadOnlyList<MessageRecord> List(MessageQuery query)
    {
        var found = new List<MessageRecord>(Math.Min(query.CountMax, 1024));
        foreach (var (batch, text) in Sources(query))
        {
            if (batch is { } row && query.Direction != Direction.Inbound)
            {
                AddBatch(found, row, query);
            }
            else if (text is { } single && Wanted(single, query) && reader.FindMessage(single.Id) is { } message)
            {
                found.Add(message);
            }

            if (found.Count >= query.CountMax)
            {
                break;
            }
        }

        return found;
    }

    private IEnumerable<(BatchRow? Batch, TextRow? Text)> Sources(MessageQuery query)
    {
        if (query.Batch is { } id)
        {
            return reader.FindBatch(id) is { } batch && batch.Account == query.Account
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
            source.BatchesDown(query.Account, query.Since, from), source.TextsDown(query.Account, query.Since, from));
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

    private void AddBatch(List<MessageRecord> found, in BatchRow row, MessageQuery query)
    {
        // Only the batch of the last page's last message is begun in its middle.
        var last = query.After is { } after && after.At == row.CreatedAt && after.Id.Shard == row.Id.Shard
            ? (after.Id.Sequence - row.Id.Sequence) * MessageId.IndexesMax + after.Id.Index - 1
            : row.Size - 1;
        if (last < 0)
        {
            return;
        }

        var isSenderWanted = query.PhoneNumbers.Count == 0 || query.PhoneNumbers.Contains(row.From);
        for (var chunk = last / MessageId.IndexesMax; chunk >= 0 && found.Count < query.CountMax; chunk--)
        {
            if (reader.OpenChunk(MessageId.At(row.Id.Shard, row.Id.Sequence + chunk)) is not { } view)
            {
                continue;
            }

            var top = chunk == last / MessageId.IndexesMax ? (int)(last % MessageId.IndexesMax) : view.Count - 1;
            for (var index = top; index >= 0 && found.Count < query.CountMax; index--)
            {
                if (isSenderWanted || query.PhoneNumbers.Contains(view.RecipientAt(index)))
                {
                    found.Add(view.MessageAt(index));
                }
            }
        }
    }

    private static bool Wanted(in TextRow text, MessageQuery query) =>
        (query.Direction is null || query.Direction == text.Direction)
        && (query.After is not { } after || (text.At, text.Id).CompareTo((after.At, after.Id)) < 0)
        && (query.PhoneNumbers.Count == 0 || query.PhoneNumbers.Contains(text.Business)
            || query.PhoneNumbers.Contains(text.Person));

    private static bool InWindow(Stamp at, MessageQuery query) =>
        (query.Since is not { } since || at >= since) && (query.Until is not { } until || at <= until);
}
