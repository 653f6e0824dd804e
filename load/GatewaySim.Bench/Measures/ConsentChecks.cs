using System.Diagnostics;
using GatewaySim.Actors;
using GatewaySim.Actors.Shards;
using GatewaySim.Bench.Load;
using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal;
using GatewaySim.Journal.Memory;

namespace GatewaySim.Bench.Measures;

/// <summary>How many recipients one thread checks against a sender's records, as dispatch does it.</summary>
internal static class ConsentChecks
{
    private const int Pairs = 100_000;
    private const int Chunks = 64;

    /// <returns>Checks a second, with 100,000 records of which 1 % of the recipients are.</returns>
    public static double Measure(TimeSpan time)
    {
        using var journal = new ForgetfulJournal(new(JournalInfo.ShardsDefault, 1));
        var from = Address.Of(new(Requests.RingCentralSender(0)));
        var context = new ShardContext(
            journal, TimeProvider.System, new() { Carrier = "instant" }, new(), new());
        var sender = new SenderEntity(Scope.OfSender(DemoAccount.Id, from), context);
        var cause = ConsentCause.Of(ConsentSource.Api);
        for (var n = 0; n < Pairs; n++)
        {
            sender.Apply(n + 1, new(n + 1), new RecipientOptedOut(new(Requests.Recipient(n)), from, cause));
        }

        var chunks = Enumerable.Range(0, Chunks).Select(ChunkOf).ToArray();
        var outcomes = new byte[Requests.BatchMessages];
        Run(sender, chunks, outcomes, time / 4);
        var (checks, seconds) = Run(sender, chunks, outcomes, time);
        return checks / seconds;
    }

    private static (long Checks, double Seconds) Run(
        SenderEntity sender, RecipientList[] chunks, byte[] outcomes, TimeSpan time)
    {
        long checks = 0;
        var blocked = 0;
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            foreach (var chunk in chunks)
            {
                blocked += sender.Refuse(chunk, 0, outcomes);
                checks += outcomes.Length;
            }
        }

        Invariant.Holds(blocked * 100L == checks);
        return (checks, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static RecipientList ChunkOf(int chunk) => new(Enumerable.Range(0, Requests.BatchMessages)
        .Select(n => Requests.Recipient(n % 100 == 0
            ? chunk * 1_000L + n
            : Pairs + (long)chunk * Requests.BatchMessages + n))
        .ToArray());
}
