using GatewaySim.Domain;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;

namespace GatewaySim.Journal.Reading;

/// <summary>Finds what one handset was written and wrote, in the events.</summary>
/// <remarks>
/// There is no index by handset, which nothing else asks for, so all events are read. Memory: a chunk and a page.
/// </remarks>
public static class ConversationReader
{
    /// <summary>Reads the newest messages before a place.</summary>
    /// <param name="before">A message of an earlier page; null for the newest.</param>
    /// <param name="countMax">1 or more.</param>
    /// <returns>Null when <paramref name="before"/> is no place of the journal.</returns>
    public static ConversationPage? Read(
        IJournal journal, PhoneNumber handset, MessageId? before, int countMax, CancellationToken cancel)
    {
        var end = (At: new Stamp(long.MaxValue), Id: new MessageId(long.MaxValue));
        if (before is { } id)
        {
            if (id.Shard >= journal.Info.Shards || StampOf(journal, id) is not { } at)
            {
                return null;
            }

            end = (at, id);
        }

        // One more than the page, to know whether there is more.
        var newest = new PriorityQueue<MessageId, (Stamp, MessageId)>();
        var recipients = new ulong[MessageId.IndexesMax];
        for (var shard = 0; shard < journal.Info.Shards; shard++)
        {
            journal.Visit(shard, 0, long.MaxValue, (in stored) =>
            {
                cancel.ThrowIfCancellationRequested();
                foreach (var index in IndexesOf(stored, handset, recipients))
                {
                    var place = (stored.At, MessageId.At(stored.Shard, stored.Sequence, index));
                    if (place.CompareTo(end) < 0)
                    {
                        newest.Enqueue(place.Item2, place);
                        if (newest.Count > countMax + 1)
                        {
                            newest.Dequeue();
                        }
                    }
                }

                return true;
            });
        }

        var hasEarlier = newest.Count > countMax;
        if (hasEarlier)
        {
            newest.Dequeue();
        }

        var page = new List<MessageRecord>(newest.Count);
        while (newest.TryDequeue(out var found, out _))
        {
            var message = journal.Read.FindMessage(found);
            Invariant.Holds(message is not null);
            page.Add(message);
        }

        return new(page, hasEarlier);
    }

    private static Stamp? StampOf(IJournal journal, MessageId id)
    {
        Stamp? at = null;
        journal.Visit(id.Shard, id.Sequence - 1, id.Sequence, (in stored) =>
        {
            at = stored.At;
            return false;
        });
        return at;
    }

    /// <summary>Which messages of an event are the handset's. What is of no interest is not decoded.</summary>
    private static List<int> IndexesOf(in StoredEvent stored, PhoneNumber handset, ulong[] recipients)
    {
        if (stored.Name is not ("batch.accepted.v1" or "batch.continued.v1" or "message.accepted.v1"
            or "message.scheduled.v1" or "message.queued.v1" or "message.group-accepted.v1" or "inbound.received.v1"
            or "reply.sent.v1"))
        {
            return [];
        }

        return stored.Decode() switch
        {
            BatchAccepted e => Find(e.Chunk.Recipients, handset, recipients),
            BatchContinued e => Find(e.Chunk.Recipients, handset, recipients),
            MessageAccepted e when e.To == handset => [0],
            WaitingMessage e when e.To == handset => [0],
            GroupAccepted e when e.To.Contains(handset) =>
                [1 + Enumerable.Range(0, e.To.Count).First(n => e.To[n] == handset)],
            InboundReceived e when e.From == handset => [0],
            ReplySent e when e.To == handset => [0],
            _ => [],
        };
    }

    private static List<int> Find(in RecipientList list, PhoneNumber handset, ulong[] recipients)
    {
        list.CopyTo(0, recipients.AsSpan(0, list.Count));
        List<int> found = [];
        for (var next = 0; next < list.Count; next++)
        {
            var step = recipients.AsSpan(next, list.Count - next).IndexOf(handset.Value);
            if (step < 0)
            {
                break;
            }

            next += step;
            found.Add(next);
        }

        return found;
    }
}
