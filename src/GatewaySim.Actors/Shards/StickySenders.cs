using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal.Codec;

namespace GatewaySim.Actors.Shards;

/// <summary>Which number of its pool a profile keeps to, for each recipient.</summary>
/// <remarks>
/// <para>
/// Source: Telnyx, sticky sender guide: kept for 8 days since the last message to the recipient. The table is kept by
/// events: one when a recipient gets a sender, and every message to the recipient begins the 8 days anew.
/// </para>
/// <para>
/// At most 24 bytes a recipient: the place of its sender in a list above 42 bits of time, in 1.6 ms. What is over goes
/// once a day.
/// </para>
/// </remarks>
internal sealed class StickySenders
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(8);

    private const int TimeBits = 42;
    private const int TickBits = 14;
    private const ulong TimeMask = (1UL << TimeBits) - 1;

    private readonly RecipientTable _kept = new();
    private readonly List<PhoneNumber> _senders = [];
    private readonly Dictionary<PhoneNumber, int> _places = [];
    private long _sweptDay;

    /// <summary>Recipients that are kept, some of which may be over.</summary>
    public int Count => _kept.Count;

    /// <summary>The sender that a recipient knows; null for none.</summary>
    public PhoneNumber? Find(Address recipient, Stamp now) =>
        _kept.Count > 0 && _kept.TryGetValue(recipient.Key, out var kept) && !IsOver(kept, now)
            ? _senders[(int)(kept >> TimeBits)]
            : null;

    public bool Has(Address recipient) => _kept.TryGetValue(recipient.Key, out _);

    public void Set(Address recipient, PhoneNumber sender, Stamp at)
    {
        Sweep(at);
        if (!_places.TryGetValue(sender, out var place))
        {
            _places.Add(sender, place = _senders.Count);
            _senders.Add(sender);
        }

        _kept.Set(recipient.Key, Pack(place, at));
    }

    /// <summary>A message went to somebody: whoever has a sender keeps it for another 8 days.</summary>
    public void Refresh(Address recipient, Stamp at)
    {
        if (_kept.Count > 0 && _kept.TryGetValue(recipient.Key, out var kept) && !IsOver(kept, at))
        {
            _kept.Set(recipient.Key, Pack((int)(kept >> TimeBits), at));
        }
    }

    public void Clear()
    {
        _kept.Clear();
        _senders.Clear();
        _places.Clear();
    }

    public void Write(PayloadWriter writer)
    {
        writer.Varint(_sweptDay);
        writer.Varint((long)_senders.Count);
        foreach (var sender in _senders)
        {
            writer.Number(sender);
        }

        EntityState.Write(writer, _kept);
    }

    public void Read(ref PayloadReader reader)
    {
        _sweptDay = reader.Long();
        for (var left = reader.Int(); left > 0; left--)
        {
            var sender = reader.Number();
            _places.Add(sender, _senders.Count);
            _senders.Add(sender);
        }

        EntityState.Read(ref reader, _kept);
    }

    private static ulong Pack(int place, Stamp at) => (ulong)place << TimeBits | ((ulong)at.Ticks >> TickBits);

    private static bool IsOver(ulong kept, Stamp now) =>
        now.Ticks - (long)((kept & TimeMask) << TickBits) >= KeptFor.Ticks;

    private void Sweep(Stamp at)
    {
        var day = at.Ticks / TimeSpan.TicksPerDay;
        if (day <= _sweptDay)
        {
            return;
        }

        _sweptDay = day;
        var over = new List<ulong>();
        foreach (var (recipient, kept) in _kept)
        {
            if (IsOver(kept, at))
            {
                over.Add(recipient);
            }
        }

        over.ForEach(recipient => _kept.Remove(recipient));
    }
}
