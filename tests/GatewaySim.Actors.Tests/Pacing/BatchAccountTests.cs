using GatewaySim.Actors.Pacing;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal;
using GatewaySim.Journal.Memory;
using GatewaySim.Testing;

namespace GatewaySim.Actors.Tests.Pacing;

/// <summary>The rate that all batches of a RingCentral account share, on a clock that is moved by hand.</summary>
public sealed class BatchAccountTests : IDisposable
{
    private const int LargestText = 3;

    private static readonly string[] Senders = [.. Enumerable.Range(0, 5).Select(n => $"+1888555010{n}")];

    private readonly SteppedTime _time = new();
    private readonly MemoryJournal _journal = new(new JournalInfo(3, 1));
    private TestGateway? _gateway;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    private TestGateway Gateway => _gateway!;

    public void Dispose() => _gateway?.Dispose();

    /// <summary>The last leaves after size / rate within 1 %, whoever of them holds the others up.</summary>
    /// <param name="account">0 for none.</param>
    /// <param name="size">Of each sender's batch.</param>
    [Theory]
    [InlineData(50, 5, 20, 2_000, 200), InlineData(20, 1, 75, 10_000, 500), InlineData(1.25, 3, 4, 300, 720)]
    [InlineData(1_000, 2, 75, 10_000, 133.3), InlineData(0, 5, 20, 2_000, 100), InlineData(75, 4, 1_000, 2_500, 133.3)]
    public async Task Batches_drain_in_the_time_that_the_slower_rate_gives(
        double account, int senders, double perSecond, int size, double seconds)
    {
        await StartAsync(new()
        {
            Mode = PacingMode.On, RingCentralTollFreePerSecond = perSecond, RingCentralAccountPerSecond = account,
        });
        var start = _time.GetUtcNow();
        for (var n = 0; n < senders; n++)
        {
            Assert.Equal(Verdict.Accepted, (await SubmitAsync(Senders[n], "x", size)).Verdict);
        }

        await PassAsync(TimeSpan.FromSeconds(seconds * 1.01 + 1));
        var slices = Dispatches();
        Assert.Equal(senders * size, slices.Sum(s => s.Event.Outcomes.Length));
        Assert.InRange((slices[^1].At - start).TotalSeconds, seconds * 0.99, seconds * 1.01);
        Rates.AssertAtMost(
            slices.Select(s => (s.At, s.Event.Segments)), account == 0 ? senders * perSecond : account,
            Math.Max(1, senders * perSecond));
        _journal.AssertSound();
    }

    [Fact]
    public async Task Senders_of_an_account_take_turns()
    {
        await StartAsync(new()
        {
            Mode = PacingMode.On, RingCentralTollFreePerSecond = 20, RingCentralAccountPerSecond = 10,
        });
        await SubmitAsync(Senders[0], "x", 500);
        await SubmitAsync(Senders[1], "x", 500);
        await PassAsync(TimeSpan.FromSeconds(50));
        var left = Dispatches().GroupBy(d => d.Sender)
            .Select(g => g.Sum(d => d.Event.Outcomes.Length)).ToList();
        Assert.Equal(2, left.Count);
        Assert.All(left, count => Assert.InRange(count, 230, 260));
    }

    [Fact]
    public async Task What_cannot_wait_for_its_account_expires_and_takes_no_place()
    {
        await StartAsync(new()
        {
            Mode = PacingMode.On, RingCentralTollFreePerSecond = 20, RingCentralAccountPerSecond = 1,
            RingCentralValidSeconds = 10,
        });
        var first = await SubmitAsync(Senders[0], "x", 30);
        var second = await SubmitAsync(Senders[1], "x", 30);
        await PassAsync(TimeSpan.FromSeconds(9));
        var third = await SubmitAsync(Senders[2], "x", 3);
        await PassAsync(TimeSpan.FromSeconds(20));
        var ends = Dispatches().SelectMany(d => d.Event.Outcomes.ToArray().Select(o => (d.Sender, (Outcome)o)))
            .ToList();
        Assert.Equal(63, ends.Count);
        Assert.InRange(ends.Count(e => e.Sender != Senders[2] && e.Item2 == Outcome.Delivered), 10, 12);
        Assert.Equal(3, ends.Count(e => e.Sender == Senders[2] && e.Item2 == Outcome.Delivered));
        Assert.All([first, second, third], b => Assert.True(Gateway.Gateway.Read.FindBatch(b.Id)!.IsComplete));
        var last = Dispatches().Where(d => d.Event.Segments > 0).Max(d => d.At);
        Assert.InRange((last - first.At.Time).TotalSeconds, 11, 15);
        _journal.AssertSound();
    }

    [Fact]
    public async Task A_stop_blocks_what_waits_for_the_account()
    {
        await StartAsync(new()
        {
            Mode = PacingMode.On, RingCentralTollFreePerSecond = 20, RingCentralAccountPerSecond = 1,
        });
        await Gateway.BatchAsync(Senders[0], "x", [.. Enumerable.Repeat("+15552000001", 6)]);
        await PassAsync(TimeSpan.FromSeconds(2.5));
        await Gateway.TextAsync("+15552000001", Senders[0], "STOP");
        await PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(
            [.. Enumerable.Repeat(Outcome.Delivered, 3), .. Enumerable.Repeat(Outcome.Blocked, 3)],
            Dispatches().SelectMany(d => d.Event.Outcomes.ToArray()).Select(o => (Outcome)o));
        _journal.AssertSound();
    }

    [Fact]
    public async Task What_left_last_before_a_restart_still_holds_up_the_account()
    {
        PacingOptions options = new() { Mode = PacingMode.On, RingCentralAccountPerSecond = 0.1 };
        await StartAsync(options);
        var first = await SubmitAsync(Senders[0], "x", 1);
        await SubmitAsync(Senders[1], "x", 1);
        await PassAsync(TimeSpan.FromSeconds(5));
        Assert.Single(Dispatches());
        Gateway.Gateway.Dispose();
        await StartAsync(options);
        await PassAsync(TimeSpan.FromSeconds(20));
        Assert.InRange((Dispatches()[^1].At - first.At.Time).TotalSeconds, 9.99, 10.01);
    }

    /// <summary>P-32 of the account: between restarts in any span at most the rate, a slice and a message.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_comes_the_account_keeps_its_rate_and_its_senders_theirs(int seed)
    {
        var random = new Random(seed);
        var (account, perSecond, sliceMs) = (random.Next(1, 60), random.Next(1, 60), random.Next(1, 3_000));
        PacingOptions options = new()
        {
            Mode = PacingMode.On, RingCentralTollFreePerSecond = perSecond, RingCentralAccountPerSecond = account,
            SliceMs = sliceMs, RingCentralValidSeconds = random.Next(2) == 0 ? 5 : 86_400,
        };
        await StartAsync(options, random.Next(1, 40));
        List<DateTimeOffset> lives = [];
        var size = 0;
        for (var n = 0; n < 15; n++)
        {
            switch (random.Next(6))
            {
                case 0:
                    await Gateway.TextAsync($"+1555200{random.Next(40):D4}", Senders[random.Next(3)], "STOP");
                    break;
                case 1:
                    lives.Add(Gateway.Gateway.Now.Time);
                    Gateway.Gateway.Dispose();
                    await StartAsync(options, random.Next(1, 40));
                    break;
                default:
                    var count = random.Next(1, 60);
                    size += count;
                    await SubmitAsync(
                        Senders[random.Next(3)], new string('x', random.Next(1, LargestText * 153)), count);
                    break;
            }

            await PassAsync(TimeSpan.FromMilliseconds(random.Next(0, 4_000)));
        }

        await PassAsync(TimeSpan.FromHours(3));
        var slices = Dispatches();
        Assert.Equal(size, slices.Sum(s => s.Event.Outcomes.Length));
        var least = Math.Min(account, perSecond);
        var burst = Math.Max(LargestText, least * sliceMs / 1000.0) + LargestText;
        foreach (var life in slices.GroupBy(s => lives.Count(l => l <= s.At)))
        {
            Rates.AssertAtMost(life.Select(s => (s.At, s.Event.Segments)), account, burst);
        }

        foreach (var sender in slices.GroupBy(s => s.Sender))
        {
            Rates.AssertAtMost(sender.Select(s => (s.At, s.Event.Segments)), perSecond, burst);
        }

        _journal.AssertSound();
    }

    private async Task StartAsync(PacingOptions options, int snapshotEvents = 1_000_000) =>
        _gateway = await TestGateway.StartAsync(
            new() { Carrier = "instant" }, limits: new() { SnapshotEvents = snapshotEvents }, time: _time,
            journal: _journal, pacing: options);

    private ValueTask<BatchReply> SubmitAsync(string from, string text, int size) => Gateway.Senders.SubmitBatchAsync(
        new()
        {
            Account = DemoAccount.Id, From = Address.Parse(from), Text = System.Text.Encoding.UTF8.GetBytes(text),
            Recipients = Enumerable.Range(0, size).Select(n => 15_552_000_000UL + (ulong)n).ToArray(),
        },
        CancellationToken.None);

    private Task PassAsync(TimeSpan span) => Gateway.PassAsync(_time, span);

    /// <summary>All slices, in the order of their stamps.</summary>
    private List<(DateTimeOffset At, string Sender, BatchDispatched Event)> Dispatches()
    {
        var found = new List<(DateTimeOffset At, string, BatchDispatched)>();
        for (var shard = 0; shard < _journal.Info.Shards; shard++)
        {
            _journal.Visit(shard, 0, long.MaxValue, (in stored) =>
            {
                if ((stored with { Payload = stored.Payload.ToArray() }).Decode() is BatchDispatched e)
                {
                    found.Add((stored.At.Time, stored.Scope.Sender.ToString(), e));
                }

                return true;
            });
        }

        return [.. found.OrderBy(f => f.At)];
    }
}
