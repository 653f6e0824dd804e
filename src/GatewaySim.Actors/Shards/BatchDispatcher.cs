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
            Record(sender, context, state, turn, chunk, count, expires: false, due: null);
            budget -= count;
        }
    }

    /// <summary>Dispatches what the sender's rate lets go by now, each slice at its own moment.</summary>
    public static void DispatchDue(
        SenderEntity sender, ShardContext context, ShardState state, Turn turn, Stamp now, ref int budget)
    {
        while (budget > 0 && sender.NextSlice is { } slice && slice.Due <= now)
        {
            // Account-wide records that came since are counted as well, so it happens behind them. What should have
            // left while nobody was there to see it leaves now, or is too old for that.
            var chunk = sender.Batches.First!;
            var at = state.StampOfDue(Behind(slice.Due, context));
            if (!sender.MayLeave(slice, at))
            {
                continue;
            }

            var expires = slice.Expires || at > sender.EndOf(chunk);
            Record(sender, context, state, turn, chunk, slice.Count, expires, slice.Due);
            budget -= slice.Count;
        }
    }

    private static Stamp Behind(Stamp due, ShardContext context) =>
        context.Wildcards.LastAt is var seen && due > seen ? due : new(seen.Ticks + 1);

    /// <param name="due">Null for now.</param>
    private static void Record(
        SenderEntity sender, ShardContext context, ShardState state, Turn turn, QueuedChunk chunk, int count,
        bool expires, Stamp? due)
    {
        var outcomes = state.Outcomes(count);
        var drawnAt = due is { } then ? state.StampOfDue(Behind(then, context)) : context.Clock.Now;
        var dispatched = Slice(sender, context, chunk, outcomes, drawnAt, expires);
        var at = due is { } moment ? state.StampFor(Behind(moment, context)) : context.Clock.Next();

        // What carriers count by the day is counted on the day of the event.
        context.Caps?.Take(
            sender.Scope, chunk.Messages!.Value, chunk.Text, dispatched.First, outcomes.Span, at);
        state.RecordAt(turn, sender, dispatched, at);
    }

    private static BatchDispatched Slice(
        SenderEntity sender, ShardContext context, QueuedChunk chunk, Memory<byte> memory, Stamp at, bool expires)
    {
        // 1. Draw every outcome; chance depends on the sender's own count only.
        var first = chunk.Next;
        var firstOrdinal = chunk.FirstOrdinal + first;
        var outcomes = memory.Span;
        var messages = chunk.Messages!.Value;
        if (context.Carrier.LooksAtMessages)
        {
            DrawEach(sender, context.Carrier, messages, chunk.Text, first, (ulong)firstOrdinal, at, outcomes);
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
        if (context.Gateway.MagicNumbers)
        {
            blocked += outcomes.Count((byte)Outcome.BlockedBefore);
        }

        if (expires)
        {
            Expire(outcomes);
        }

        // 3. The handing-over; the answer to a question about a message follows from this event.
        return new(
            chunk.Batch, chunk.AcceptedAt, chunk.Chunk, first, memory, blocked,
            expires ? 0 : SegmentsOf(messages, chunk.Text, first, outcomes, blocked), context.Carrier.StoredName,
            sender.ChanceBase, firstOrdinal, wildcardsSeen);
    }

    private static void Expire(Span<byte> outcomes)
    {
        foreach (ref var outcome in outcomes)
        {
            outcome = ((Outcome)outcome).AsSeen() == Outcome.Blocked ? outcome : (byte)Outcome.Expired;
        }
    }

    /// <summary>Draws for a carrier that looks at recipients, texts and the time.</summary>
    private static void DrawEach(
        SenderEntity sender, CarrierProfile carrier, in MessageChunk messages, ReadOnlyMemory<byte> text, int first,
        ulong firstOrdinal, Stamp at, Span<byte> outcomes)
    {
        var ofBatch = new Conditions(carrier.BrownOutsAt(at), carrier.FiltersOf(Encoding.UTF8.GetString(text.Span)));
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
        in MessageChunk messages, ReadOnlyMemory<byte> text, int first, ReadOnlySpan<byte> outcomes, int blocked)
    {
        if (messages.Texts.IsEmpty)
        {
            return (long)(outcomes.Length - blocked) * PartsOf(text.Span);
        }

        long segments = 0;
        for (var i = 0; i < outcomes.Length; i++)
        {
            segments += ((Outcome)outcomes[i]).IsHandedOver() ? PartsOf(messages.TextOf(first + i, text).Span) : 0;
        }

        return segments;
    }

    private static int PartsOf(ReadOnlySpan<byte> text) => Segments.CountUtf8(text, SegmentRule.Packed).Parts;

    /// <summary>Reads a chunk back that was accepted before a restart.</summary>
    public static void Load(QueuedChunk chunk, IJournal journal, int shard)
    {
        (chunk.Text, chunk.Messages) = Read(journal, shard, chunk.Batch, chunk.Chunk);
        chunk.PartsOfText = BatchQueue.PartsOf(chunk.Text);
        Invariant.Holds(chunk.Messages is { } messages && messages.Recipients.Count == chunk.Count);
    }

    /// <summary>Reads a batch's text and the messages of one of its chunks.</summary>
    public static (ReadOnlyMemory<byte> Text, MessageChunk Messages) Read(
        IJournal journal, int shard, long batch, long chunk)
    {
        ReadOnlyMemory<byte> text = default;
        MessageChunk? messages = null;
        journal.Visit(shard, batch - 1, batch, (in stored) =>
        {
            var kept = stored with { Payload = stored.Payload.ToArray() };
            var accepted = (BatchAccepted)kept.Decode();
            (text, messages) = (accepted.Text, accepted.Chunk);
            return false;
        });
        if (chunk != batch)
        {
            journal.Visit(shard, chunk - 1, chunk, (in stored) =>
            {
                var kept = stored with { Payload = stored.Payload.ToArray() };
                messages = ((BatchContinued)kept.Decode()).Chunk;
                return false;
            });
        }

        Invariant.Holds(messages is not null);
        return (text, messages.Value);
    }
}
