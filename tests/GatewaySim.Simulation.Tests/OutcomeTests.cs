using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal;
using GatewaySim.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace GatewaySim.Simulation.Tests;

/// <summary>
/// Goal: outcomes depend on the seed and on what each sender did, on nothing else.
/// Method: the same texts and batches, each sender's in the same order, with different numbers of shards and in
/// different interleavings of the senders; every sender's outcomes and chances must be equal.
/// </summary>
public sealed class OutcomeTests
{
    private static readonly PhoneNumber[] Senders = [.. DemoAccount.RingCentralNumbers];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void P24_outcomes_of_a_sender_depend_neither_on_shards_nor_on_other_senders(int seed)
    {
        var expected = OutcomesOf(seed, shards: 1, order: 1);
        Assert.Contains(expected[Senders[0].ToString()], o => o.Outcome == Outcome.Blocked);
        Assert.Contains(expected[Senders[0].ToString()], o => o.Outcome == Outcome.Unconfirmed);
        foreach (var shards in (int[])[1, 2, 4, 7])
        {
            Assert.Equivalent(expected, OutcomesOf(seed, shards, order: shards + 1), strict: true);
        }
    }

    private static Dictionary<string, List<(Outcome Outcome, ulong ChanceBase)>> OutcomesOf(
        int seed, int shards, int order)
    {
        using var journal = new SimulatedJournal(new JournalInfo(shards, (ulong)seed), new Random(0));
        using var gateway = new Gateway(
            journal, new SteppedTime(), new() { Carrier = "fast" }, new(), new() { DispatchMessagesMax = 5 },
            NullLogger.Instance, _ => { });
        foreach (var shard in gateway.Shards)
        {
            shard.Start();
        }

        // Each sender has a plan of its own; only whose turn it is differs.
        var plans = Senders
            .Select(s => (Sender: s, Plan: new Random((int)(s.Value % 1000) + seed), Left: 40)).ToArray();
        var turns = new Random(order);
        while (plans.Any(p => p.Left > 0))
        {
            ref var next = ref plans[turns.Next(plans.Length)];
            if (next.Left-- > 0)
            {
                Finish(gateway, journal, ActAsync(gateway, next.Sender, next.Plan));
            }
        }

        var found = new Dictionary<string, List<(Outcome, ulong)>>();
        for (var shard = 0; shard < shards; shard++)
        {
            journal.Visit(shard, 0, long.MaxValue, (in stored) =>
            {
                if (stored.Decode() is BatchDispatched e)
                {
                    var outcomes = found.TryGetValue(stored.Scope.Sender.ToString(), out var known) ? known
                        : found[stored.Scope.Sender.ToString()] = [];
                    outcomes.AddRange(e.Outcomes.ToArray().Select(o => ((Outcome)o, e.ChanceBase)));
                }

                return true;
            });
        }

        return found;
    }

    private static async Task ActAsync(Gateway gateway, PhoneNumber sender, Random plan)
    {
        var person = new PhoneNumber(15552000000UL + (ulong)plan.Next(20));
        if (plan.Next(3) == 0)
        {
            var text = plan.Next(3) == 0 ? "START" : "STOP";
            await gateway.HearAsync(new(person, sender, text), CancellationToken.None).ConfigureAwait(false);
            return;
        }

        var recipients = new ulong[plan.Next(1, 30)];
        for (var n = 0; n < recipients.Length; n++)
        {
            recipients[n] = 15552000000UL + (ulong)plan.Next(20);
        }

        await gateway.SubmitBatchAsync(
            new() { Account = DemoAccount.Id, From = sender, Text = "hi"u8.ToArray(), Recipients = recipients },
            CancellationToken.None).ConfigureAwait(false);
    }

    private static void Finish(Gateway gateway, SimulatedJournal journal, Task call)
    {
        while (journal.Waiting > 0 || gateway.Shards.Any(s => s.Step()))
        {
            journal.Commit();
        }

        Assert.True(call.IsCompletedSuccessfully);
    }
}
