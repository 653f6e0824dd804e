using System.Diagnostics;
using GatewaySim.Actors.Pacing;
using GatewaySim.Domain;
using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Pools;
using GatewaySim.Journal.Codec;

namespace GatewaySim.Actors.Shards;

/// <summary>
/// A Telnyx messaging profile: its block rules, the network blocks of its toll-free numbers, its counters, the senders
/// that its recipients keep, how much it sent.
/// </summary>
internal sealed class ProfileEntity(Scope scope, ShardContext context) : Entity(scope)
{
    /// <summary>
    /// Version 1 has no waiting messages, and knows neither the day nor who keeps which sender; 2 has no traffic.
    /// </summary>
    private const byte StateVersion = 3;

    private readonly OriginTable _origins = new();
    private readonly SortedDictionary<ulong, RecipientTable> _networkBlocks = [];
    private readonly Dictionary<Address, long> _ordinals = [];
    private readonly RecentIds _recent = new();
    private readonly WaitingQueue _waiting = new();
    private readonly ProfilePace _pace = new(scope, context);

    public RecentIds Recent => _recent;

    public OriginTable Origins => _origins;

    public WaitingQueue Waiting => _waiting;

    public ProfilePace Pace => _pace;

    public override int Paced => _waiting.Count - _waiting.Scheduled;

    public override int Scheduled => _waiting.Scheduled;

    public override long OldestOpen => _waiting.OldestOpen;

    public override bool MayLeave(Stamp now) => _pace.IsIdle(now);

    public override long NextDue => _waiting.NextDue;

    public long ReplyOrdinal { get; private set; }

    public ProfileDay Day { get; } = new();

    public ProfileTraffic Traffic { get; } = new();

    public StickySenders Sticky { get; } = new();

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
    public long MessageCount { get; private set; }

    /// <summary>How many messages a sender was given under this profile.</summary>
    public long OrdinalOf(Address sender) => _ordinals.GetValueOrDefault(sender);

    /// <summary>Where the chance of a sender under this profile begins.</summary>
    public ulong ChanceBaseOf(Address sender) => Chance.BaseOf(
        context.Journal.Info.Seed,
        Hashing.Mix(Scope.Hash, sender.Name is { } name
            ? Hashing.Of(System.Text.Encoding.UTF8.GetBytes(name))
            : sender.Key));

    /// <summary>
    /// Hands over what is due. Block rules and the spend limit are asked again, now: nobody is texted who stopped
    /// since.
    /// </summary>
    public override void DispatchDue(ShardState state, Turn turn, Stamp now, ref int budget)
    {
        var limit = SpendLimit;
        for (; budget > 0 && _waiting.TryNext(now, out var send); budget--)
        {
            var isBlocked = _origins.IsBlocked(send.To.Key);
            if (!isBlocked && !_pace.MayLeave(ref send, state.SeenFrom(send.Due)))
            {
                _waiting.Change(send);
                continue;
            }

            var ordinal = OrdinalOf(send.From);
            var chance = Chance.Of(ChanceBaseOf(send.From), (ulong)ordinal);
            var at = state.StampFor(send.Due);
            var outcome = isBlocked ? Outcome.Blocked
                : send.Expires ? Outcome.Expired
                : IsSpent(limit, at) ? Outcome.SpendLimited
                : OutcomeOf(send.From, send.To, chance, FiltersOf(send), at, send.Parts);
            MessageDispatched dispatched = new(
                send.Sequence, send.AcceptedAt, ordinal, outcome, context.Carrier.StoredName, chance);
            state.RecordAt(turn, this, dispatched, at);
            if (ReachesLimit(limit, at) is { } reached)
            {
                state.RecordDue(turn, this, reached, at);
            }
        }
    }

    /// <summary>What becomes of a message that is handed over now.</summary>
    /// <param name="filters">What the carrier found in its text.</param>
    /// <param name="at">The stamp of the event that says so.</param>
    public Outcome OutcomeOf(Address from, Address to, ulong chance, ulong filters, Stamp at, int parts)
    {
        var outcome = _origins.IsBlocked(to.Key) ? Outcome.Blocked
            : IsNetworkBlocked(from, to.Key) ? Outcome.CarrierOptOut
            : context.Draw(chance, to, filters, at);
        return context.Caps is { } caps ? caps.Take(Scope, from, to, parts, outcome, at) : outcome;
    }

    /// <summary>US dollars that the profile may spend on a UTC day; null for any.</summary>
    public decimal? SpendLimit =>
        context.Directory.FindProfile(Scope.Profile)?.Settings is { IsSpendLimited: true } settings
            ? settings.DailySpendLimit : null;

    /// <summary>
    /// Whether the messages of the day cost as much already as they may. What reaches the limit is the last that
    /// passes.
    /// </summary>
    public bool IsSpent(decimal? limit, Stamp now) => limit is { } most && CostOn(now) >= most;

    /// <summary>Says by an event that the limit is reached, where it is and nobody said so on that day.</summary>
    public void TellLimit(ShardState state, Turn turn, decimal? limit, Stamp now)
    {
        if (ReachesLimit(limit, now) is { } reached)
        {
            state.Record(turn, this, reached);
        }
    }

    /// <summary>Chooses a number of the pool for a message that names no sender.</summary>
    /// <returns>Null when nothing can be chosen.</returns>
    public PhoneNumber? ChooseSender(SendMessage message, Stamp now)
    {
        if (context.Directory.FindProfile(Scope.Profile) is not { Settings.NumberPool: { } settings } profile)
        {
            return null;
        }

        var numbers = context.Directory.PoolOf(profile);
        var chance = PoolChoice.ChanceOf(context.Journal.Info.Seed, Scope.Hash, MessageCount + _waiting.Count);
        var request = new PoolRequest(
            message.To, settings.StickySender ? Sticky.Find(message.To, now) : null, Day.UnhealthyOn(now),
            message.PoolRules);
        var able = MessageParts.IsMms(message.Options) ? numbers.ForMms : numbers;
        return PoolChoice.Choose(settings, able, request, chance);
    }

    /// <summary>Remembers the choice for the recipient, where the pool is sticky and the table has room.</summary>
    public void KeepSender(ShardState state, Turn turn, Address recipient, PhoneNumber chosen, Stamp now)
    {
        if (context.Directory.FindProfile(Scope.Profile) is { Settings.NumberPool.StickySender: true }
            && Sticky.Find(recipient, now) != chosen
            && (Sticky.Has(recipient) || Sticky.Count < context.Limits.StickyRecipientsMax))
        {
            state.Record(turn, this, new StickySenderSet(recipient, chosen));
        }
    }

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
        _waiting.Write(writer);
        Day.Write(writer);
        Sticky.Write(writer);
        Traffic.Write(writer);
    }

    protected override void Evolve(long sequence, Stamp at, GatewayEvent @event)
    {
        switch (@event)
        {
            case MessageAccepted e:
                Sent(at, e.From, e.To, e.Ordinal, e.Outcome, MessageParts.Of(e.Text, e.Options),
                    MessageParts.IsMms(e.Options));
                break;
            case MessageScheduled e:
                var scheduled = WaitingOf(sequence, at, e);
                _waiting.Add(scheduled);
                _pace.Waits(scheduled);
                break;
            case MessageQueued e:
                var queued = WaitingOf(sequence, at, e) with { IsQueued = true, Expires = e.Expires };
                _waiting.Add(queued);
                _pace.Waits(queued);
                break;
            case MessageDispatched e:
                var due = _waiting.Remove(e.Message);
                _pace.Gone(due);
                Sent(at, due.From, due.To, e.Ordinal, e.Outcome, due.Parts, due.IsMms);
                break;
            case MessageCancelled e:
                _pace.Gone(_waiting.Remove(e.Message));
                break;
            case GroupAccepted e:
                for (var n = 0; n < e.To.Count; n++)
                {
                    // Each recipient's copy is an MMS of its own.
                    Sent(at, e.From, e.To[n], e.FirstOrdinal + n, (Outcome)e.Outcomes.Span[n], parts: 1, isMms: true);
                }

                break;
            case SpendLimitReached:
                Day.LimitTold(at);
                break;
            case StickySenderSet e:
                Sticky.Set(e.Recipient, e.Sender, at);
                break;
            case StickySendersCleared:
                Sticky.Clear();
                break;
            case InboundReceived e:
                Day.Heard(at, e.To);
                Traffic.Heard(at, e.To);
                _recent.Add(e.ExternalId, MessageId.At(context.ShardOf(Scope), sequence));
                break;
            case ReplySent e:
                ReplyOrdinal = e.Ordinal + 1;
                Traffic.Sent(at, e.From, e.Outcome);
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
        Invariant.Holds(version is >= 1 and <= StateVersion);
        ReplyOrdinal = reader.Long();
        _origins.Read(ref reader);
        for (var left = reader.Int(); left > 0; left--)
        {
            EntityState.Read(ref reader, NetworkOf(new(reader.Varint())));
        }

        for (var left = reader.Int(); left > 0; left--)
        {
            var sender = reader.Address();
            _ordinals[sender] = reader.Long();
            MessageCount += _ordinals[sender];
        }

        _recent.Read(ref reader);
        if (version > 1)
        {
            _waiting.Read(ref reader);
            _waiting.Visit(_pace.Waits);
            Day.Read(ref reader);
            Sticky.Read(ref reader);
        }

        if (version > 2)
        {
            Traffic.Read(ref reader);
        }
    }

    private SpendLimitReached? ReachesLimit(decimal? limit, Stamp now) =>
        IsSpent(limit, now) && !Day.IsLimitToldOn(now) ? new(limit!.Value, CostOn(now)) : null;

    private decimal CostOn(Stamp now) => context.Prices.CostOf(Day.PartsOn(now));

    private WaitingSend WaitingOf(long sequence, Stamp at, WaitingMessage e) => new(
        sequence, at, e.SendAt, e.From, e.To, MessageParts.Of(e.Text, e.Options), MessageParts.IsMms(e.Options))
    {
        Filters = context.Carrier.FiltersOf(e.Text),
    };

    /// <summary>What the carrier finds in a text that waited; that of one from a snapshot is read.</summary>
    private ulong FiltersOf(in WaitingSend send)
    {
        if (send.Filters is { } known)
        {
            return known;
        }

        if (!context.Carrier.LooksAtMessages)
        {
            return 0;
        }

        ulong filters = 0;
        context.Journal.Visit(
            context.ShardOf(Scope), send.Sequence - 1, send.Sequence, (in stored) =>
            {
                filters = context.Carrier.FiltersOf(((WaitingMessage)stored.Decode()).Text);
                return false;
            });
        return filters;
    }

    private void Sent(Stamp at, in Address from, Address to, long ordinal, Outcome outcome, int parts, bool isMms)
    {
        _ordinals[from] = ordinal + 1;
        MessageCount++;
        Day.Sent(at, from, outcome, parts);
        Traffic.Sent(at, from, outcome);
        if (outcome.IsHandedOver())
        {
            Sticky.Refresh(to, at);
            _pace.Left(at, from, to, isMms, parts);
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
