using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Pacing;

namespace GatewaySim.Actors.Pacing;

/// <summary>Messages at the head of a queue that leave together.</summary>
/// <param name="Count">1 or more, of the first chunk.</param>
/// <param name="Due">When the last of them has its turn.</param>
/// <param name="Expires">They are not valid any more by then.</param>
/// <param name="Parts">Their segments.</param>
/// <param name="Before">Those of all but the last.</param>
/// <param name="HasSlot">Whether the account's place is taken for that moment.</param>
internal readonly record struct PaceSlice(
    int Count, Stamp Due, bool Expires, int Parts = 0, int Before = 0, bool HasSlot = false);

/// <summary>How fast one RingCentral number's batches leave: slice by slice, each of about a second.</summary>
/// <remarks>
/// No message leaves before its turn at the sender's rate, and none later than a slice after it, so in any span there
/// leaves at most the rate times the span, a slice and a message (P-32); so it is with the rate of the account, whose
/// places are taken slice by slice. A slice is an event and a moment to wake for, not a message. It is no part of the
/// stored state, as it depends on settings: after a restart it is made of the events that the open batches need anyway.
/// </remarks>
internal sealed class SenderPace(Scope scope, Paces paces)
{
    private readonly double _perSecond = paces.BatchPerSecondOf(scope.Sender);
    private readonly AccountGate? _account = paces.BatchGateOf(scope.Account);
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

    /// <summary>Whether what leaves next may leave at a moment; where not, it has a later one from now on.</summary>
    /// <param name="at">When its sender's rate lets it go.</param>
    public bool MayLeave(QueuedChunk chunk, in PaceSlice slice, Stamp at)
    {
        var end = EndOf(chunk);
        if (_account is null || slice.Expires || slice.HasSlot || at > end)
        {
            return true;
        }

        // 1. Nobody takes a place who cannot wait for it.
        if (_account.Free > end)
        {
            _next = new(chunk.Count - chunk.Next, end, Expires: true);
            return false;
        }

        // 2. The account's turn of the last message, when those before it had theirs.
        var span = PaceLine.TimeOf(slice.Before, paces.BatchAccountPerSecond);
        var due = _account.Take(at.Plus(-span), slice.Parts).Plus(span);
        _next = slice with { Due = due > at ? due : slice.Due, HasSlot = true };
        return due <= at;
    }

    /// <summary>A slice left. The same live and in recovery.</summary>
    public void Left(long sequence, Stamp at, BatchDispatched e)
    {
        // Of what was handed over the last message has the interval behind it; who was refused takes nobody's time.
        var left = e.Outcomes.Length - e.Blocked;
        var parts = left == 0 ? 0 : (int)((e.Segments + left - 1) / left);
        var ready = at.Plus(PaceLine.TimeOf(parts, _perSecond));
        _ready = ready > _ready ? ready : _ready;
        if (e.Segments > 0)
        {
            // It has its place already, unless this is recovery: then at least its last message has one again.
            _account?.KeepUntil(at.Plus(PaceLine.TimeOf(1, paces.BatchAccountPerSecond)));
        }

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

        var perSecond = _account is null ? _perSecond : Math.Min(_perSecond, paces.BatchAccountPerSecond);
        var most = Math.Max(1, (long)(perSecond * paces.SliceSeconds));
        var (count, parts, before, due) = (0, 0L, 0L, start);
        while (chunk.Next + count < chunk.Count)
        {
            var next = chunk.PartsOf(chunk.Next + count);
            var turn = start.Plus(PaceLine.TimeOf((int)parts, _perSecond));
            if (count > 0 && (parts + next > most || turn > end))
            {
                break;
            }

            (count, before, parts, due) = (count + 1, parts, parts + next, turn);
        }

        return new(count, due, Expires: false, (int)parts, (int)before);
    }
}
