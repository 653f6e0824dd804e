using System.Text;
using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Messages;
using GatewaySim.Journal;

namespace GatewaySim.Actors.Shards;

/// <summary>The batch actor's work: checks block rules at dispatch, then hands messages to the carrier model.</summary>
/// <remarks>
/// Runs on the sender's shard, so a STOP that was decided before a message is dispatched blocks it (P-2), however long
/// ago the batch was accepted. Cost: a few nanoseconds a message, no allocation per message.
/// </remarks>
internal static class BatchDispatcher
{
    public static void Dispatch(
        SenderEntity sender, ShardContext context, ShardState state, Turn turn, ref int budget)
    {
        while (budget > 0 && sender.Batches.First is { } chunk)
        {
            if (chunk.Messages is null)
            {
                Load(chunk, context.Journal, state.Shard);
            }

            var count = Math.Min(budget, chunk.Count - chunk.Next);
            DispatchSlice(sender, context, state, turn, chunk, count);
            budget -= count;
        }
    }

    private static void DispatchSlice(
        SenderEntity sender, ShardContext context, ShardState state, Turn turn, QueuedChunk chunk, int count)
    {
        // 1. Draw every outcome; chance depends on the sender's own count only.
        var first = chunk.Next;
        var firstOrdinal = chunk.FirstOrdinal + first;
        var memory = state.Outcomes(count);
        var outcomes = memory.Span;
        var messages = chunk.Messages!.Value;
        if (context.Carrier.LooksAtMessages)
        {
            DrawEach(sender, context, messages, chunk.Text, first, (ulong)firstOrdinal, outcomes);
        }
        else
        {
            context.Carrier.DrawMany(sender.ChanceBase, (ulong)firstOrdinal, outcomes);
        }

        if (context.Gateway.MagicNumbers)
        {
            MagicNumbers.Draw(messages.Recipients, first, outcomes);
        }

        // 2. Check consent again, now: what was accepted may have been stopped since. The version is read before the
        //    records, so the event never claims to have seen more than it has.
        var wildcardsSeen = context.Wildcards.LastSequence;
        var blocked = sender.Refuse(messages.Recipients, first, outcomes);

        // 3. Record the handing-over; the answer to a question about a message follows from this event.
        state.Record(turn, sender, new BatchDispatched(
            chunk.Batch, chunk.AcceptedAt, chunk.Chunk, first, memory, blocked,
            SegmentsOf(messages, chunk.Text, first, outcomes), context.Carrier.StoredName,
            sender.ChanceBase, firstOrdinal, wildcardsSeen));
    }

    /// <summary>Draws for a carrier that looks at recipients, texts and the time.</summary>
    private static void DrawEach(
        SenderEntity sender, ShardContext context, in MessageChunk messages, ReadOnlyMemory<byte> text, int first,
        ulong firstOrdinal, Span<byte> outcomes)
    {
        var carrier = context.Carrier;
        var ofBatch = new Conditions(
            carrier.BrownOutsAt(context.Clock.Now), carrier.FiltersOf(Encoding.UTF8.GetString(text.Span)));
        for (var i = 0; i < outcomes.Length; i++)
        {
            var isOfBatch = messages.Texts.IsEmpty || messages.Texts.Span[first + i].Length == 0;
            var conditions = isOfBatch
                ? ofBatch
                : ofBatch with { Filters = carrier.FiltersOf(messages.StringOf(first + i, text)) };
            outcomes[i] = (byte)carrier.DrawFor(
                Chance.Of(sender.ChanceBase, firstOrdinal + (ulong)i), messages.Recipients[first + i], conditions);
        }
    }

    /// <summary>Segments handed to the carrier: those of blocked messages never leave.</summary>
    private static long SegmentsOf(
        in MessageChunk messages, ReadOnlyMemory<byte> text, int first, ReadOnlySpan<byte> outcomes)
    {
        if (messages.Texts.IsEmpty)
        {
            var stays = outcomes.Count((byte)Outcome.Blocked) + outcomes.Count((byte)Outcome.BlockedBefore);
            return (long)(outcomes.Length - stays) * PartsOf(text.Span);
        }

        long segments = 0;
        for (var i = 0; i < outcomes.Length; i++)
        {
            segments += !((Outcome)outcomes[i]).IsHandedOver() ? 0 : PartsOf(messages.TextOf(first + i, text).Span);
        }

        return segments;
    }

    private static int PartsOf(ReadOnlySpan<byte> text) => Segments.CountUtf8(text, SegmentRule.Packed).Parts;

    /// <summary>Reads a chunk back that was accepted before a restart.</summary>
    private static void Load(QueuedChunk chunk, IJournal journal, int shard)
    {
        journal.Visit(shard, chunk.Batch - 1, chunk.Batch, (in stored) =>
        {
            var kept = stored with { Payload = stored.Payload.ToArray() };
            var batch = (BatchAccepted)kept.Decode();
            chunk.Text = batch.Text;
            chunk.Messages = batch.Chunk;
            return false;
        });
        if (chunk.Chunk != chunk.Batch)
        {
            journal.Visit(shard, chunk.Chunk - 1, chunk.Chunk, (in stored) =>
            {
                var kept = stored with { Payload = stored.Payload.ToArray() };
                chunk.Messages = ((BatchContinued)kept.Decode()).Chunk;
                return false;
            });
        }

        Invariant.Holds(chunk.Messages is { } messages && messages.Recipients.Count == chunk.Count);
    }
}
