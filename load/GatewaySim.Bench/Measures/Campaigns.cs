using GatewaySim.Actors;
using GatewaySim.Bench.Load;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace GatewaySim.Bench.Measures;

/// <summary>Writes a data directory as the program would, without HTTP around it.</summary>
internal static class Campaigns
{
    private const int AtOnce = 32;

    private static readonly byte[] Text = System.Text.Encoding.ASCII.GetBytes(Requests.Text);

    /// <summary>Sends so many messages in batches of 1,000 from 64 senders, all dispatched when this returns.</summary>
    public static async Task WriteAsync(string folder, long messages, ShardOptions limits, CancellationToken cancel)
    {
        using var journal = SqliteJournal.Open(folder);
        using var gateway = await Gateway.StartAsync(
            journal, TimeProvider.System, new() { Carrier = "instant" }, new(), limits, NullLogger.Instance, cancel);
        var recipients = Enumerable.Range(0, AtOnce)
            .Select(n => Enumerable.Range(0, Requests.BatchMessages)
                .Select(m => Requests.Recipient(n * Requests.BatchMessages + m)).ToArray())
            .ToArray();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, (int)(messages / Requests.BatchMessages)),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
            async (n, stop) =>
            {
                var reply = await gateway.SubmitBatchAsync(
                    new()
                    {
                        Account = DemoAccount.Id,
                        From = Address.Of(new(Requests.RingCentralSender(n))),
                        Text = Text,
                        Recipients = recipients[n % AtOnce],
                    },
                    stop);
                if (reply.Verdict != Verdict.Accepted)
                {
                    throw new BenchException($"A batch was {reply.Verdict}.");
                }
            });
        while (gateway.Shards.Any(s => s.HasWork))
        {
            await Task.Delay(1, cancel);
        }
    }
}
