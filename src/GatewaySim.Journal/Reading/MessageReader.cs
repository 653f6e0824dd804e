using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal.Projections;

namespace GatewaySim.Journal.Reading;

/// <summary>Finds single messages by their place, and opens the chunks of batches.</summary>
internal sealed class MessageReader(IMessageSource source)
{
    public BatchRecord? FindBatch(MessageId id) =>
        id.Index == 0 && source.FindEvent(id.Shard, id.Sequence) is { Event: BatchAccepted } stored
        && source.FindBatch(stored.Scope.Account, stored.At, id) is { } row
            ? RecordOf(row)
            : null;

    public static BatchRecord RecordOf(in BatchRow row) => new(
        row.Id, row.Account, row.From, row.Size, row.Processed, row.Blocked, row.Segments, row.CreatedAt,
        row.ModifiedAt);

    public MessageRecord? FindMessage(MessageId id)
    {
        if (source.FindEvent(id.Shard, id.Sequence) is not { } stored)
        {
            return null;
        }

        switch (stored.Event)
        {
            case BatchAccepted or BatchContinued:
                return OpenChunk(id, stored) is { } chunk && id.Index < chunk.Count ? chunk.MessageAt(id.Index) : null;
            case GroupAccepted e when id.Index <= e.To.Count:
                var members = id.Index == 0 ? e.MembersAt(stored.At) : [e.MemberAt(id.Index - 1, stored.At)];
                return new(id, stored.Scope, null, Direction.Outbound, e.From, members[0].To, e.Text, stored.At,
                    members[0].Dispatch, e.Options, Group: members);
            case not null when id.Index != 0:
                return null;
            case MessageAccepted e:
                return new(id, stored.Scope, null, Direction.Outbound, e.From, e.To, e.Text, stored.At,
                    new Dispatch(stored.At, e.Outcome, e.Carrier, e.Chance), e.Options);
            case WaitingMessage e:
                return Waiting(id, stored, e);
            case InboundReceived e:
                return new(id, stored.Scope, null, Direction.Inbound, e.From, e.To, e.Text, stored.At, null,
                    MessageOptions.None, e.Operation);
            case ReplySent e:
                return new(id, stored.Scope, null, Direction.Outbound, e.From, e.To, e.Text, stored.At,
                    new Dispatch(stored.At, e.Outcome, e.Carrier, e.Chance), MessageOptions.None, e.Operation, true);
            default:
                return null;
        }
    }

    /// <summary>A message that waits or waited, with its end where it has one.</summary>
    private MessageRecord Waiting(MessageId id, ReadEvent stored, WaitingMessage e)
    {
        var record = new MessageRecord(
            id, stored.Scope, null, Direction.Outbound, e.From, e.To, e.Text, stored.At, null, e.Options)
        {
            SendAt = e is MessageScheduled ? e.SendAt : null, LeavesAt = e is MessageQueued ? e.SendAt : null,
        };
        var ends = source.DispatchesOf(id.Shard, id.Sequence);
        if (ends.Count == 0 || source.FindEvent(id.Shard, ends[0].Sequence) is not { } end)
        {
            return record;
        }

        return end.Event switch
        {
            MessageDispatched dispatched => record with { Dispatch = dispatched.DispatchAt(end.At) },
            MessageCancelled => record with { CancelledAt = end.At },
            _ => record,
        };
    }

    /// <summary>Opens the chunk of a batch that an id lies in.</summary>
    public ChunkView? OpenChunk(MessageId id) =>
        source.FindEvent(id.Shard, id.Sequence) is { } stored ? OpenChunk(id, stored) : null;

    private ChunkView? OpenChunk(MessageId id, ReadEvent stored)
    {
        var (accepted, chunk, batchSequence) = stored.Event switch
        {
            BatchAccepted e => (stored, e.Chunk, id.Sequence),
            BatchContinued e => (source.FindEvent(id.Shard, e.Batch), e.Chunk, e.Batch),
            _ => default,
        };
        if (accepted is not { Event: BatchAccepted batch })
        {
            return null;
        }

        var batchId = MessageId.At(id.Shard, batchSequence);
        var row = source.FindBatch(accepted.Scope.Account, accepted.At, batchId);
        var dispatches = new List<(Stamp At, BatchDispatched Event)>();
        if (row is { Dispatch: > 0 })
        {
            AddDispatch(dispatches, id.Shard, row.Value.Dispatch);
        }
        else
        {
            foreach (var dispatch in source.DispatchesOf(id.Shard, id.Sequence))
            {
                AddDispatch(dispatches, id.Shard, dispatch.Sequence);
            }
        }

        return new(MessageId.At(id.Shard, id.Sequence), batchId, accepted.Scope, accepted.At, batch, chunk, dispatches);
    }

    private void AddDispatch(List<(Stamp At, BatchDispatched Event)> dispatches, int shard, long sequence)
    {
        if (source.FindEvent(shard, sequence) is { Event: BatchDispatched dispatched } found)
        {
            dispatches.Add((found.At, dispatched));
        }
    }
}

/// <summary>A chunk of a batch with what became of its messages.</summary>
internal sealed record ChunkView(
    MessageId Id, MessageId Batch, Scope Scope, Stamp AcceptedAt, BatchAccepted Accepted, MessageChunk Chunk,
    IReadOnlyList<(Stamp At, BatchDispatched Event)> Dispatches)
{
    public int Count => Chunk.Recipients.Count;

    public PhoneNumber RecipientAt(int index) => new(Chunk.Recipients[index]);

    public MessageRecord MessageAt(int index) => new(
        MessageId.At(Id.Shard, Id.Sequence, index), Scope, Batch, Direction.Outbound, Accepted.From, RecipientAt(index),
        Chunk.StringOf(index, Accepted.Text), AcceptedAt, DispatchOf(index), MessageOptions.None);

    private Dispatch? DispatchOf(int index)
    {
        foreach (var (at, e) in Dispatches)
        {
            var n = index - e.First;
            if (n >= 0 && n < e.Outcomes.Length)
            {
                var chance = Chance.Of(e.ChanceBase, (ulong)(e.FirstOrdinal + n));
                return new(at, (Outcome)e.Outcomes.Span[n], e.Carrier, chance);
            }
        }

        return null;
    }
}
