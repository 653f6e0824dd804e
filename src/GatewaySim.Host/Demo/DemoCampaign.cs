using System.Collections.Concurrent;
using System.Diagnostics;

namespace GatewaySim.Host.Demo;

/// <summary>Runs the plan through the HTTP APIs, then asks what became of every message.</summary>
internal sealed class DemoCampaign(DemoPlan plan, DemoClient client, Action<double> progress)
{
    private const int BatchWorkers = 4;
    private const int MessageWorkers = 16;
    private const int PhoneWorkers = 8;

    /// <summary>How long delivery receipts are waited for.</summary>
    private static readonly TimeSpan ReceiptsWithin = TimeSpan.FromSeconds(15);

    private readonly ConsentLedger _ledger = new();
    private readonly ConcurrentQueue<SentBatch> _batches = new();
    private readonly ConcurrentQueue<string> _messages = new();
    private int _sentInWave;

    public DemoTally Tally { get; } = new();

    /// <summary>How long submitting took.</summary>
    public TimeSpan Submitting { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        for (var wave = 0; wave < DemoPlan.Waves; wave++)
        {
            _sentInWave = 0;
            await Task.WhenAll(
                SendBatchesAsync(wave, stop), SendMessagesAsync(wave, stop), ActAsync(wave, stop),
                wave == 1 ? OptOutEverywhereAsync(stop) : Task.CompletedTask);
        }

        Submitting = clock.Elapsed;
        await CollectAsync(stop);
    }

    private Task SendBatchesAsync(int wave, CancellationToken stop) => EachAsync(
        plan.Batches, BatchWorkers, async batch =>
        {
            var indexes = DemoPlan.IndexesOfBatch(batch);
            var submitted = _ledger.Tick();
            var (id, size) = await client.SendBatchAsync(
                DemoPlan.SenderOfBatch(batch), $"Wave {wave + 1} of our sale. Reply STOP to opt out.",
                indexes.Select(plan.RecipientAt), stop);
            await client.WaitForBatchAsync(id, stop);
            _batches.Enqueue(new(id, submitted, _ledger.Tick()));
            Tally.Add(DemoCount.Submitted, DemoPlan.BatchMessages);
            Tally.Add(DemoCount.Accepted, size);
            Sent(wave, DemoPlan.BatchMessages);
        }, stop);

    private Task SendMessagesAsync(int wave, CancellationToken stop) => EachAsync(
        plan.TelnyxPerWave, MessageWorkers, async n =>
        {
            var index = plan.RingCentralCount + n;
            var to = plan.RecipientAt(index);
            var submitted = _ledger.Tick();
            var id = await client.SendMessageAsync(plan.SenderOf(index, wave), to, $"Wave {wave + 1} for you.", stop);
            Tally.Add(DemoCount.Submitted);
            Tally.Judge(_ledger.Expect(to, submitted, _ledger.Tick()), wasBlocked: id is null);
            if (id is null)
            {
                Tally.Block("Telnyx 40300", hasId: false);
            }
            else
            {
                Tally.Add(DemoCount.Accepted);
                _messages.Enqueue(id);
            }

            Sent(wave, 1);
        }, stop);

    /// <summary>
    /// Phones answer while the wave runs: each act waits until the wave has come as far as the plan says.
    /// </summary>
    private Task ActAsync(int wave, CancellationToken stop)
    {
        var acts = plan.ActsOf(wave);
        return EachAsync(acts.Count, PhoneWorkers, async n =>
        {
            var act = acts[n];
            while (Volatile.Read(ref _sentInWave) < act.Position * plan.MessagesPerWave)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), stop);
            }

            foreach (var text in act.Texts)
            {
                var person = plan.RecipientAt(act.Index);
                var change = _ledger.Begin(person, isOptOut: !text.Equals("start", StringComparison.OrdinalIgnoreCase));
                // A phone answers the number that wrote last; who comes back answers the number that it stopped.
                var number = plan.SenderOf(act.Index, WaveStopped(act, wave));
                var replies = await client.TextAsync(person, number, text, stop);
                _ledger.Acknowledge(change);
                Tally.Add(DemoCount.Texts);
                Tally.Add(DemoCount.Replies, replies);
            }
        }, stop);
    }

    private int WaveStopped(in PhoneAct act, int wave) => act.Texts is ["start"] ? plan.WaveOfStop(act.Index) : wave;

    private async Task OptOutEverywhereAsync(CancellationToken stop)
    {
        while (Volatile.Read(ref _sentInWave) < plan.MessagesPerWave / 2)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), stop);
        }

        var recipients = plan.WildcardIndexes.Select(plan.RecipientAt).ToList();
        var changes = recipients.ConvertAll(r => _ledger.Begin(r, isOptOut: true));
        await client.OptOutEverywhereAsync(recipients, stop);
        changes.ForEach(_ledger.Acknowledge);
    }

    /// <summary>Asks the providers for the state of every message, until all are final or the time is over.</summary>
    private async Task CollectAsync(CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(
            EachAsync(_batches.Count, BatchWorkers, async _ =>
            {
                if (_batches.TryDequeue(out var batch))
                {
                    await CollectAsync(batch, clock, stop);
                }
            }, stop),
            EachAsync(_messages.Count, MessageWorkers, async _ =>
            {
                if (_messages.TryDequeue(out var id))
                {
                    await CollectAsync(id, clock, stop);
                }
            }, stop));
    }

    private async Task CollectAsync(SentBatch batch, Stopwatch clock, CancellationToken stop)
    {
        List<(ulong To, string Status, string? Code)> messages;
        do
        {
            messages = [];
            await foreach (var message in client.MessagesOfAsync(batch.Id, stop))
            {
                messages.Add(message);
            }
        }
        while (messages.Exists(m => IsPending(m.Status)) && await WaitAsync(clock, stop));

        foreach (var (to, status, code) in messages)
        {
            var wasBlocked = code == "SMS-RC-413";
            Tally.Judge(_ledger.Expect(to, batch.Submitted, batch.Settled), wasBlocked);
            Count(status, code, wasBlocked ? "RingCentral SMS-RC-413" : null);
        }
    }

    private async Task CollectAsync(string id, Stopwatch clock, CancellationToken stop)
    {
        (string Status, string? Code) message;
        do
        {
            message = await client.FindMessageAsync(id, stop);
        }
        while (IsPending(message.Status) && await WaitAsync(clock, stop));

        Count(message.Status, message.Code, null);
    }

    private void Count(string status, string? code, string? blockedAs)
    {
        if (blockedAs is not null)
        {
            Tally.Block(blockedAs, hasId: true);
        }
        else if (status is "Delivered" or "delivered")
        {
            Tally.Add(DemoCount.Delivered);
        }
        else if (IsPending(status))
        {
            Tally.Add(DemoCount.Pending);
        }
        else
        {
            Tally.Fail(code ?? status);
        }
    }

    private void Sent(int wave, int messages)
    {
        var sent = Interlocked.Add(ref _sentInWave, messages);
        progress((wave + (double)sent / plan.MessagesPerWave) / DemoPlan.Waves);
    }

    private static bool IsPending(string status) => status is "Queued" or "Sent" or "queued" or "sending" or "sent";

    private static async Task<bool> WaitAsync(Stopwatch clock, CancellationToken stop)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(100), stop);
        return clock.Elapsed < ReceiptsWithin;
    }

    private static Task EachAsync(int count, int workers, Func<int, Task> work, CancellationToken stop) =>
        Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = stop },
            async (n, _) => await work(n));

    /// <param name="Submitted">The ledger's tick when the request was sent.</param>
    /// <param name="Settled">The tick when the batch was seen completed.</param>
    private readonly record struct SentBatch(string Id, long Submitted, long Settled);
}
