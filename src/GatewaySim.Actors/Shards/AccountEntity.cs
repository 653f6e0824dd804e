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
    // Version 1 had no subscriptions.
    private const byte StateVersion = 2;

    private readonly SortedDictionary<ulong, (PairConsent Record, long Sequence)> _wildcards = [];
    private readonly Dictionary<(Provider Provider, Address Number), NumberRecord> _numbers = [];
    private readonly Dictionary<Guid, ProfileRecord> _profiles = [];

    public SubscriptionBook Subscriptions { get; } = new(scope.Account);

    /// <summary>A recipient's account-wide record, and the event that made it.</summary>
    public (PairConsent Record, long Sequence) WildcardOf(PhoneNumber recipient) =>
        _wildcards.GetValueOrDefault(recipient.Value);

    public int WildcardCount => _wildcards.Count;

    public NumberRecord? FindNumber(Provider provider, Address number) =>
        _numbers.GetValueOrDefault((provider, number));

    public int NumberCount => _numbers.Count;

    public ProfileRecord? FindProfile(Guid id) => _profiles.GetValueOrDefault(id);

    public int ProfileCount => _profiles.Count;

    /// <summary>Publishes everything: after recovery, when all of it is durable.</summary>
    public void PublishAll()
    {
        foreach (var (recipient, (record, sequence)) in _wildcards)
        {
            context.Wildcards.Publish(Scope.Account, new(recipient), record, sequence);
        }

        foreach (var profile in _profiles.Values)
        {
            context.Directory.Publish(profile);
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

        writer.Varint((long)_profiles.Count);
        foreach (var profile in _profiles.Values.OrderBy(p => p.CreatedAt))
        {
            Write(writer, profile);
        }

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
            case ProfileCreated e:
                _profiles[e.Id] = new(
                    e.Id, Scope.Account, e.Name, e.WhitelistedDestinations, e.Enabled, e.WebhookUrl,
                    e.WebhookFailoverUrl, e.WebhookApiVersion, at, at);
                break;
            case NumberAssigned e:
                var known = FindNumber(e.Provider, e.Number);
                _numbers[(e.Provider, e.Number)] = new(
                    known?.Id ?? MessageId.At(context.ShardOf(Scope), sequence), e.Provider, Scope.Account, e.Number,
                    e.Profile, known?.CreatedAt ?? at, at);
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
        Invariant.Holds(version is 1 or StateVersion);
        for (var left = reader.Int(); left > 0; left--)
        {
            _wildcards[reader.Varint()] = (PairConsent.Unpack(reader.Fixed64()), reader.Long());
        }

        for (var left = reader.Int(); left > 0; left--)
        {
            var profile = new ProfileRecord(
                reader.Guid(), Scope.Account, reader.Text(), reader.Texts(), reader.Bool(), reader.OptionalText(),
                reader.OptionalText(), reader.Text(), reader.Stamp(), reader.Stamp());
            _profiles[profile.Id] = profile;
        }

        for (var left = reader.Int(); left > 0; left--)
        {
            var number = new NumberRecord(
                new(reader.Long()), (Provider)reader.Byte(), Scope.Account, reader.Address(), reader.OptionalGuid(),
                reader.Stamp(), reader.Stamp());
            _numbers[(number.Provider, number.Number)] = number;
        }

        if (version >= 2)
        {
            Subscriptions.Read(ref reader);
        }
    }

    private static void Write(PayloadWriter writer, ProfileRecord profile)
    {
        writer.Guid(profile.Id);
        writer.Text(profile.Name);
        writer.Texts(profile.WhitelistedDestinations);
        writer.Bool(profile.Enabled);
        writer.OptionalText(profile.WebhookUrl);
        writer.OptionalText(profile.WebhookFailoverUrl);
        writer.Text(profile.WebhookApiVersion);
        writer.Stamp(profile.CreatedAt);
        writer.Stamp(profile.UpdatedAt);
    }

    private static void Write(PayloadWriter writer, NumberRecord number)
    {
        writer.Varint(number.Id.Value);
        writer.Byte((byte)number.Provider);
        writer.Address(number.Number);
        writer.OptionalGuid(number.Profile);
        writer.Stamp(number.CreatedAt);
        writer.Stamp(number.UpdatedAt);
    }
}
