using System.Diagnostics.CodeAnalysis;
using GatewaySim.Domain.Carrier;

namespace GatewaySim.Actors.Faults;

/// <summary>All faults that are in force together. Its rules never change; another plan takes its place.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A source without a timer holds nothing to let go of.")]
public sealed class FaultPlan
{
    /// <summary>Rules of one plan.</summary>
    public const int RulesMax = 100;

    private readonly CancellationTokenSource _ended = new();

    /// <param name="seed">With the place of a rule and the number of a call it says whether the rule strikes.</param>
    public FaultPlan(ulong seed, IReadOnlyList<FaultRule> rules)
    {
        Seed = seed;
        Faults = [.. rules.Select((rule, place) => new ArmedFault(rule, Chance.BaseOf(seed, (ulong)place)))];
        OfDoors = [.. Faults.Where(f => f.Rule.Kind <= FaultKind.WebhookEarly)];
        OfWebhooks = [.. Faults.Where(f =>
            f.Rule.Kind is >= FaultKind.WebhookDuplicate and <= FaultKind.WebhookCorrected)];
        OfJournal = [.. Faults.Where(f => f.Rule.Kind >= FaultKind.JournalSlow)];
        Receipts = rules.Any(r => r.Kind == FaultKind.WebhookEarly) ? new() : null;
    }

    public ulong Seed { get; }

    /// <summary>In their order, which is the order in which they are asked.</summary>
    public IReadOnlyList<ArmedFault> Faults { get; }

    /// <summary>Those that calls of the providers' APIs meet.</summary>
    public IReadOnlyList<ArmedFault> OfDoors { get; }

    /// <summary>Those that callbacks meet.</summary>
    public IReadOnlyList<ArmedFault> OfWebhooks { get; }

    /// <summary>Those that transactions of the journal meet.</summary>
    public IReadOnlyList<ArmedFault> OfJournal { get; }

    /// <summary>What was told lately; null where nobody waits for that.</summary>
    public ReceiptWatch? Receipts { get; }

    /// <summary>Cancelled when another plan takes its place: what it holds back goes on then.</summary>
    public CancellationToken Ended => _ended.Token;

    internal void End() => _ended.Cancel();
}
