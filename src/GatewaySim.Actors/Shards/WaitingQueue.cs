using GatewaySim.Domain;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal.Codec;

namespace GatewaySim.Actors.Shards;

/// <summary>A message that waits for its time: what its dispatch needs; the text stays in the journal.</summary>
/// <param name="Sequence">The event that accepted it.</param>
/// <param name="SendAt">When it was to leave, as accepted.</param>
/// <param name="Parts">What is paid for when it is sent.</param>
internal readonly record struct WaitingSend(
    long Sequence, Stamp AcceptedAt, Stamp SendAt, Address From, Address To, int Parts, bool IsMms)
{
    /// <summary>Whether it waits for its sender's rate; else for a time that was asked for.</summary>
    public bool IsQueued { get; init; }

    /// <summary>Whether its validity ends before its turn comes: at <see cref="SendAt"/> it expires.</summary>
    public bool Expires { get; init; }

    /// <summary>When it leaves, as far as is known. In memory only, as the following.</summary>
    public Stamp Due { get; init; } = SendAt;

    /// <summary>Whether it has its place among the messages of its sender.</summary>
    public bool IsPlaced { get; init; }

    /// <summary>Whether it has its place among the messages of its account.</summary>
    public bool HasSlot { get; init; }

    /// <summary>What the carrier found in the text; null since it was read from a snapshot.</summary>
    public ulong? Filters { get; init; }
}

/// <summary>The waiting messages of one profile, by their time; those of one time in the order they came.</summary>
/// <remarks>Some 200 bytes a message; adding and taking one costs the logarithm of their number.</remarks>
internal sealed class WaitingQueue
{
    public delegate void Visitor(in WaitingSend send);

    private readonly SortedDictionary<long, WaitingSend> _sends = [];
    private readonly SortedSet<(long Due, long Sequence)> _order = [];

    public int Count => _sends.Count;

    /// <summary>Scheduled ones; the others wait for their sender's rate.</summary>
    public int Scheduled { get; private set; }

    /// <summary>The oldest event that still waits; max for none.</summary>
    public long OldestOpen => _sends.Count == 0 ? long.MaxValue : _sends.First().Key;

    /// <summary>When the next one is due, in ticks; max for none.</summary>
    public long NextDue => _order.Count == 0 ? long.MaxValue : _order.Min.Due;

    public void Add(in WaitingSend send)
    {
        _sends.Add(send.Sequence, send);
        _order.Add((send.Due.Ticks, send.Sequence));
        Scheduled += send.IsQueued ? 0 : 1;
    }

    public bool TryFind(long sequence, out WaitingSend send) => _sends.TryGetValue(sequence, out send);

    /// <summary>Finds the first one that is due.</summary>
    public bool TryNext(Stamp now, out WaitingSend send)
    {
        send = default;
        return NextDue <= now.Ticks && _sends.TryGetValue(_order.Min.Sequence, out send);
    }

    /// <summary>Takes over what is known of a message by now, such as another time.</summary>
    public void Change(in WaitingSend send)
    {
        _order.Remove((_sends[send.Sequence].Due.Ticks, send.Sequence));
        _sends[send.Sequence] = send;
        _order.Add((send.Due.Ticks, send.Sequence));
    }

    /// <summary>Takes note of a dispatch or a cancellation.</summary>
    /// <returns>What waited.</returns>
    public WaitingSend Remove(long sequence)
    {
        var waited = _sends.Remove(sequence, out var send);
        Invariant.Holds(waited);
        _order.Remove((send.Due.Ticks, sequence));
        Scheduled -= send.IsQueued ? 0 : 1;
        return send;
    }

    /// <summary>Goes through all, in the order they came.</summary>
    public void Visit(Visitor visitor)
    {
        foreach (var send in _sends.Values)
        {
            visitor(send);
        }
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
            writer.Bool(send.IsMms);
            writer.Bool(send.IsQueued);
            writer.Bool(send.Expires);
        }
    }

    public void Read(ref PayloadReader reader)
    {
        for (var left = reader.Int(); left > 0; left--)
        {
            Add(new(
                reader.Long(), reader.Stamp(), reader.Stamp(), reader.Address(), reader.Address(), reader.Int(),
                reader.Bool())
            {
                IsQueued = reader.Bool(), Expires = reader.Bool(),
            });
        }
    }
}
