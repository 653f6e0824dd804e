using System.Diagnostics;
using GatewaySim.Domain;
using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal.Codec;

namespace GatewaySim.Actors.Shards;

/// <summary>
/// An account: RingCentral's account-wide consent records and subscriptions, numbers, Telnyx profiles.
/// </summary>
/// <remarks>What others need of it is published when it is durable; nobody else reads this object.</remarks>
internal sealed class AccountEntity(Scope scope, ShardContext context) : Entity(scope)
{
    // Version 1 had no subscriptions; 2 had profiles and numbers with their first members only.
    private const byte StateVersion = 3;

    private readonly SortedDictionary<ulong, (PairConsent Record, long Sequence)> _wildcards = [];
    private readonly Dictionary<(Provider Provider, Address Number), NumberRecord> _numbers = [];

    public ProfileBook Profiles { get; } = new(scope.Account);

    public SubscriptionBook Subscriptions { get; } = new(scope.Account);

    /// <summary>A recipient's account-wide record, and the event that made it.</summary>
    public (PairConsent Record, long Sequence) WildcardOf(PhoneNumber recipient) =>
        _wildcards.GetValueOrDefault(recipient.Value);

    public int WildcardCount => _wildcards.Count;

    public NumberRecord? FindNumber(Provider provider, Address number) =>
        _numbers.GetValueOrDefault((provider, number));

    public int NumberCount => _numbers.Count;

    /// <summary>The numbers that are on a profile.</summary>
    public IReadOnlyList<NumberRecord> NumbersOf(Guid profile) =>
        [.. _numbers.Values.Where(n => n.Profile == profile)];

    /// <summary>Publishes everything: after recovery, when all of it is durable.</summary>
    public void PublishAll()
    {
        foreach (var (recipient, (record, sequence)) in _wildcards)
        {
            context.Wildcards.Publish(Scope.Account, new(recipient), record, sequence);
        }

        foreach (var profile in Profiles.All)
        {
            context.Directory.Publish(profile);
        }

        foreach (var sender in Profiles.AlphaSenders)
        {
            context.Directory.Publish(sender.Id, sender);
        }

        foreach (var number in _numbers.Values)
        {
            context.Directory.Publish(number);
        }

        foreach (var subscription in Subscriptions.All)
        {
            context.Directory.Publish(subscription.Id, subscription);
        }
    }

    public override void WriteState(PayloadWriter writer)
    {
        writer.Byte(StateVersion);
        writer.Varint((long)_wildcards.Count);
        foreach (var (recipient, (record, sequence)) in _wildcards)
        {
            writer.Varint(recipient);
            writer.Fixed64(record.Packed);
            writer.Varint(sequence);
        }

        Profiles.Write(writer);
        writer.Varint((long)_numbers.Count);
        foreach (var number in _numbers.Values.OrderBy(n => n.CreatedAt))
        {
            Write(writer, number);
        }

        Subscriptions.Write(writer);
    }

    protected override void Evolve(long sequence, Stamp at, GatewayEvent @event)
    {
        switch (@event)
        {
            case WildcardSet e:
                _wildcards[e.Recipient.Value] = (new(e.Status, e.Source, at), sequence);
                break;
            case NumberAssigned e:
                var known = FindNumber(e.Provider, e.Number);
                _numbers[(e.Provider, e.Number)] = new(
                    known?.Id ?? MessageId.At(context.ShardOf(Scope), sequence), e.Provider, Scope.Account, e.Number,
                    e.Profile, known?.CreatedAt ?? at, at)
                {
                    Settings = known?.Settings ?? NumberSettings.Default,
                };
                break;
            case NumberConfigured e:
                _numbers[(e.Provider, e.Number)] = _numbers[(e.Provider, e.Number)] with
                {
                    Settings = e.Settings, UpdatedAt = at,
                };
                break;
            case ProfileDeleted e:
                foreach (var number in NumbersOf(e.Id))
                {
                    _numbers[(number.Provider, number.Number)] = number with { Profile = null, UpdatedAt = at };
                }

                Profiles.Evolve(at, e);
                break;
            case ProfileCreated or ProfileConfigured or ProfileSecretRegenerated or AutoResponseSet
                or AutoResponseRemoved or AlphaSenderCreated or AlphaSenderDeleted:
                Profiles.Evolve(at, @event);
                break;
            case SubscriptionCreated or SubscriptionRenewed or SubscriptionBlacklisted or SubscriptionActivated
                or SubscriptionDeleted:
                Subscriptions.Evolve(at, @event);
                break;
            default:
                throw new UnreachableException($"An account has no transition for {@event.GetType().Name}.");
        }
    }

    protected override void ReadState(ref PayloadReader reader)
    {
        var version = reader.Byte();
        Invariant.Holds(version is >= 1 and <= StateVersion);
        for (var left = reader.Int(); left > 0; left--)
        {
            _wildcards[reader.Varint()] = (PairConsent.Unpack(reader.Fixed64()), reader.Long());
        }

        if (version >= 3)
        {
            Profiles.Read(ref reader);
        }
        else
        {
            Profiles.ReadFirstForm(ref reader);
        }

        for (var left = reader.Int(); left > 0; left--)
        {
            var number = new NumberRecord(
                new(reader.Long()), (Provider)reader.Byte(), Scope.Account, reader.Address(), reader.OptionalGuid(),
                reader.Stamp(), reader.Stamp());
            _numbers[(number.Provider, number.Number)] = version < 3
                ? number
                : number with { Settings = new(reader.Text(), reader.Texts()) };
        }

        if (version >= 2)
        {
            Subscriptions.Read(ref reader);
        }
    }

    private static void Write(PayloadWriter writer, NumberRecord number)
    {
        writer.Varint(number.Id.Value);
        writer.Byte((byte)number.Provider);
        writer.Address(number.Number);
        writer.OptionalGuid(number.Profile);
        writer.Stamp(number.CreatedAt);
        writer.Stamp(number.UpdatedAt);
        writer.Text(number.Settings.MessagingProduct);
        writer.Texts(number.Settings.Tags);
    }
}
