using GatewaySim.Domain;
using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Simulation.Tests;

/// <summary>The exact model: folds every durable event in order, and checks that each one had to be as it is.</summary>
internal sealed partial class Ledger
{
    private readonly Dictionary<(Scope Scope, ulong Recipient), List<Mark>> _pairs = [];
    private readonly List<(long Sequence, ulong Recipient, Mark Mark)> _wildcards = [];
    private readonly Dictionary<(Scope Scope, ulong Recipient), SortedSet<ulong>> _origins = [];
    private readonly Dictionary<(Scope Scope, ulong Recipient), List<(long At, bool IsOut)>> _profileHistory = [];
    private readonly HashSet<(Scope Scope, ulong Number, ulong Handset)> _network = [];
    private readonly Dictionary<MessageId, Fact> _facts = [];
    private readonly Dictionary<int, Stamp> _lastStamps = [];
    private readonly Dictionary<int, long> _heads = [];

    /// <summary>Events so far: what "before" and "after" mean to callers.</summary>
    public long Now => _facts.Count;

    /// <summary>The greatest stamp that is durable.</summary>
    public Stamp LastStamp { get; private set; }

    /// <summary>The newest durable account-wide record.</summary>
    public long LastWildcard => _wildcards.Count == 0 ? 0 : _wildcards[^1].Sequence;

    /// <summary>Who is blocked by the toll-free network, by number alone: only texts change it (P-36).</summary>
    public HashSet<(ulong Number, ulong Handset)> NetworkTruth { get; } = [];

    /// <summary>Numbers and the profiles they are on.</summary>
    public Dictionary<(Provider Provider, Address Number), Guid?> Numbers { get; } = [];

    /// <summary>Texts of people that are durable.</summary>
    public IEnumerable<(string ExternalId, string Text, Stamp At)> Heard => _facts.Values
        .Where(f => f.Event is InboundReceived)
        .Select(f => (((InboundReceived)f.Event).ExternalId, ((InboundReceived)f.Event).Text, f.At));

    public IEnumerable<Scope> Scopes => _facts.Values.Select(f => f.Scope).Distinct();

    public Fact? Find(MessageId id) => _facts.GetValueOrDefault(id);

    public IEnumerable<Fact> CausedBy(MessageId id) => _facts.Values.Where(f => CauseOf(f.Event) == id);

    public Mark PairOf(Scope scope, ulong recipient) =>
        _pairs.TryGetValue((scope, recipient), out var marks) ? marks[^1] : default;

    public bool HadPair(Scope scope, ulong recipient, Mark mark) =>
        mark == default || (_pairs.TryGetValue((scope, recipient), out var marks) && marks.Contains(mark));

    public Mark WildcardOf(ulong recipient, long seen) =>
        _wildcards.LastOrDefault(w => w.Recipient == recipient && w.Sequence <= seen).Mark;

    public bool IsNetworkBlocked(Scope scope, Address number, ulong handset) =>
        _network.Contains((scope, number.Key, handset));

    public IEnumerable<ulong> NetworkOf(Scope scope, Address number) =>
        _network.Where(n => n.Scope.Equals(scope) && n.Number == number.Key).Select(n => n.Handset).Order();

    /// <summary>Whether a profile had a block of this recipient at some moment since.</summary>
    public bool WasBlocked(Scope scope, ulong recipient, bool isOut, long since)
    {
        var history = _profileHistory.GetValueOrDefault((scope, recipient)) ?? [];
        var before = history.LastOrDefault(h => h.At <= since).IsOut;
        return before == isOut || history.Exists(h => h.At > since && h.IsOut == isOut);
    }

    /// <summary>Takes an append that became durable.</summary>
    /// <param name="seen">The newest account-wide record that was published when the events were decided.</param>
    public void Fold(IReadOnlyList<Fact> facts, long seen)
    {
        for (var n = 0; n < facts.Count; n++)
        {
            var fact = facts[n];
            var (head, last) = (_heads.GetValueOrDefault(fact.Shard), _lastStamps.GetValueOrDefault(fact.Shard));
            Property.Holds("P-25", fact.Sequence == head + 1, $"there is a gap before {fact.Id}");
            Property.Holds("P-26", fact.At > last, $"the stamp of {fact.Id} went back");
            Check(fact, facts, n, seen);
            Apply(fact);
            _heads[fact.Shard] = fact.Sequence;
            _lastStamps[fact.Shard] = fact.At;
            LastStamp = fact.At > LastStamp ? fact.At : LastStamp;
            _facts.Add(fact.Id, fact);
        }
    }

    private void Check(Fact fact, IReadOnlyList<Fact> facts, int at, long seen)
    {
        switch (fact.Event)
        {
            case InboundReceived e:
                CheckHeard(fact, e, facts, at, seen);
                break;
            case RecipientOptedOut e when e.Cause.CausedBy == MessageId.None:
                CheckSet(fact, e.Recipient.Value, ConsentStatus.OptOut, seen);
                break;
            case RecipientOptedIn e when e.Cause.CausedBy == MessageId.None:
                CheckSet(fact, e.Recipient.Value, ConsentStatus.OptIn, seen);
                break;
            case BatchAccepted e:
                CheckAccepted(fact, e);
                break;
            case BatchDispatched e:
                CheckDispatched(fact, e, seen);
                break;
            case MessageAccepted e:
                CheckMessage(fact, e);
                break;
            case WaitingMessage e:
                Property.Holds("P-22", _requests.Add(e.Text), $"message {e.Text} was accepted twice");
                Property.Holds("P-37", !IsSpent(fact.Scope, fact.At), $"{fact.Id} is a spent profile's");
                _scheduled.Add(fact.Id, e);
                break;
            case MessageDispatched e:
                CheckScheduled(fact, e);
                break;
            case SpendLimitReached e:
                CheckLimit(fact, e);
                break;
            case StickySenderSet e:
                CheckKept(fact, e);
                break;
        }

        if (CauseOf(fact.Event) is { } cause && cause != MessageId.None)
        {
            Property.Holds("P-25", _facts.ContainsKey(cause), $"{fact.Id} names a cause that is not stored");
            Property.Holds("P-9", fact.At.Time - _facts[cause].At.Time < TimeSpan.FromMinutes(5), $"{fact.Id} is late");
        }
    }

    private void Apply(Fact fact)
    {
        switch (fact.Event)
        {
            case RecipientOptedOut e:
                Opt(fact, e.Recipient.Value, ConsentStatus.OptOut, origins => origins.Add(e.Origin.Key));
                break;
            case RecipientOptedIn e:
                Opt(fact, e.Recipient.Value, ConsentStatus.OptIn, origins => origins.Remove(e.Origin.Key));
                break;
            case WildcardSet e:
                _wildcards.Add((fact.Sequence, e.Recipient.Value, new(fact.At, e.Status)));
                break;
            case NetworkBlocked e:
                _network.Add((fact.Scope, e.Number.Value, e.Handset.Value));
                NetworkTruth.Add((e.Number.Value, e.Handset.Value));
                break;
            case NetworkUnblocked e:
                _network.Remove((fact.Scope, e.Number.Value, e.Handset.Value));
                NetworkTruth.Remove((e.Number.Value, e.Handset.Value));
                break;
            case NetworkBlocksAdopted e:
                _network.RemoveWhere(n => n.Scope.Equals(fact.Scope) && n.Number == e.Number.Value);
                _network.UnionWith(e.Handsets.Select(h => (fact.Scope, e.Number.Value, h.Value)));
                break;
            case ProfileConfigured e:
                _settings[e.Id] = e.Settings;
                break;
            case NumberAssigned e:
                Numbers[(e.Provider, e.Number)] = e.Profile;
                break;
        }
    }

    private void Opt(Fact fact, ulong recipient, ConsentStatus status, Action<SortedSet<ulong>> change)
    {
        var key = (fact.Scope, recipient);
        if (fact.Scope.Kind == ScopeKind.Sender)
        {
            (_pairs.TryGetValue(key, out var marks) ? marks : _pairs[key] = []).Add(new(fact.At, status));
            return;
        }

        var origins = _origins.TryGetValue(key, out var known) ? known : _origins[key] = [];
        change(origins);
        var history = _profileHistory.TryGetValue(key, out var past) ? past : _profileHistory[key] = [];
        history.Add((Now + 1, origins.Count > 0));
    }

    private static MessageId? CauseOf(GatewayEvent @event) => @event switch
    {
        RecipientOptedOut e => e.Cause.CausedBy,
        RecipientOptedIn e => e.Cause.CausedBy,
        NetworkBlocked e => e.CausedBy,
        NetworkUnblocked e => e.CausedBy,
        ReplySent e => e.CausedBy,
        _ => null,
    };
}
