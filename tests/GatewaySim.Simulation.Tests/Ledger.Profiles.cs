using GatewaySim.Domain;
using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Simulation.Tests;

/// <summary>What a profile spends, and whom its pool gave which sender. Every message here has one part.</summary>
internal sealed partial class Ledger
{
    private static readonly decimal PartPrice = MessagePrices.Default.CostOf(1);

    private readonly Dictionary<Guid, ProfileSettings> _settings = [];
    private readonly Dictionary<(Scope Scope, long Day), int> _spent = [];
    private readonly HashSet<(Scope Scope, long Day)> _told = [];
    private readonly Dictionary<(Scope Scope, ulong Recipient), (PhoneNumber Sender, Stamp At)> _kept = [];
    private readonly HashSet<(Scope Scope, ulong Recipient, PhoneNumber Sender)> _everKept = [];

    /// <summary>How often a profile reached its limit.</summary>
    public int LimitsReached => _told.Count;

    public int SendersKept => _everKept.Count;

    public bool HadKept(Scope scope, Address recipient, Address sender) =>
        _everKept.Contains((scope, recipient.Key, sender.AsPhoneNumber));

    /// <summary>Whether a profile had spent what it may on the day of a moment.</summary>
    public bool IsSpent(Scope scope, Stamp at) =>
        LimitOf(scope) is { } limit && CostOn(scope, at) >= limit;

    /// <summary>Whether a profile may say at all that it spent too much.</summary>
    public bool HasLimit(Guid profile) => _settings.GetValueOrDefault(profile) is { IsSpendLimited: true };

    private void Sent(Fact fact, Address to, Outcome outcome)
    {
        if (!outcome.IsHandedOver())
        {
            return;
        }

        var key = (fact.Scope, DayOf(fact.At));
        _spent[key] = _spent.GetValueOrDefault(key) + 1;
        if (_kept.TryGetValue((fact.Scope, to.Key), out var kept) && fact.At.Time - kept.At.Time < TimeSpan.FromDays(8))
        {
            _kept[(fact.Scope, to.Key)] = (kept.Sender, fact.At);
        }
    }

    private void CheckLimit(Fact fact, SpendLimitReached e)
    {
        Property.Holds("P-37", e.Limit == LimitOf(fact.Scope) && e.Cost == CostOn(fact.Scope, fact.At)
            && e.Cost >= e.Limit, $"{fact.Id} says {e.Cost} of {e.Limit}, spent was {CostOn(fact.Scope, fact.At)}");
        Property.Holds("P-37", _told.Add((fact.Scope, DayOf(fact.At))), $"{fact.Id} is told a second time on its day");
    }

    private void CheckKept(Fact fact, StickySenderSet e)
    {
        var key = (fact.Scope, e.Recipient.Key);
        Property.Holds("P-38", _settings[fact.Scope.Profile] is { NumberPool.StickySender: true },
            $"{fact.Id} keeps a sender where nothing is sticky");
        Property.Holds("P-38", !_kept.TryGetValue(key, out var kept) || kept.Sender != e.Sender
            || fact.At.Time - kept.At.Time >= TimeSpan.FromDays(7.9), $"{fact.Id} keeps what is kept already");
        Property.Holds("P-38", Numbers.ContainsKey((Provider.Telnyx, e.Sender)), $"{fact.Id} keeps nobody's number");
        _kept[key] = (e.Sender, fact.At);
        _everKept.Add((fact.Scope, e.Recipient.Key, e.Sender));
    }

    private decimal? LimitOf(Scope scope) =>
        _settings.GetValueOrDefault(scope.Profile) is { IsSpendLimited: true } settings
            ? settings.DailySpendLimit : null;

    private decimal CostOn(Scope scope, Stamp at) => PartPrice * _spent.GetValueOrDefault((scope, DayOf(at)));

    private static long DayOf(Stamp at) => at.Time.UtcDateTime.Date.Ticks;
}
