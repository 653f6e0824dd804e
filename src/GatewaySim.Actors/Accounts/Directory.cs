using System.Collections.Concurrent;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Pools;

namespace GatewaySim.Actors.Accounts;

/// <summary>
/// Numbers, profiles and subscriptions as the account's owner published them. Written by that owner only, read by all.
/// </summary>
internal sealed class Directory : IDirectory
{
    private readonly ConcurrentDictionary<(Provider Provider, Address Number), NumberRecord> _numbers = [];
    private readonly ConcurrentDictionary<MessageId, NumberRecord> _numbersById = [];
    private readonly ConcurrentDictionary<Guid, ProfileRecord> _profiles = [];
    private readonly ConcurrentDictionary<(int Account, Address Sender), Scope> _senderScopes = [];
    private readonly ConcurrentDictionary<Guid, Scope> _profileScopes = [];

    private readonly ConcurrentDictionary<Guid, ProfileKeywords> _keywords = [];
    private readonly ConcurrentDictionary<Guid, AlphaSenderRecord> _alphaSenders = [];
    private readonly ConcurrentDictionary<Guid, SubscriptionRecord> _subscriptions = [];
    private readonly ConcurrentDictionary<Guid, (int Version, PoolNumbers Numbers)> _pools = [];
    private int _numbersVersion;
    private int _subscriptionsVersion;
    private int _profilesVersion;

    public int Version => Volatile.Read(ref _profilesVersion);

    public int SubscriptionsVersion => Volatile.Read(ref _subscriptionsVersion);

    public NumberRecord? FindNumber(Provider provider, Address number) =>
        _numbers.GetValueOrDefault((provider, number));

    public NumberRecord? FindNumber(MessageId id) => _numbersById.GetValueOrDefault(id);

    public ProfileRecord? FindProfile(Guid id) => _profiles.GetValueOrDefault(id);

    public IReadOnlyList<ProfileRecord> ListProfiles(int account) =>
        [.. _profiles.Values.Where(p => p.Account == account).OrderByDescending(p => p.CreatedAt)];

    public IReadOnlyList<NumberRecord> ListNumbers(int account, Provider provider) =>
        [.. _numbers.Values.Where(n => n.Account == account && n.Provider == provider)
            .OrderByDescending(n => n.CreatedAt)];

    public SubscriptionRecord? FindSubscription(Guid id, Stamp now) =>
        _subscriptions.TryGetValue(id, out var record) && record.ExpiresAt > now ? record : null;

    public IReadOnlyList<SubscriptionRecord> ListSubscriptions(int account, Stamp now) =>
        [.. _subscriptions.Values.Where(s => s.Account == account && s.ExpiresAt > now).OrderBy(s => s.CreatedAt)];

    /// <summary>The phone numbers on a profile: what its number pool chooses from.</summary>
    /// <remarks>Made once after each change of a number, at the cost of a look at all of them.</remarks>
    public PoolNumbers PoolOf(ProfileRecord profile)
    {
        var version = Volatile.Read(ref _numbersVersion);
        if (_pools.TryGetValue(profile.Id, out var known) && known.Version == version)
        {
            return known.Numbers;
        }

        var numbers = new PoolNumbers(_numbers.Values
            .Where(n => n.Profile == profile.Id && n.Number.Kind == AddressKind.PhoneNumber)
            .Select(n => n.Number.AsPhoneNumber));
        _pools[profile.Id] = (version, numbers);
        return numbers;
    }

    /// <summary>What words mean to the numbers of a profile. Never allocates.</summary>
    public ProfileKeywords KeywordsOf(Guid profile) =>
        _keywords.TryGetValue(profile, out var keywords) ? keywords : ProfileKeywords.BuiltIn;

    public AlphaSenderRecord? FindAlphaSender(Guid id) => _alphaSenders.GetValueOrDefault(id);

    /// <summary>
    /// Whether a profile was given a name to send from: one of its alphanumeric senders, or its <c>alpha_sender</c>.
    /// </summary>
    public bool HasName(Guid? profile, in Address sender)
    {
        var name = sender.Name;
        return name is not null && profile is { } id && (FindProfile(id)?.Settings.AlphaSender == name
            || _alphaSenders.Values.Any(s => s.Profile == id && s.Name == name));
    }

    /// <summary>All alphanumeric senders of an account, newest first.</summary>
    public IReadOnlyList<AlphaSenderRecord> ListAlphaSenders(int account) =>
        [.. _alphaSenders.Values.Where(s => s.Account == account).OrderByDescending(s => s.CreatedAt)];

    /// <summary>The scope of a RingCentral number: one object, so that a send makes none.</summary>
    public Scope ScopeOf(NumberRecord sender) => _senderScopes.GetOrAdd(
        (sender.Account, sender.Number), static key => Scope.OfSender(key.Account, key.Sender));

    public Scope ScopeOf(int account, Guid profile) =>
        _profileScopes.GetOrAdd(profile, static (id, account) => Scope.OfProfile(account, id), account);

    public void Publish(NumberRecord number)
    {
        _numbersById[number.Id] = number;
        _numbers[(number.Provider, number.Number)] = number;
        Interlocked.Increment(ref _numbersVersion);
    }

    public void Publish(ProfileRecord profile)
    {
        _profiles[profile.Id] = profile;
        if (profile.AutoResponses.Count == 0)
        {
            _keywords.TryRemove(profile.Id, out _);
        }
        else if (!KeywordsOf(profile.Id).IsOf(profile.AutoResponses))
        {
            _keywords[profile.Id] = new(profile.AutoResponses);
        }

        Interlocked.Increment(ref _profilesVersion);
    }

    /// <summary>Takes a deleted profile and its alphanumeric senders out.</summary>
    public void Remove(Guid profile)
    {
        _profiles.TryRemove(profile, out _);
        _keywords.TryRemove(profile, out _);
        foreach (var sender in _alphaSenders.Values.Where(s => s.Profile == profile))
        {
            _alphaSenders.TryRemove(sender.Id, out _);
        }

        Interlocked.Increment(ref _profilesVersion);
    }

    /// <param name="record">Null when it is gone.</param>
    public void Publish(Guid alphaSender, AlphaSenderRecord? record)
    {
        if (record is null)
        {
            _alphaSenders.TryRemove(alphaSender, out _);
        }
        else
        {
            _alphaSenders[alphaSender] = record;
        }
    }

    /// <param name="record">Null when it is gone.</param>
    public void Publish(Guid subscription, SubscriptionRecord? record)
    {
        if (record is null)
        {
            _subscriptions.TryRemove(subscription, out _);
        }
        else
        {
            _subscriptions[subscription] = record;
        }

        Interlocked.Increment(ref _subscriptionsVersion);
    }
}
