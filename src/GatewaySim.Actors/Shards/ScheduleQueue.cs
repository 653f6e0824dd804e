using GatewaySim.Domain;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal.Codec;

namespace GatewaySim.Actors.Shards;

/// <summary>A message that waits for its time: what its dispatch needs; the text stays in the journal.</summary>
/// <param name="Sequence">The event that scheduled it.</param>
/// <param name="Parts">What is paid for when it is sent.</param>
internal readonly record struct ScheduledSend(
    long Sequence, Stamp AcceptedAt, Stamp SendAt, Address From, Address To, int Parts);

/// <summary>The scheduled messages of one profile, by their time; those of one time in the order they came.</summary>
/// <remarks>Some 200 bytes a message; adding and taking one costs the logarithm of their number.</remarks>
internal sealed class ScheduleQueue
{
    private readonly SortedDictionary<long, ScheduledSend> _sends = [];
    private readonly SortedSet<(long Due, long Sequence)> _order = [];

    public int Count => _sends.Count;

    /// <summary>The oldest event that still waits; max for none.</summary>
    public long OldestOpen => _sends.Count == 0 ? long.MaxValue : _sends.First().Key;

    /// <summary>When the next one is due, in ticks; max for none.</summary>
    public long NextDue => _order.Count == 0 ? long.MaxValue : _order.Min.Due;

    public void Add(in ScheduledSend send)
    {
        _sends.Add(send.Sequence, send);
        _order.Add((send.SendAt.Ticks, send.Sequence));
    }

    public bool TryFind(long sequence, out ScheduledSend send) => _sends.TryGetValue(sequence, out send);

    /// <summary>Finds the first one that is due.</summary>
    public bool TryNext(Stamp now, out ScheduledSend send)
    {
        send = default;
        return NextDue <= now.Ticks && _sends.TryGetValue(_order.Min.Sequence, out send);
    }

    /// <summary>Takes note of a dispatch or a cancellation.</summary>
    /// <returns>What waited.</returns>
    public ScheduledSend Remove(long sequence)
    {
        var waited = _sends.Remove(sequence, out var send);
        Invariant.Holds(waited);
        _order.Remove((send.SendAt.Ticks, sequence));
        return send;
    }

    public void Write(PayloadWriter writer)
    {
        writer.Varint((long)_sends.Count);
        foreach (var send in _sends.Values)
        {
            writer.Varint(send.Sequence);
            writer.Stamp(send.AcceptedAt);
            writer.Stamp(send.SendAt);
            writer.Address(send.From);
            writer.Address(send.To);
            writer.Varint((long)send.Parts);
        }
    }

    /// <param name="hasParts">Not in what was written before there were spend limits: those count one part.</param>
    public void Read(ref PayloadReader reader, bool hasParts)
    {
        for (var left = reader.Int(); left > 0; left--)
        {
            Add(new(
                reader.Long(), reader.Stamp(), reader.Stamp(), reader.Address(), reader.Address(),
                hasParts ? reader.Int() : 1));
        }
    }
}
