using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;

namespace GatewaySim.Actors.Asks;

/// <summary>Accepts a RingCentral batch: all of it in one append, dispatched as turns allow.</summary>
internal sealed class SubmitBatchAsk(Scope scope, BatchSubmission batch) : Ask<BatchReply>(scope)
{
    public override void Decide(ShardState state, Turn turn, long turnsDone)
    {
        var size = batch.Recipients.Length;
        if (state.QueuedMessages + size > state.Context.Limits.QueuedMessagesMax
            || state.EntityOf(Scope, turnsDone) is not SenderEntity sender || sender.IsFull
            || !sender.HasRoomFor(batch))
        {
            Reply(new(Verdict.Overloaded));
            return;
        }

        var first = ChunkAt(0);
        var (id, at) = state.Record(turn, sender, new BatchAccepted(
            batch.From, batch.Text, size, batch.Rejected, sender.Ordinal, first));
        sender.Batches.Lend(id.Sequence, batch.Text, first);

        for (var next = MessageId.IndexesMax; next < size; next += MessageId.IndexesMax)
        {
            var chunk = ChunkAt(next);
            var (chunkId, _) = state.Record(turn, sender, new BatchContinued(id.Sequence, next, chunk));
            sender.Batches.Lend(chunkId.Sequence, batch.Text, chunk);
        }

        state.NoteWork(sender);
        state.NoteDue(sender);
        if (!sender.HasWork)
        {
            sender.KeepQueued();
        }

        turn.Messages += size;
        Reply(new(Verdict.Accepted, id, at));
    }

    protected override BatchReply Refused(Verdict verdict) => new(verdict);

    private MessageChunk ChunkAt(int first)
    {
        var count = Math.Min(MessageId.IndexesMax, batch.Recipients.Length - first);
        return new(
            new(batch.Recipients.Slice(first, count)),
            batch.Texts.IsEmpty ? default : batch.Texts.Slice(first, count),
            batch.TextBytes);
    }
}
