using System.Collections.Frozen;
using System.Runtime.InteropServices;
using GatewaySim.Domain;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Pools;
using GatewaySim.Journal.Codec;

namespace GatewaySim.Actors.Shards;

/// <summary>
/// What one profile did on one UTC day: the parts that it pays for, how its senders fared. It forgets the day when the
/// next one begins.
/// </summary>
/// <remarks>Made of events and their stamps alone, of no setting. Some 80 bytes for each sender of the day.</remarks>
internal sealed class ProfileDay
{
    private readonly Dictionary<Address, SenderHealth> _senders = [];
    private readonly HashSet<PhoneNumber> _unhealthy = [];
    private long _day;
    private long _parts;
    private bool _isLimitTold;

    /// <summary>Parts that were handed to the carrier, on the day of a moment.</summary>
    public long PartsOn(Stamp now) => IsOver(now) ? 0 : _parts;

    /// <summary>Whether it was told on the day of a moment that the spend limit is reached.</summary>
    public bool IsLimitToldOn(Stamp now) => !IsOver(now) && _isLimitTold;

    /// <summary>Numbers that are unhealthy by what they did on the day of a moment.</summary>
    public IReadOnlySet<PhoneNumber> UnhealthyOn(Stamp now) =>
        IsOver(now) ? FrozenSet<PhoneNumber>.Empty : _unhealthy;

    public SenderHealth HealthOn(Stamp now, Address sender) =>
        IsOver(now) ? default : _senders.GetValueOrDefault(sender);

    /// <summary>A message left the queue.</summary>
    /// <param name="parts">What is paid for it, where the carrier got it.</param>
    public void Sent(Stamp at, in Address from, Outcome outcome, int parts)
    {
        BeginDay(at);
        if (outcome.IsHandedOver())
        {
            _parts += parts;
            ref var health = ref CollectionsMarshal.GetValueRefOrAddDefault(_senders, from, out _);
            health = health.After(outcome);
            Judge(from, health);
        }
    }

    /// <summary>A person's text came in.</summary>
    public void Heard(Stamp at, in Address to)
    {
        BeginDay(at);
        ref var health = ref CollectionsMarshal.GetValueRefOrAddDefault(_senders, to, out _);
        health = health.AfterText();
    }

    public void LimitTold(Stamp at)
    {
        BeginDay(at);
        _isLimitTold = true;
    }

    public void Write(PayloadWriter writer)
    {
        writer.Varint(_day);
        writer.Varint(_parts);
        writer.Bool(_isLimitTold);
        writer.Varint((long)_senders.Count);
        foreach (var (sender, health) in _senders.OrderBy(p => p.Key.ToString(), StringComparer.Ordinal))
        {
            writer.Address(sender);
            writer.Varint(health.Messages);
            writer.Varint(health.Delivered);
            writer.Varint(health.Spam);
            writer.Varint(health.Received);
        }
    }

    public void Read(ref PayloadReader reader)
    {
        (_day, _parts, _isLimitTold) = (reader.Long(), reader.Long(), reader.Bool());
        for (var left = reader.Int(); left > 0; left--)
        {
            var sender = reader.Address();
            _senders[sender] = new(reader.Long(), reader.Long(), reader.Long(), reader.Long());
            Judge(sender, _senders[sender]);
        }
    }

    private static long DayOf(Stamp at) => at.Ticks / TimeSpan.TicksPerDay;

    /// <summary>Where the clock was set back the day goes on, as stamps do.</summary>
    private bool IsOver(Stamp now) => DayOf(now) > _day;

    private void BeginDay(Stamp at)
    {
        if (IsOver(at))
        {
            (_day, _parts, _isLimitTold) = (DayOf(at), 0, false);
            _senders.Clear();
            _unhealthy.Clear();
        }
    }

    private void Judge(in Address sender, in SenderHealth health)
    {
        // Only numbers are in pools; a name or a short code is never asked for.
        if (!health.IsHealthy)
        {
            _unhealthy.Add(sender.AsPhoneNumber);
        }
        else if (_unhealthy.Count > 0)
        {
            _unhealthy.Remove(sender.AsPhoneNumber);
        }
    }
}
