using GatewaySim.Actors.Faults;
using GatewaySim.Domain;

namespace GatewaySim.Simulation.Tests;

/// <content>
/// What calls meet at the front doors when faults are ordered, as a caller sees it: nothing was done, or all of it and
/// the answer is lost, or the answer comes behind the callback about it.
/// </content>
internal sealed partial class Callers
{
    private readonly List<(FaultPlan Plan, Task Told, MessageId Id, bool UntilFinal, Action Check)> _held = [];

    /// <summary>Answers that came behind their callback.</summary>
    public int Early { get; private set; }

    /// <summary>Lets answers go whose callback came, or whose faults were cleared.</summary>
    public void Settle()
    {
        foreach (var held in _held.Where(h => h.Told.IsCompleted || h.Plan.Ended.IsCancellationRequested).ToList())
        {
            _held.Remove(held);
            var isTold = simulation.Outside!.WasTold(held.Id, held.UntilFinal);
            Property.Holds(
                "webhook-early", isTold || held.Plan.Ended.IsCancellationRequested,
                $"{held.Id} was answered before its callback");
            Early += isTold ? 1 : 0;
            held.Check();
        }
    }

    /// <summary>Asks the faults in their order, as the doors do.</summary>
    private Fate Meet(string name, Provider provider)
    {
        var plan = simulation.Plan;
        var fate = new Fate(plan, null, null);
        foreach (var fault in plan.OfDoors.Where(f => f.Rule.IsFor(provider)))
        {
            var isEarly = fault.Rule.Kind == FaultKind.WebhookEarly;
            if ((isEarly || fate.Refusal is null) && fault.Strikes())
            {
                fate = isEarly ? fate with { Early = fault.Rule } : fate with { Refusal = fault.Rule };
            }
        }

        if (fate.Refusal is { } refusal)
        {
            simulation.Note($"{name}: {refusal.Kind} {refusal.When}");
        }

        return fate;
    }

    /// <summary>The call was carried out: its caller looks at the answer, now, later or never.</summary>
    private void Answered(in Fate fate, MessageId id, Action check)
    {
        if (fate.IsLost)
        {
            return;
        }

        if (fate is { Early: { } rule, Plan.Receipts: { } receipts } && !fate.Plan.Ended.IsCancellationRequested)
        {
            _held.Add((fate.Plan, receipts.WhenTold(id, rule.UntilFinal), id, rule.UntilFinal, check));
        }
        else
        {
            check();
        }
    }

    private readonly record struct Fate(FaultPlan Plan, FaultRule? Refusal, FaultRule? Early)
    {
        public bool IsRefused => Refusal?.When == FaultMoment.Before;

        public bool IsLost => Refusal?.When == FaultMoment.After;
    }
}
