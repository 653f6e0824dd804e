using System.Runtime.InteropServices;
using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Pacing;

namespace GatewaySim.Actors.Pacing;

/// <summary>The place in a queue that a message is offered.</summary>
/// <param name="LeavesAt">When it leaves, or expires.</param>
/// <param name="IsFull">There is no place.</param>
/// <param name="Expires">It would wait longer than it is valid.</param>
/// <param name="HasSlot">Whether the account's place is taken for that moment.</param>
internal readonly record struct PacePlace(Stamp LeavesAt, bool IsFull, bool Expires, bool HasSlot);

/// <summary>The queues of one profile's senders, made of events and their stamps.</summary>
/// <remarks>
/// A sender's messages leave in the order they came, at its rate; each then takes a place of its account. Nothing here
/// costs a timer: a message that waits has a moment, and the shard wakes for the earliest. It is no part of the stored
/// state, as it depends on settings: after a restart it is made of what waits.
/// </remarks>
internal sealed class ProfilePace(Scope scope, ShardContext context)
{
    private readonly Dictionary<LineKey, PaceLine> _lines = [];
    private readonly Dictionary<LineKey, Stamp> _promised = [];

    /// <summary>Offers a place, and takes the account's where it is free.</summary>
    public PacePlace PlaceOf(in Address from, in Address to, bool isMms, int parts, Stamp now, TimeSpan validFor)
    {
        var paces = context.Paces!;
        var key = Paces.KeyOf(from, to, isMms);
        var gate = paces.GateOf(scope.Account, isMms);
        var line = _lines.GetValueOrDefault(key);
        if (line.Parts + parts > paces.PartsMaxOf(key) || !gate.HasRoomFor(parts))
        {
            return new(now, IsFull: true, Expires: false, HasSlot: false);
        }

        var place = Promised(key, line.PlaceAt(now));
        var end = now.Plus(validFor);
        if (place > end || gate.Free > end)
        {
            return new(end, IsFull: false, Expires: true, HasSlot: false);
        }

        // Who has to wait for its sender takes the account's place when that moment has come: until then it is others'.
        return place > now
            ? new(place, IsFull: false, Expires: false, HasSlot: false)
            : new(gate.Take(now, parts), IsFull: false, Expires: false, HasSlot: true);
    }

    /// <summary>Whether a message whose time has come may leave at that time.</summary>
    /// <param name="send">Gets a later time where not.</param>
    /// <param name="from">Its time; for one that became due while nobody was there to see it, now.</param>
    public bool MayLeave(ref WaitingSend send, Stamp from)
    {
        if (context.Paces is not { } paces || send.Expires)
        {
            return true;
        }

        var key = KeyOf(send);
        var line = _lines.GetValueOrDefault(key);

        // 1. A scheduled message goes behind what waits already.
        var place = send.Due;
        if (!send.IsQueued && !send.IsPlaced)
        {
            place = Promised(key, line.PlaceAt(place));
            _promised[key] = place.Plus(TakesOf(key, send.Parts));
            send = send with { IsPlaced = true };
        }

        // 2. Nobody leaves before the one in front has left.
        place = line.Ready > place ? line.Ready : place;
        if (place == send.Due && !send.HasSlot)
        {
            // 3. The account's place.
            place = paces.GateOf(scope.Account, send.IsMms).Take(from > place ? from : place, send.Parts);
            send = send with { HasSlot = true };
        }

        if (place == send.Due)
        {
            return true;
        }

        send = send with { Due = place };
        return false;
    }

    /// <summary>Whether every sender may send at once.</summary>
    public bool IsIdle(Stamp now)
    {
        foreach (var line in _lines.Values)
        {
            if (line.Free > now)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A message was accepted that does not leave at once.</summary>
    public void Waits(in WaitingSend send)
    {
        if (context.Paces is not { } paces)
        {
            return;
        }

        paces.GateOf(scope.Account, send.IsMms).Wait(context.ShardOf(scope), send.IsQueued ? send.Parts : 0, 1);
        if (send.IsQueued)
        {
            var key = KeyOf(send);
            ref var line = ref CollectionsMarshal.GetValueRefOrAddDefault(_lines, key, out _);
            line = send.Expires
                ? line.Doomed(send.Parts) : line.Queued(send.SendAt, send.Parts, TakesOf(key, send.Parts));
        }
    }

    /// <summary>A message waits no more.</summary>
    public void Gone(in WaitingSend send)
    {
        if (context.Paces is not { } paces)
        {
            return;
        }

        paces.GateOf(scope.Account, send.IsMms).Wait(context.ShardOf(scope), send.IsQueued ? send.Parts : 0, -1);
        if (send.IsQueued)
        {
            ref var line = ref CollectionsMarshal.GetValueRefOrAddDefault(_lines, KeyOf(send), out _);
            line = line.Gone(send.Parts);
        }
    }

    /// <summary>A message was handed to the carrier.</summary>
    public void Left(Stamp at, in Address from, in Address to, bool isMms, int parts)
    {
        if (context.Paces is not null)
        {
            var key = Paces.KeyOf(from, to, isMms);
            ref var line = ref CollectionsMarshal.GetValueRefOrAddDefault(_lines, key, out _);
            line = line.Left(at, TakesOf(key, parts));
        }
    }

    private static LineKey KeyOf(in WaitingSend send) => Paces.KeyOf(send.From, send.To, send.IsMms);

    private TimeSpan TakesOf(in LineKey key, int parts) =>
        PaceLine.TimeOf(parts, context.Paces!.PerSecondOf(key));

    /// <summary>Not before what scheduled messages were promised.</summary>
    private Stamp Promised(in LineKey key, Stamp place) =>
        _promised.TryGetValue(key, out var promised) && promised > place ? promised : place;
}
