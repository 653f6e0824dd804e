using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal.Projections;

namespace GatewaySim.Journal.Reading;

/// <summary>Counts RingCentral messages by where they stand, from the outcome bytes of their dispatches.</summary>
internal sealed class MessageCounter(MessageWalk walk, MessageReader reader, MessageQuery query, Stamp now)
{
    private const int Stages = (int)MessageStage.Final + 1;
    private const int Outcomes = Domain.Messages.Outcomes.Count;

    // By direction, stage and outcome.
    private readonly long[] _messages = new long[2 * Stages * Outcomes];
    private readonly long[] _segments = new long[2 * Stages * Outcomes];

    public IReadOnlyList<MessageCount> Count()
    {
        var places = query with { After = null };
        foreach (var (batch, text) in walk.Down(places))
        {
            if (batch is { } row)
            {
                CountBatch(row);
            }
            else if (text is { } single && MessageWalk.Wanted(single, places)
                && reader.FindMessage(single.Id) is { } message)
            {
                var place = message.Direction == Direction.Inbound
                    ? PlaceOf(Direction.Inbound, MessageStage.Final, Outcome.Delivered)
                    : PlaceOf(MessageProgress.At(message.Dispatch, now));
                Add(place, Segments.Count(message.Text, SegmentRule.Packed).Parts);
            }
        }

        return [.. Enumerable.Range(0, _messages.Length).Where(n => _messages[n] > 0).Select(n => new MessageCount(
            (Direction)(n / (Stages * Outcomes)), (MessageStage)(n / Outcomes % Stages), (Outcome)(n % Outcomes),
            _messages[n], _segments[n]))];
    }

    private void CountBatch(in BatchRow row)
    {
        var wantsAll = MessageWalk.WantsSender(row, query);
        for (var chunk = 0; chunk <= (row.Size - 1) / MessageId.IndexesMax; chunk++)
        {
            if (reader.OpenChunk(MessageId.At(row.Id.Shard, row.Id.Sequence + chunk)) is { } view)
            {
                CountChunk(view, wantsAll);
            }
        }
    }

    /// <summary>Goes through a chunk: what was dispatched, run by run, and what waits between the runs.</summary>
    private void CountChunk(ChunkView chunk, bool wantsAll)
    {
        var ofBatch = Segments.CountUtf8(chunk.Accepted.Text.Span, SegmentRule.Packed).Parts;
        var waits = PlaceOf(Direction.Outbound, MessageStage.Queued, Outcome.Pending);
        var next = 0;
        foreach (var (at, dispatched) in chunk.Dispatches)
        {
            for (; next < dispatched.First; next++)
            {
                Count(waits, next);
            }

            var carrier = DelayProfile.Stored(dispatched.Carrier);
            var isFinal = now >= at.Plus(carrier.EndsWithin);
            var outcomes = dispatched.Outcomes.Span;
            for (var n = 0; n < outcomes.Length; n++, next++)
            {
                var outcome = (Outcome)outcomes[n];
                Count(
                    isFinal ? PlaceOf(Direction.Outbound, MessageStage.Final, outcome.AsSeen())
                    : PlaceOf(MessageProgress.At(
                        new Dispatch(
                            at, outcome, dispatched.Carrier,
                            Chance.Of(dispatched.ChanceBase, (ulong)(dispatched.FirstOrdinal + n))),
                        now)),
                    next);
            }
        }

        for (; next < chunk.Count; next++)
        {
            Count(waits, next);
        }

        void Count(int place, int index)
        {
            if (wantsAll || query.PhoneNumbers.Contains(chunk.RecipientAt(index)))
            {
                Add(place, chunk.Chunk.Texts.IsEmpty || chunk.Chunk.Texts.Span[index].Length == 0
                    ? ofBatch
                    : Segments.CountUtf8(chunk.Chunk.TextOf(index, default).Span, SegmentRule.Packed).Parts);
            }
        }
    }

    private void Add(int place, int segments)
    {
        _messages[place]++;
        _segments[place] += segments;
    }

    private static int PlaceOf(MessageProgress progress) =>
        PlaceOf(Direction.Outbound, progress.Stage, progress.Outcome);

    private static int PlaceOf(Direction direction, MessageStage stage, Outcome outcome) =>
        ((int)direction * Stages + (int)stage) * Outcomes + (int)outcome;
}
