using GatewaySim.Domain;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal.Codec;

namespace GatewaySim.Actors.Shards;

/// <summary>How much a profile sent and received: by the hour for a day, by the UTC day for thirty.</summary>
/// <remarks>Made of events and their stamps alone. At most 8 KB.</remarks>
internal sealed class ProfileTraffic
{
    /// <summary>The longest span that is counted by the hour.</summary>
    private static readonly TimeSpan ByHourMax = TimeSpan.FromHours(24);

    // One more than the span, as its ends lie within hours and days.
    private readonly Slots _hours = new(TimeSpan.TicksPerHour, kept: 25);
    private readonly Slots _days = new(TimeSpan.TicksPerDay, kept: 31);

    public void Sent(Stamp at, in Address from, Outcome outcome) =>
        Add(at, SenderTypes.Of(from), TrafficCounts.Of(outcome));

    public void Heard(Stamp at, in Address to) => Add(at, SenderTypes.Of(to), new(0, 0, 0, 1));

    /// <summary>
    /// What happened in a span up to now: the hours, above 24 hours the days, that overlap with it; oldest first.
    /// </summary>
    public IReadOnlyList<TrafficSlot> In(TimeSpan span, Stamp now) =>
        (span <= ByHourMax ? _hours : _days).Since(now.Plus(-span));

    public void Write(PayloadWriter writer)
    {
        _hours.Write(writer);
        _days.Write(writer);
    }

    public void Read(ref PayloadReader reader)
    {
        _hours.Read(ref reader);
        _days.Read(ref reader);
    }

    private void Add(Stamp at, SenderType sender, TrafficCounts counts)
    {
        _hours.Add(at, sender, counts);
        _days.Add(at, sender, counts);
    }

    /// <summary>The last slots of one length in which something happened.</summary>
    private sealed class Slots(long length, int kept)
    {
        private const int SenderTypeCount = (int)SenderType.Alphanumeric + 1;

        private readonly Queue<(long Index, TrafficCounts[] Counts)> _slots = new();
        private (long Index, TrafficCounts[] Counts) _last = (-1, []);

        public void Add(Stamp at, SenderType sender, TrafficCounts counts)
        {
            // Where the clock was set back the slot goes on, as stamps do.
            if (at.Ticks / length > _last.Index)
            {
                Begin(at.Ticks / length);
            }

            _last.Counts[(int)sender] += counts;
        }

        public List<TrafficSlot> Since(Stamp at)
        {
            var found = new List<TrafficSlot>();
            foreach (var (index, counts) in _slots)
            {
                for (var sender = 0; sender < SenderTypeCount; sender++)
                {
                    if ((index + 1) * length > at.Ticks && counts[sender] != default)
                    {
                        found.Add(new(new(index * length), (SenderType)sender, counts[sender]));
                    }
                }
            }

            return found;
        }

        public void Write(PayloadWriter writer)
        {
            writer.Varint((long)_slots.Count);
            foreach (var (index, counts) in _slots)
            {
                writer.Varint(index);
                foreach (var count in counts)
                {
                    writer.Varint(count.Sent);
                    writer.Varint(count.Delivered);
                    writer.Varint(count.Failed);
                    writer.Varint(count.Received);
                }
            }
        }

        public void Read(ref PayloadReader reader)
        {
            for (var left = reader.Int(); left > 0; left--)
            {
                Begin(reader.Long());
                foreach (ref var count in _last.Counts.AsSpan())
                {
                    count = new(reader.Long(), reader.Long(), reader.Long(), reader.Long());
                }
            }
        }

        private void Begin(long index)
        {
            _last = (index, new TrafficCounts[SenderTypeCount]);
            _slots.Enqueue(_last);
            while (_slots.Peek().Index <= index - kept)
            {
                _slots.Dequeue();
            }
        }
    }
}
