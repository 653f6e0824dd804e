using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Consent.Keywords;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Tests.Consent;

/// <summary>The deciders with the least state around them: one account, one profile, the network.</summary>
internal sealed class ConsentModel(StartScope startScope)
{
    private readonly Dictionary<(Address Number, PhoneNumber Person), PairConsent> _pairs = [];
    private readonly Dictionary<PhoneNumber, PairConsent> _wildcards = [];
    private readonly Dictionary<PhoneNumber, HashSet<Address>> _origins = [];
    private readonly HashSet<(Address Number, PhoneNumber Person)> _network = [];

    private long _ticks;

    /// <summary>Consent events so far.</summary>
    public int Events { get; private set; }

    public HearDecision Hear(Provider provider, PhoneNumber person, Address number, string body)
    {
        var sender = SenderTypes.Of(number);
        var table = provider == Provider.RingCentral ? KeywordTable.RingCentral
            : sender == SenderType.ShortCode ? KeywordTable.TelnyxShortCode : KeywordTable.Telnyx;
        var heard = table.Classify(body, NumberPlan.RegionOf(person), KeywordMatch.WholeBody);
        return Hear(provider, person, number, heard.Operation, heard.Keyword);
    }

    public HearDecision Hear(Provider provider, PhoneNumber person, Address number, Operation operation, string keyword)
    {
        var (sender, isNetworkBlocked) = (SenderTypes.Of(number), IsNetworkBlocked(number, person));
        var decision = provider == Provider.RingCentral
            ? PairConsentDecider.Hear(
                operation, keyword, PairOf(number, person), WildcardOf(person), sender, isNetworkBlocked)
            : OriginConsentDecider.Hear(
                operation, keyword, new(OriginsOf(person).Contains(number), OriginsOf(person).Count), startScope,
                sender, isNetworkBlocked);

        Apply(provider, person, number, decision.Consent);
        _ = decision.Network switch
        {
            NetworkChange.Block => _network.Add((number, person)),
            NetworkChange.Unblock => _network.Remove((number, person)),
            _ => false,
        };
        return decision;
    }

    /// <summary>Sets a RingCentral record by API.</summary>
    /// <returns>False when it says nothing new.</returns>
    public bool Set(Address? number, PhoneNumber person, ConsentStatus status)
    {
        var record = new PairConsent(status, ConsentSource.Api, new(++_ticks));
        if (number is not { } sender)
        {
            _wildcards[person] = record;
            Events++;
            return true;
        }

        if (!PairConsentDecider.Changes(status, PairOf(sender, person), WildcardOf(person)))
        {
            return false;
        }

        _pairs[(sender, person)] = record;
        Events++;
        return true;
    }

    public bool IsBlocked(Provider provider, Address number, PhoneNumber person) => provider == Provider.RingCentral
        ? PairConsentDecider.IsBlocked(PairOf(number, person), WildcardOf(person))
        : OriginsOf(person).Count > 0;

    public bool IsNetworkBlocked(Address number, PhoneNumber person) => _network.Contains((number, person));

    public PairConsent PairOf(Address number, PhoneNumber person) => _pairs.GetValueOrDefault((number, person));

    public IReadOnlySet<Address> OriginsOf(PhoneNumber person) => _origins.GetValueOrDefault(person, []);

    private PairConsent WildcardOf(PhoneNumber person) => _wildcards.GetValueOrDefault(person);

    private void Apply(Provider provider, PhoneNumber person, Address number, ConsentChange change)
    {
        Events += change == ConsentChange.None ? 0 : 1;
        if (provider == Provider.RingCentral)
        {
            if (change != ConsentChange.None)
            {
                var status = change == ConsentChange.OptOut ? ConsentStatus.OptOut : ConsentStatus.OptIn;
                _pairs[(number, person)] = new(status, ConsentSource.Recipient, new(++_ticks));
            }

            return;
        }

        var origins = _origins.TryGetValue(person, out var known) ? known : _origins[person] = [];
        switch (change)
        {
            case ConsentChange.OptOut:
                Assert.True(origins.Add(number));
                break;
            case ConsentChange.OptIn:
                Assert.True(origins.Remove(number));
                break;
            case ConsentChange.OptInAll:
                origins.Clear();
                break;
        }
    }
}
