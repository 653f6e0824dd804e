using GatewaySim.Actors;
using GatewaySim.Actors.Asks;
using GatewaySim.Actors.Shards;
using GatewaySim.Bench.Load;
using GatewaySim.Bench.Rungs;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal.Memory;
using GatewaySim.RingCentral;
using GatewaySim.RingCentral.Batches;
using GatewaySim.Telnyx;
using GatewaySim.Telnyx.Messages;
using Microsoft.Extensions.Logging.Abstractions;

namespace GatewaySim.Bench.Measures;

/// <summary>Bytes that this thread allocates for operations of the hot path, after a warm-up.</summary>
internal static class Allocations
{
    private const int Few = 1_000;
    private const int Many = 10_000;
    private const int Times = 200;

    private static readonly RingCentralOptions RingCentral = new();
    private static readonly TelnyxOptions Telnyx = new();

    public static async Task<IReadOnlyList<(string Operation, double Bytes)>> MeasureAsync(CancellationToken cancel)
    {
        // Shards run when we say so, on this thread, so that nothing they allocate is missed.
        var ready = new Queue<Shard>();
        using var journal = new ForgetfulJournal(new(4, 1));
        using var gateway = new Gateway(
            journal, TimeProvider.System, new() { Carrier = "instant" }, new(), new(), NullLogger.Instance,
            ready.Enqueue);
        foreach (var shard in gateway.Shards)
        {
            shard.Start();
        }

        void RunShards()
        {
            while (ready.TryDequeue(out var shard))
            {
                shard.Run();
            }
        }

        await DrivenAsync(OptOuts.SetAsync(gateway, 100, cancel));
        await DrivenAsync(gateway.CreateProfileAsync(new(DemoAccount.Id, new("bench", ["*"])), cancel).AsTask());

        // Asked without the front way in, whose answers come on another thread.
        var sender = Scope.OfSender(DemoAccount.Id, Address.Of(new(Requests.RingCentralSender(0))));
        var profile = Scope.OfProfile(DemoAccount.Id, gateway.Directory.ListProfiles(DemoAccount.Id)[0].Id);
        var (few, many) = (Requests.BatchBody(0, Few), Requests.BatchBody(0, Many));
        var single = Requests.SingleBody(0);
        var (parseFew, parseMany) = (BytesOf(() => Parse(few)), BytesOf(() => Parse(many)));
        var (shardFew, shardMany) = (BytesOf(() => Submit(few)), BytesOf(() => Submit(many)));
        return
        [
            ("batch_parse_bytes_per_batch", parseFew),
            ("batch_parse_bytes_per_message", PerMessage(parseFew, parseMany)),
            ("batch_shard_bytes_per_batch", shardFew),
            ("batch_shard_bytes_per_message", PerMessage(shardFew, shardMany)),
            ("single_parse_bytes", BytesOf(() => ParseSingle(single))),
            ("single_shard_bytes", BytesOf(() => SubmitSingle(single))),
        ];

        async Task DrivenAsync(Task task)
        {
            while (!task.IsCompleted)
            {
                RunShards();
                await Task.Yield();
            }

            await task;
        }

        void Submit(byte[] json)
        {
            using var body = new BatchBody();
            body.Bytes.Fill(json);
            Invariant.Holds(BatchParser.Parse(body, RingCentral) is null);
            var ask = new SubmitBatchAsk(sender, body.ToSubmission(DemoAccount.Id));
            var reply = gateway.PostAsync(ask);
            RunShards();
            Invariant.Holds(reply.IsCompleted && reply.Result.Verdict == Verdict.Accepted);
        }

        void SubmitSingle(byte[] json)
        {
            var ask = new SendAsk(profile, ParseSingle(json));
            var reply = gateway.PostAsync(ask);
            RunShards();
            Invariant.Holds(reply.IsCompleted && reply.Result.Verdict == Verdict.Accepted);
        }
    }

    private static double PerMessage(double few, double many) => Math.Max(0, (many - few) / (Many - Few));

    private static double BytesOf(Action operation)
    {
        for (var n = 0; n < Times; n++)
        {
            operation();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < Times; n++)
        {
            operation();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Times;
    }

    private static void Parse(byte[] json)
    {
        using var body = new BatchBody();
        body.Bytes.Fill(json);
        Invariant.Holds(BatchParser.Parse(body, RingCentral) is null);
    }

    private static SendMessage ParseSingle(byte[] json)
    {
        var fault = MessagesEndpoint.Parse(json, Telnyx, out var send, out _);
        Invariant.Holds(fault is null && send is not null);
        return send;
    }
}
