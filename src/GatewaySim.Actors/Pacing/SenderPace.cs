using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Pacing;

namespace GatewaySim.Actors.Pacing;

/// <summary>Messages at the head of a queue that leave together.</summary>
/// <param name="Count">1 or more, of the first chunk.</param>
/// <param name="Due">When the last of them has its turn.</param>
/// <param name="Expires">They are not valid any more by then.</param>
internal readonly record struct PaceSlice(int Count, Stamp Due, bool Expires);

/// <summary>How fast one RingCentral number's batches leave: slice by slice, each of about a second.</summary>
/// <remarks>
/// No message leaves before its turn at the sender's rate, and none later than a slice after it, so in any span there
/// leaves at most the rate times the span, a slice and a message (P-32). A slice is an event and a moment to wake for,
/// not a message. It is no part of the stored state, as it depends on settings: after a restart it is made of the
/// events that the open batches need anyway.
/// </remarks>
internal sealed class SenderPace(Scope scope, Paces paces)
{
    private readonly double _perSecond = paces.BatchPerSecondOf(scope.Sender);
    private Stamp _ready;
    private PaceSlice? _next;

    /// <summary>The last dispatch, while the pace follows from it.</summary>
    public long LastDispatch { get; private set; }

    /// <summary>Whether a batch of so many segments has room behind those that wait.</summary>
    public bool HasRoomFor(long parts, BatchQueue batches) =>
        batches.Parts + parts <= paces.BatchPartsMax(_perSecond);

    /// <summary>Whether the next message could leave at once.</summary>
    public bool IsIdle(Stamp now) => _ready <= now;

    /// <summary>What leaves next; the same until it has left, however much comes behind it.</summary>
    /// <returns>Null where nothing waits.</returns>
    public PaceSlice? Next(BatchQueue batches) =>
        batches.First is { } chunk ? _next ??= SliceOf(chunk) : null;

    /// <summary>A slice left. The same live and in recovery.</summary>
    public void Left(long sequence, Stamp at, BatchDispatched e)
    {
        // Of what was handed over the last message has the interval behind it; who was refused takes nobody's time.
        var left = e.Outcomes.Length - e.Blocked;
        var parts = left == 0 ? 0 : (int)((e.Segments + left - 1) / left);
        var ready = at.Plus(PaceLine.TimeOf(parts, _perSecond));
        _ready = ready > _ready ? ready : _ready;
        _next = null;
        LastDispatch = sequence;
    }

    /// <summary>Until when a message may wait.</summary>
    public Stamp EndOf(QueuedChunk chunk) => chunk.AcceptedAt.Plus(paces.BatchValidFor);

    private PaceSlice SliceOf(QueuedChunk chunk)
    {
        var start = _ready > chunk.AcceptedAt ? _ready : chunk.AcceptedAt;
        var end = EndOf(chunk);
        if (start > end)
        {
            return new(chunk.Count - chunk.Next, end, Expires: true);
        }

        var most = Math.Max(1, (long)(_perSecond * paces.SliceSeconds));
        var (count, parts, due) = (0, 0L, start);
        while (chunk.Next + count < chunk.Count)
        {
            var next = chunk.PartsOf(chunk.Next + count);
            var turn = start.Plus(PaceLine.TimeOf((int)parts, _perSecond));
            if (count > 0 && (parts + next > most || turn > end))
            {
                break;
            }

            (count, parts, due) = (count + 1, parts + next, turn);
        }

        return new(count, due, Expires: false);
    }
}
