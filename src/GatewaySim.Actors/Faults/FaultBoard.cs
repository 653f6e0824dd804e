using GatewaySim.Journal;

namespace GatewaySim.Actors.Faults;

/// <summary>The plan in force. Who meets faults reads it once for each thing it does; there is no other cost.</summary>
/// <param name="seed">The seed of plans that bring none.</param>
public sealed class FaultBoard(ulong seed) : IJournalFaults
{
    private FaultPlan _plan = new(seed, []);

    /// <summary>Called when another plan is in force.</summary>
    public Action? Changed { get; set; }

    public FaultPlan Plan => Volatile.Read(ref _plan);

    /// <summary>Puts a plan in the place of the one in force; what that one holds back goes on at once.</summary>
    public void Put(FaultPlan plan)
    {
        Interlocked.Exchange(ref _plan, plan).End();
        Changed?.Invoke();
    }

    public JournalFault OfTransaction()
    {
        var plan = Plan;
        if (plan.OfJournal.Count == 0)
        {
            return default;
        }

        var fault = new JournalFault(TimeSpan.Zero, RefusesBefore: false, RefusesAfter: false, plan.Ended);
        foreach (var armed in plan.OfJournal)
        {
            var rule = armed.Rule;
            var isRefused = fault.RefusesBefore || fault.RefusesAfter;
            if ((rule.Kind == FaultKind.JournalRefuses && isRefused) || !armed.Strikes())
            {
                continue;
            }

            fault = rule.Kind == FaultKind.JournalSlow ? fault with { Delay = fault.Delay + rule.Span }
                : rule.When == FaultMoment.Before ? fault with { RefusesBefore = true }
                : fault with { RefusesAfter = true };
        }

        return fault;
    }

    public void Clear() => Put(new(Seed, []));

    /// <summary>The seed of plans that bring none: the simulation's.</summary>
    public ulong Seed { get; } = seed;
}
