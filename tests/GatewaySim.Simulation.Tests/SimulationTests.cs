using GatewaySim.Actors.Faults;

namespace GatewaySim.Simulation.Tests;

/// <summary>
/// Goal: what callers were told stays true, whatever fails, and the journal alone says what happened.
/// Method: the whole gateway on one thread, by seed. Random callers; shards, commits and the clock go on in random
/// order; appends fail before or after the write or are late, some by an operator's order; the process is killed and
/// comes back from the journal. Every durable event is held against a second telling of the rules, every answer against
/// the events. A failure prints its seed and the last actions; GATEWAYSIM_SIMULATION_SEED repeats it.
/// </summary>
/// <remarks>
/// Mistakes that were made on purpose, one at a time, and were caught: answering before the append (P-5); checking
/// blocks when a batch is accepted instead of at its dispatch (P-1, P-2); acknowledging an account-wide record before
/// it is published (P-21), publishing a later one than the durable one (P-5), or not publishing in recovery (P-1);
/// storing an answer without events behind a turn that is lost (P-6; needs the guard in Turn.Complete gone as well); a
/// snapshot without one counter (P-24), or without the recent ids (P-6, P-23); entities that leave memory without a
/// durable snapshot (P-23, P-24); a recovery point behind an open batch (P-27), or on snapshots that are still under
/// way (P-23); publishing what was decided behind a failed append (P-2); buffers of the caller that are kept (P-2); a
/// clock that learns nothing from the journal (P-26); a pair that always beats the account-wide record (P-3), a START
/// that lifts the block of another number (P-8); network blocks that stay behind when their number moves (P-36); a
/// wake-up that is lost (calls without answer).
/// </remarks>
public sealed class SimulationTests
{
    private const int Steps = 500;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 300)];

    public static TheoryData<int> OrderedSeeds => [.. Enumerable.Range(2001, 150)];

    [Theory, MemberData(nameof(Seeds))]
    public void What_callers_were_told_holds_whatever_fails(int seed) => Simulation.Run(seed, Steps);

    [Theory, MemberData(nameof(OrderedSeeds))]
    public void It_holds_with_a_journal_that_is_slow_and_refuses_on_demand(int seed) =>
        Simulation.Run(seed, Steps, hasOrders: true);

    [Fact]
    public void The_seed_of_the_environment_holds_too()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("GATEWAYSIM_SIMULATION_SEED"), out var seed))
        {
            Simulation.Run(seed, Steps);
            Simulation.Run(seed, Steps, hasOrders: true);
        }
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public void P24_the_same_seed_gives_the_same_journal(int seed)
    {
        var (first, second) = (Simulation.Run(seed, Steps).Journal, Simulation.Run(seed, Steps).Journal);
        Assert.True(first.Durable.EventCount > 100);
        for (var shard = 0; shard < first.Info.Shards; shard++)
        {
            var (one, other) = (first.Durable.HeadOf(shard), second.Durable.HeadOf(shard));
            Assert.Equal(one.Sequence, other.Sequence);
            Assert.Equal(one.Hash, other.Hash);
        }
    }

    [Fact]
    public void The_faults_on_demand_are_met()
    {
        var plans = Enumerable.Range(2001, 30)
            .SelectMany(seed => Simulation.Run(seed, Steps, hasOrders: true).Plans).SelectMany(p => p.Faults).ToList();
        long Struck(FaultKind kind, FaultMoment when) =>
            plans.Where(f => (f.Rule.Kind, f.Rule.When) == (kind, when)).Sum(f => f.Struck);
        Assert.InRange(Struck(FaultKind.JournalSlow, FaultMoment.Before), 100, long.MaxValue);
        Assert.InRange(Struck(FaultKind.JournalRefuses, FaultMoment.Before), 100, long.MaxValue);
        Assert.InRange(Struck(FaultKind.JournalRefuses, FaultMoment.After), 100, long.MaxValue);
    }

    /// <summary>Faults, crashes and refusals have to happen, or nothing is shown.</summary>
    [Fact]
    public void The_simulation_reaches_the_interesting_places()
    {
        var runs = Enumerable.Range(1, 40).Select(seed => Simulation.Run(seed, Steps)).ToList();
        Assert.True(runs.Sum(r => r.Crashes) > runs.Count + 20);
        Assert.True(runs.Sum(r => r.Restarts) > runs.Count);
        Assert.True(runs.Sum(r => r.Passivations) > runs.Count);
        var outcomes = runs.SelectMany(r => r.Ledger.Batches.Values).SelectMany(b => b.Outcomes).ToList();
        Assert.True(outcomes.Count(o => o == Domain.Messages.Outcome.Blocked) > 1000);
        Assert.True(outcomes.Count(o => o == Domain.Messages.Outcome.Delivered) > 1000);
        Assert.True(outcomes.Count(o => o == Domain.Messages.Outcome.CarrierOptOut) > 10);
        Assert.True(runs.Sum(r => r.Ledger.LimitsReached) > 10);
        Assert.True(runs.Sum(r => r.Ledger.SendersKept) > 40);
        Assert.InRange(runs.Sum(r => r.Ledger.Paced), 10, int.MaxValue);
        Assert.InRange(runs.Sum(r => r.Ledger.PacedBatches), 20, int.MaxValue);
        Assert.InRange(runs.Sum(r => r.Ledger.Capped), 20, int.MaxValue);
        Assert.InRange(runs.Sum(r => r.Ledger.DaysFull), 5, int.MaxValue);
    }
}
