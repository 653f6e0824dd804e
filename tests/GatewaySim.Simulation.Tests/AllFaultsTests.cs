using GatewaySim.Actors.Faults;
using GatewaySim.Domain.Messages;

namespace GatewaySim.Simulation.Tests;

/// <summary>
/// Goal: the guarantees hold when everything goes wrong together. Method: as <see cref="SimulationTests"/>, and more:
/// callbacks that come twice, late, never, in another order, corrected or before the answer to their send, to receivers
/// that refuse and fall silent; phones that answer by themselves; senders that are paced; calls that are refused or
/// whose answer is lost; receipts that come late. In the end time passes until nothing is due any more, and then every
/// message has left and ended, every event was told but what a fault lost, every text that arrived was answered once,
/// and <c>verify</c>, <c>replay</c> and <c>audit</c> find nothing. GATEWAYSIM_SIMULATION_SEED repeats a seed.
/// </summary>
/// <remarks>
/// Mistakes that were made on purpose and were caught: a mark of webhooks that is ahead of what was told (P-31), a mark
/// of phones that is ahead of what was answered (P-22).
/// </remarks>
public sealed class AllFaultsTests
{
    private const int Steps = 400;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(5001, 50)];

    [Theory, MemberData(nameof(Seeds))]
    public void Everything_that_was_promised_holds_whatever_goes_wrong_together(int seed) => Run(seed);

    [Fact]
    public void The_seed_of_the_environment_holds_too()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("GATEWAYSIM_SIMULATION_SEED"), out var seed))
        {
            Run(seed);
        }
    }

    [Theory]
    [InlineData(5001)]
    [InlineData(5002)]
    public void P24_the_same_seed_gives_the_same_journal(int seed)
    {
        var (first, second) = (Run(seed).Journal, Run(seed).Journal);
        Assert.True(first.Durable.EventCount > 100);
        for (var shard = 0; shard < first.Info.Shards; shard++)
        {
            Assert.Equal(first.Durable.HeadOf(shard).Hash, second.Durable.HeadOf(shard).Hash);
        }
    }

    /// <summary>All of it has to happen, or nothing is shown.</summary>
    [Fact]
    public void Every_fault_is_met_and_its_traces_are_found()
    {
        var runs = Enumerable.Range(5001, 20).Select(Run).ToList();
        var faults = runs.SelectMany(r => r.Plans).SelectMany(p => p.Faults).ToList();
        var met = Enum.GetValues<FaultKind>().Except(
                [FaultKind.RateLimit, FaultKind.Token, FaultKind.Latency, FaultKind.SlowBody])
            .ToDictionary(k => k.ToString(), k => faults.Where(f => f.Rule.Kind == k).Sum(f => f.Struck));
        var outcomes = runs.SelectMany(r => r.Ledger.Batches.Values).SelectMany(b => b.Outcomes).ToLookup(o => o);
        foreach (var outcome in (Outcome[])[
            Outcome.Delivered, Outcome.DeliveredLate, Outcome.Blocked, Outcome.Expired, Outcome.Unconfirmed])
        {
            met.Add($"batches: {outcome}", outcomes[outcome].Count());
        }

        void Add(string what, Func<Simulation, int> count) => met.Add(what, runs.Sum(count));
        Add("callbacks too many", r => r.Outside!.Extra);
        Add("callbacks lost", r => r.Outside!.Lost);
        Add("callbacks corrected", r => r.Outside!.Corrected);
        Add("answers of phones", r => r.Outside!.Heard);
        Add("answers to late deliveries", r => r.Outside!.HeardLate);
        Add("answers behind their callback", r => r.Early);
        Add("crashes", r => r.Crashes);
        Add("restarts of shards", r => r.Restarts);
        Add("messages that kept their distance", r => r.Ledger.Paced);
        Add("slices that kept their distance", r => r.Ledger.PacedBatches);
        Assert.True(met.Values.All(count => count >= 10), string.Join('\n', met));
    }

    private static Simulation Run(int seed) => Simulation.Run(seed, Steps, hasAll: true);
}
