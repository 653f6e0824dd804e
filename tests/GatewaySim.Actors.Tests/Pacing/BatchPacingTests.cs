using GatewaySim.Actors.Counting;
using GatewaySim.Actors.Pacing;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal;
using GatewaySim.Journal.Dumping;
using GatewaySim.Journal.Memory;
using GatewaySim.Testing;

namespace GatewaySim.Actors.Tests.Pacing;

/// <summary>RingCentral batches that leave in slices, with the real gateway on a clock that is moved by hand.</summary>
public sealed class BatchPacingTests : IDisposable
{
    private const string Local = "+16505550100";
    private const string OtherLocal = "+16505550199";
    private const string TollFree = "+18885550100";
    private const int LargestText = 4;
    private const int Month = 2_592_000;

    private readonly SteppedTime _time = new();
    private readonly MemoryJournal _journal = new(new JournalInfo(2, 1));
    private TestGateway? _gateway;

    private TestGateway Gateway => _gateway!;

    public void Dispose() => _gateway?.Dispose();

    /// <summary>The published sizes and rates: the last leaves after size / rate within 1 %, in slices.</summary>
    [Theory]
    [InlineData("T", 1.25, 10_000, 133.3), InlineData("E", 4, 10_000, 41.7), InlineData("E", 4, 40_900, 170.4)]
    [InlineData("toll-free", 20, 10_000, 8.33), InlineData("toll-free", 20, 100_000, 83.3)]
    [InlineData("A", 75, 10_000, 2.22), InlineData("A", 75, 40_900, 9.09), InlineData("A", 75, 250_000, 55.6)]
    [InlineData("short-code", 100, 100_000, 16.7), InlineData("short-code", 1_000, 1_000_000, 16.7)]
    [InlineData("short-code", 1_000, 10_000, 0.167)]
    public async Task A_batch_drains_in_the_time_that_its_rate_gives(
        string sender, double perSecond, int size, double minutes)
    {
        var (from, options) = sender switch
        {
            "toll-free" => (TollFree, new PacingOptions { RingCentralTollFreePerSecond = perSecond }),
            "short-code" => ("72345", new PacingOptions { RingCentralShortCodePerSecond = perSecond }),
            _ => (Local, new PacingOptions { NumberClasses = $"{Local}={sender}" }),
        };
        await StartAsync(Patient(options));
        var reply = await SubmitAsync(from, "x", size);
        await PassAsync(TimeSpan.FromMinutes(minutes * 1.01) + TimeSpan.FromSeconds(1));

        var slices = Slices();
        Assert.Equal(size, slices.Sum(s => s.Outcomes.Length));
        Assert.All(slices, s => Assert.True(s.Segments <= Math.Max(1, perSecond), $"{s.Segments} at once"));
        Assert.InRange((Last() - reply.At.Time).TotalMinutes, minutes * 0.99, minutes * 1.01);
        _journal.AssertSound();
    }

    [Theory]
    [InlineData(PacingMode.On, 0, 100, 96)]
    [InlineData(PacingMode.Off, 0, 0, 0)]
    public async Task Readings_show_what_waits_for_the_rate_and_nothing_for_dispatch(
        PacingMode mode, int dispatch, int rate, int later)
    {
        await StartAsync(new() { Mode = mode, NumberClasses = $"{Local}=E" });
        await SubmitAsync(Local, "x", 100);
        await PassAsync(TimeSpan.FromSeconds(0.5));
        int Sum(Func<ShardReading, int> read) => Gateway.Gateway.Readings.Sum(read);
        Assert.Equal((dispatch, rate), (Sum(r => r.QueuedMessages), Sum(r => r.PacedBatchMessages)));
        await PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal((dispatch, later), (Sum(r => r.QueuedMessages), Sum(r => r.PacedBatchMessages)));
        await PassAsync(TimeSpan.FromSeconds(30));
        Assert.Equal((0, 0), (Sum(r => r.QueuedMessages), Sum(r => r.PacedBatchMessages)));
    }

    [Fact]
    public async Task Segments_are_counted_and_every_message_by_its_own_text()
    {
        await StartAsync(new() { Mode = PacingMode.On, NumberClasses = $"{Local}=G" });
        var reply = await SubmitAsync(Local, new string('x', 400), 10);
        await PassAsync(TimeSpan.FromSeconds(40));

        // 3 segments each, one a second: the last of ten has its turn after 27.
        Assert.Equal(10, Slices().Count);
        Assert.Equal(TimeSpan.FromSeconds(27), Last() - reply.At.Time, Close);
        _journal.AssertSound();
    }

    [Fact]
    public async Task Batches_of_a_sender_leave_in_their_order_and_other_senders_do_not_wait()
    {
        await StartAsync(new() { Mode = PacingMode.On, RingCentralTollFreePerSecond = 10 });
        var first = await SubmitAsync(TollFree, "first", 100);
        var second = await SubmitAsync(TollFree, "second", 50);
        var other = await SubmitAsync(Local, "other", 10);
        await PassAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(10, RecordOf(other).Processed);
        Assert.InRange(RecordOf(first).Processed, 40, 52);
        Assert.Equal((0, false), (RecordOf(second).Processed, RecordOf(second).IsComplete));
        await PassAsync(TimeSpan.FromSeconds(20));
        Assert.True(RecordOf(first).IsComplete && RecordOf(second).IsComplete);
        Assert.Equal(
            [first.Id.Sequence, second.Id.Sequence],
            Slices().Select(s => s.Batch).Where(b => b != other.Id.Sequence).Distinct());
        _journal.AssertSound();
    }

    [Fact]
    public async Task A_stop_blocks_the_rest_of_a_batch_and_nothing_that_left()
    {
        await StartAsync(new() { Mode = PacingMode.On, RingCentralTollFreePerSecond = 1 });
        var reply = await Gateway.BatchAsync(TollFree, "x", [.. Enumerable.Repeat("+15552000001", 6)]);
        await PassAsync(TimeSpan.FromSeconds(2.5));
        await Gateway.TextAsync("+15552000001", TollFree, "STOP");
        Assert.Equal(3, RecordOf(reply).Processed);
        await PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(
            [.. Enumerable.Repeat(Outcome.Delivered, 3), .. Enumerable.Repeat(Outcome.Blocked, 3)], Outcomes());
        _journal.AssertSound();
    }

    [Fact]
    public async Task An_account_wide_opt_out_blocks_the_rest_as_well()
    {
        await StartAsync(new() { Mode = PacingMode.On, RingCentralTollFreePerSecond = 1 });
        await Gateway.BatchAsync(TollFree, "x", [.. Enumerable.Repeat("+15552000001", 4)]);
        await PassAsync(TimeSpan.FromSeconds(1.5));
        await Gateway.SetConsentAsync("*", "+15552000001", Domain.Consent.ConsentStatus.OptOut);
        await PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal([Outcome.Delivered, Outcome.Delivered, Outcome.Blocked, Outcome.Blocked], Outcomes());
        _journal.AssertSound();
    }

    [Fact]
    public async Task A_full_queue_refuses_a_batch_whole_and_has_room_again_later()
    {
        await StartAsync(new() { Mode = PacingMode.On, NumberClasses = $"{Local}=G", RingCentralQueueSeconds = 20 });
        Assert.Equal(Verdict.Accepted, (await SubmitAsync(Local, "x", 15)).Verdict);
        var events = Gateway.EventCount;
        Assert.Equal(Verdict.Overloaded, (await SubmitAsync(Local, new string('x', 400), 5)).Verdict);
        Assert.Equal(events, Gateway.EventCount);
        Assert.Equal(Verdict.Accepted, (await SubmitAsync(OtherLocal, "x", 15)).Verdict);
        await PassAsync(TimeSpan.FromSeconds(11));
        Assert.Equal(Verdict.Accepted, (await SubmitAsync(Local, new string('x', 400), 5)).Verdict);
    }

    [Fact]
    public async Task What_waits_too_long_expires_and_takes_nobodys_place()
    {
        await StartAsync(new() { Mode = PacingMode.On, NumberClasses = $"{Local}=G", RingCentralValidSeconds = 10 });
        var reply = await SubmitAsync(Local, "x", 30);
        await PassAsync(TimeSpan.FromSeconds(5));
        var later = await SubmitAsync(Local, "later", 3);
        await PassAsync(TimeSpan.FromSeconds(4.9));
        Assert.Equal(10, RecordOf(reply).Processed);
        await PassAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(
            [
                .. Enumerable.Repeat(Outcome.Delivered, 10), .. Enumerable.Repeat(Outcome.Expired, 20),
                .. Enumerable.Repeat(Outcome.Delivered, 3),
            ],
            Outcomes());
        Assert.Equal((30, 10L), (RecordOf(reply).Processed, RecordOf(reply).Segments));
        Assert.Equal(TimeSpan.FromSeconds(12), Last() - reply.At.Time, Close);
        Assert.True(RecordOf(later).IsComplete);
        _journal.AssertSound();
    }

    /// <summary>A batch goes on where it was, also where snapshots hold all of it; two replays dump the same.</summary>
    [Theory]
    [InlineData(1), InlineData(1_000_000)]
    public async Task A_restart_in_the_middle_forgets_no_message_and_no_place(int snapshotEvents)
    {
        PacingOptions options = new() { Mode = PacingMode.On, RingCentralTollFreePerSecond = 20 };
        await StartAsync(options, snapshotEvents: snapshotEvents);
        var reply = await SubmitAsync(TollFree, "x", 400);
        for (var n = 0; n < 5; n++)
        {
            await PassAsync(TimeSpan.FromSeconds(2.3));
            await RestartAsync(options, snapshotEvents);
        }

        await PassAsync(TimeSpan.FromSeconds(30));
        Assert.True(RecordOf(reply).IsComplete);
        Assert.Equal(400, Outcomes().Count(o => o == Outcome.Delivered));
        Assert.InRange((Last() - reply.At.Time).TotalSeconds, 19.9, 20.3);
        CheckRate(20, slice: 20);
        _journal.AssertSound();
        Assert.Equal(DumpOf(), DumpOf());
    }

    [Fact]
    public async Task What_left_last_before_a_restart_still_takes_its_time()
    {
        PacingOptions options = new() { Mode = PacingMode.On, NumberClasses = $"{Local}=W" };
        await StartAsync(options, snapshotEvents: 1);
        var first = await SubmitAsync(Local, "x", 1);
        await PassAsync(TimeSpan.FromSeconds(0.5));
        await SubmitAsync(OtherLocal, "so that there are more snapshots", 1);
        await RestartAsync(options, snapshotEvents: 1);
        await SubmitAsync(Local, "y", 1);
        await PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(TimeSpan.FromSeconds(4), Last() - first.At.Time, Close);
    }

    [Theory]
    [InlineData("realistic", true), InlineData("cold-list", true)]
    [InlineData("fast", false), InlineData("instant", false)]
    public async Task Realistic_carriers_are_paced_where_nobody_says(string carrier, bool isPaced)
    {
        await StartAsync(new(), carrier);
        var reply = await SubmitAsync(Local, "x", 1_000);
        await PassAsync(TimeSpan.Zero);
        Assert.Equal(!isPaced, RecordOf(reply).IsComplete);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    /// <summary>P-32: in any span there leaves at most the rate times the span, a slice and a message.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_comes_and_whoever_stops_no_span_has_more_than_its_rate(int seed)
    {
        var random = new Random(seed);
        var perSecond = random.Next(1, 60);
        var sliceMs = random.Next(1, 3_000);
        PacingOptions options = new()
        {
            Mode = PacingMode.On, RingCentralTollFreePerSecond = perSecond, SliceMs = sliceMs,
            RingCentralValidSeconds = random.Next(2) == 0 ? 5 : 86_400,
        };
        await StartAsync(options, snapshotEvents: random.Next(1, 40));
        var size = 0;
        for (var n = 0; n < 12; n++)
        {
            switch (random.Next(5))
            {
                case 0:
                    await Gateway.TextAsync($"+1555200{random.Next(40):D4}", TollFree, "STOP");
                    break;
                case 1:
                    await RestartAsync(options, random.Next(1, 40));
                    break;
                default:
                    var count = random.Next(1, 60);
                    size += count;
                    await SubmitAsync(TollFree, new string('x', random.Next(1, LargestText * 153)), count);
                    break;
            }

            await PassAsync(TimeSpan.FromMilliseconds(random.Next(0, 4_000)));
        }

        await PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(size, Outcomes().Count);
        CheckRate(perSecond, Math.Max(LargestText, perSecond * sliceMs / 1000.0) + LargestText - 1);
        _journal.AssertSound();
    }

    private static bool Close(TimeSpan a, TimeSpan b) => (a - b).Duration() < TimeSpan.FromMilliseconds(2);

    private static PacingOptions Patient(PacingOptions its) => new()
    {
        Mode = PacingMode.On, NumberClasses = its.NumberClasses, RingCentralQueueSeconds = Month,
        RingCentralValidSeconds = Month, RingCentralTollFreePerSecond = its.RingCentralTollFreePerSecond,
        RingCentralShortCodePerSecond = its.RingCentralShortCodePerSecond,
    };

    private async Task StartAsync(
        PacingOptions options, string carrier = "instant", int snapshotEvents = 1_000_000) =>
        _gateway = await TestGateway.StartAsync(
            new() { Carrier = carrier }, limits: new() { SnapshotEvents = snapshotEvents }, time: _time,
            journal: _journal, pacing: options);

    private async Task RestartAsync(PacingOptions options, int snapshotEvents)
    {
        Gateway.Gateway.Dispose();
        await StartAsync(options, snapshotEvents: snapshotEvents);
    }

    private ValueTask<BatchReply> SubmitAsync(string from, string text, int size) => Gateway.Senders.SubmitBatchAsync(
        new()
        {
            Account = DemoAccount.Id, From = Address.Parse(from), Text = System.Text.Encoding.UTF8.GetBytes(text),
            Recipients = Enumerable.Range(0, size).Select(n => 15_552_000_000UL + (ulong)n).ToArray(),
        },
        CancellationToken.None);

    private Task PassAsync(TimeSpan span) => Gateway.PassAsync(_time, span);

    private Domain.Reading.BatchRecord RecordOf(BatchReply reply) => Gateway.Gateway.Read.FindBatch(reply.Id)!;

    private List<(DateTimeOffset At, BatchDispatched Event)> Dispatches()
    {
        var found = new List<(DateTimeOffset, BatchDispatched)>();
        for (var shard = 0; shard < _journal.Info.Shards; shard++)
        {
            _journal.Visit(shard, 0, long.MaxValue, (in stored) =>
            {
                if ((stored with { Payload = stored.Payload.ToArray() }).Decode() is BatchDispatched e)
                {
                    found.Add((stored.At.Time, e));
                }

                return true;
            });
        }

        return found;
    }

    private List<BatchDispatched> Slices() => [.. Dispatches().Select(d => d.Event)];

    private DateTimeOffset Last() => Dispatches().Max(d => d.At);

    private List<Outcome> Outcomes() =>
        [.. Slices().SelectMany(s => s.Outcomes.ToArray()).Select(o => (Outcome)o)];

    private void CheckRate(double perSecond, double slice) =>
        Rates.AssertAtMost(Dispatches().Select(d => (d.At, d.Event.Segments)), perSecond, slice);

    private string DumpOf()
    {
        using var text = new StringWriter();
        Dump.Write(_journal, text);
        return text.ToString();
    }
}
