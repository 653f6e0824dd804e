namespace GatewaySim.Actors.Faults;

/// <summary>The plan in force. Who meets faults reads it once for each thing it does; there is no other cost.</summary>
/// <param name="seed">The seed of plans that bring none.</param>
public sealed class FaultBoard(ulong seed)
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

    public void Clear() => Put(new(Seed, []));

    /// <summary>The seed of plans that bring none: the simulation's.</summary>
    public ulong Seed { get; } = seed;
}
