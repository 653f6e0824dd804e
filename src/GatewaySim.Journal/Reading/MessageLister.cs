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
    private readonly MessageWalk _walk = new(source, reader);

    public IReadOnlyList<MessageRecord> List(MessageQuery query)
    {
        var found = new List<MessageRecord>(Math.Min(query.CountMax, 1024));
        foreach (var (batch, text) in _walk.Down(query))
        {
            if (batch is { } row)
            {
                AddBatch(found, row, query);
            }
            else if (text is { } single && MessageWalk.Wanted(single, query)
                && reader.FindMessage(single.Id) is { } message)
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

        var isSenderWanted = MessageWalk.WantsSender(row, query);
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
}
