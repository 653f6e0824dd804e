using System.Diagnostics;
using GatewaySim.Domain;
using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal.Codec;

namespace GatewaySim.Actors.Shards;

/// <summary>
/// A Telnyx messaging profile: its block rules, the network blocks of its toll-free numbers, its counters.
/// </summary>
internal sealed class ProfileEntity(Scope scope, ShardContext context) : Entity(scope)
{
    /// <summary>Version 1 has no scheduled messages.</summary>
    private const byte StateVersion = 2;

    private readonly OriginTable _origins = new();
    private readonly SortedDictionary<ulong, RecipientTable> _networkBlocks = [];
    private readonly Dictionary<Address, long> _ordinals = [];
    private readonly RecentIds _recent = new();
    private readonly ScheduleQueue _schedule = new();

    public RecentIds Recent => _recent;

    public OriginTable Origins => _origins;

    public ScheduleQueue Schedule => _schedule;

    public override long OldestOpen => _schedule.OldestOpen;

    public override long NextDue => _schedule.NextDue;

    public long ReplyOrdinal { get; private set; }

    /// <summary>Whether a new block would fit. A full profile fails closed.</summary>
    public bool HasRoomFor(ulong recipient) =>
        _origins.Count < context.Limits.RecipientsMax || _origins.IsBlocked(recipient);

    public bool IsNetworkBlocked(Address number, ulong handset) =>
        _networkBlocks.Count > 0 && _networkBlocks.TryGetValue(number.Key, out var table)
        && table.TryGetValue(handset, out _);

    /// <summary>The handsets that a toll-free number's network blocks, ascending.</summary>
    public IReadOnlyList<PhoneNumber> NetworkBlocksOf(Address number)
    {
        var handsets = new List<PhoneNumber>();
        if (_networkBlocks.TryGetValue(number.Key, out var table))
        {
            foreach (var (handset, _) in table)
            {
                handsets.Add(new(handset));
            }
        }

        handsets.Sort();
        return handsets;
    }

    /// <summary>How many messages all senders were given under this profile.</summary>
    public long MessageCount => _ordinals.Values.Sum();

    /// <summary>How many messages a sender was given under this profile.</summary>
    public long OrdinalOf(Address sender) => _ordinals.GetValueOrDefault(sender);

    /// <summary>Where the chance of a sender under this profile begins.</summary>
    public ulong ChanceBaseOf(Address sender) => Chance.BaseOf(
        context.Journal.Info.Seed,
        Hashing.Mix(Scope.Hash, sender.Name is { } name
            ? Hashing.Of(System.Text.Encoding.UTF8.GetBytes(name))
            : sender.Key));

    /// <summary>Hands over what is due. Block rules are asked again, now: nobody is texted who stopped since.</summary>
    public override void DispatchDue(ShardState state, Turn turn, Stamp now, ref int budget)
    {
        for (; budget > 0 && _schedule.TryNext(now, out var send); budget--)
        {
            var ordinal = OrdinalOf(send.From);
            var chance = Chance.Of(ChanceBaseOf(send.From), (ulong)ordinal);
            MessageDispatched dispatched = new(
                send.Sequence, send.AcceptedAt, ordinal, OutcomeOf(send.From, send.To, chance),
                context.Carrier.StoredName, chance);
            state.RecordDue(turn, this, dispatched, send.SendAt);
        }
    }

    /// <summary>What becomes of a message that is handed over now.</summary>
    public Outcome OutcomeOf(Address from, Address to, ulong chance) =>
        _origins.IsBlocked(to.Key) ? Outcome.Blocked
        : IsNetworkBlocked(from, to.Key) ? Outcome.CarrierOptOut
        : context.Carrier.Draw(chance);

    public override void WriteState(PayloadWriter writer)
    {
        writer.Byte(StateVersion);
        writer.Varint(ReplyOrdinal);
        _origins.Write(writer);
        writer.Varint((long)_networkBlocks.Count);
        foreach (var (number, handsets) in _networkBlocks)
        {
            writer.Varint(number);
            EntityState.Write(writer, handsets);
        }

        writer.Varint((long)_ordinals.Count);
        foreach (var (sender, ordinal) in _ordinals.OrderBy(p => p.Key.ToString(), StringComparer.Ordinal))
        {
            writer.Address(sender);
            writer.Varint(ordinal);
        }

        _recent.Write(writer);
        _schedule.Write(writer);
    }

    protected override void Evolve(long sequence, Stamp at, GatewayEvent @event)
    {
        switch (@event)
        {
            case MessageAccepted e:
                _ordinals[e.From] = e.Ordinal + 1;
                break;
            case MessageScheduled e:
                _schedule.Add(new(sequence, at, e.SendAt, e.From, e.To));
                break;
            case MessageDispatched e:
                _ordinals[_schedule.Remove(e.Message).From] = e.Ordinal + 1;
                break;
            case MessageCancelled e:
                _schedule.Remove(e.Message);
                break;
            case GroupAccepted e:
                _ordinals[e.From] = e.FirstOrdinal + e.To.Count;
                break;
            case InboundReceived e:
                _recent.Add(e.ExternalId, MessageId.At(context.ShardOf(Scope), sequence));
                break;
            case ReplySent e:
                ReplyOrdinal = e.Ordinal + 1;
                break;
            case RecipientOptedOut e:
                _origins.Add(e.Recipient.Value, e.Origin.Key);
                break;
            case RecipientOptedIn { AllOrigins: true } e:
                _origins.RemoveAll(e.Recipient.Value);
                break;
            case RecipientOptedIn e:
                _origins.Remove(e.Recipient.Value, e.Origin.Key);
                break;
            case ProfileRulesDropped:
                _origins.Clear();
                break;
            case NetworkBlocked e:
                NetworkOf(e.Number).Set(e.Handset.Value, (ulong)at.Ticks);
                break;
            case NetworkUnblocked e:
                NetworkOf(e.Number).Remove(e.Handset.Value);
                break;
            case NetworkBlocksAdopted e:
                Adopt(e, at);
                break;
            default:
                throw new UnreachableException($"A profile has no transition for {@event.GetType().Name}.");
        }
    }

    protected override void ReadState(ref PayloadReader reader)
    {
        var version = reader.Byte();
        Invariant.Holds(version is 1 or StateVersion);
        ReplyOrdinal = reader.Long();
        _origins.Read(ref reader);
        for (var left = reader.Int(); left > 0; left--)
        {
            EntityState.Read(ref reader, NetworkOf(new(reader.Varint())));
        }

        for (var left = reader.Int(); left > 0; left--)
        {
            _ordinals[reader.Address()] = reader.Long();
        }

        _recent.Read(ref reader);
        if (version > 1)
        {
            _schedule.Read(ref reader);
        }
    }

    private RecipientTable NetworkOf(PhoneNumber number)
    {
        if (!_networkBlocks.TryGetValue(number.Value, out var table))
        {
            _networkBlocks[number.Value] = table = new();
        }

        return table;
    }

    private void Adopt(NetworkBlocksAdopted e, Stamp at)
    {
        var table = NetworkOf(e.Number);
        table.Clear();
        foreach (var handset in e.Handsets)
        {
            table.Set(handset.Value, (ulong)at.Ticks);
        }
    }
}
