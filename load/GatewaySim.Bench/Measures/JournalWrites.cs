using System.Collections.Concurrent;
using System.Diagnostics;
using GatewaySim.Actors;
using GatewaySim.Bench.Load;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal;
using GatewaySim.Journal.Sqlite;

namespace GatewaySim.Bench.Measures;

/// <summary>What the SQLite journal alone takes, durable, from one thread that fills appends.</summary>
internal static class JournalWrites
{
    private const int EventsPerAppend = 256;
    private const int BatchesPerAppend = 16;
    private const int AppendsPerShard = 4;

    private static readonly byte[] Text = System.Text.Encoding.ASCII.GetBytes(Requests.Text);
    private static readonly byte[] Outcomes =
        [.. Enumerable.Repeat((byte)Outcome.Delivered, Requests.BatchMessages)];

    private static readonly Address From = Address.Of(new(Requests.RingCentralSender(0)));

    private static readonly MessageChunk Chunk = new(
        new(Enumerable.Range(0, Requests.BatchMessages).Select(n => Requests.Recipient(n)).ToArray()),
        default, default);

    /// <returns>Single accepted messages a second, one event each.</returns>
    public static double MeasureEvents(string folder, TimeSpan time)
    {
        var scope = Scope.OfProfile(DemoAccount.Id, new("6f726700-0000-8000-8000-000000000001"));
        return Run(folder, time, EventsPerAppend, (append, clock) =>
        {
            for (var n = 0; n < EventsPerAppend; n++)
            {
                append.Add(append.Head, new(clock + n), scope, new MessageAccepted(
                    From, Address.Of(new(Requests.Recipient(n))), Requests.Text, MessageOptions.None, n,
                    Outcome.Delivered, "instant.v1", 1));
            }
        });
    }

    /// <returns>Messages a second in batches of 1,000: an event that accepts and one that dispatches.</returns>
    public static double MeasureOutcomes(string folder, TimeSpan time)
    {
        var scope = Scope.OfSender(DemoAccount.Id, From);
        return Run(folder, time, BatchesPerAppend * Requests.BatchMessages, (append, clock) =>
        {
            for (var n = 0; n < BatchesPerAppend; n++)
            {
                Stamp at = new(clock + n);
                var id = append.Add(append.Head, at, scope, new BatchAccepted(
                    From, Text, Requests.BatchMessages, 0, 0, Chunk));
                append.Add(append.Head, at, scope, new BatchDispatched(
                    id.Sequence, at, id.Sequence, 0, Outcomes, 0, Requests.BatchMessages, "instant.v1", 1, 0, 0));
            }
        });
    }

    private static double Run(string folder, TimeSpan time, int unitsPerAppend, Action<BenchAppend, long> fill)
    {
        using var journal = SqliteJournal.Open(folder);
        using var free = new BlockingCollection<BenchAppend>();
        var heads = Enumerable.Range(0, journal.Info.Shards).Select(journal.HeadOf).ToArray();
        for (var n = 0; n < AppendsPerShard * heads.Length; n++)
        {
            free.Add(new(heads[n % heads.Length], n % heads.Length, free));
        }

        var clock = Stamp.Of(TimeProvider.System.GetUtcNow()).Ticks;
        Fill(time / 4);
        var start = Stopwatch.GetTimestamp();
        var units = Fill(time);
        return units / Stopwatch.GetElapsedTime(start).TotalSeconds;

        // Counts what is durable: every append is back before the clock is read.
        long Fill(TimeSpan span)
        {
            var begin = Stopwatch.GetTimestamp();
            long filled = 0;
            while (Stopwatch.GetElapsedTime(begin) < span)
            {
                var append = Take();
                append.Begin();
                fill(append, clock);
                clock += unitsPerAppend;
                filled += unitsPerAppend;
                journal.Submit(append);
            }

            var back = Enumerable.Range(0, AppendsPerShard * heads.Length).Select(_ => Take()).ToList();
            back.ForEach(free.Add);
            return filled;
        }

        BenchAppend Take()
        {
            var append = free.Take();
            return append.Error is { } error
                ? throw new BenchException($"The journal failed: {error.Message}")
                : append;
        }
    }
}
