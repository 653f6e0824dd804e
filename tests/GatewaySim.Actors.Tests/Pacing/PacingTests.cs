using GatewaySim.Actors.Counting;
using GatewaySim.Actors.Pacing;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Pacing;
using GatewaySim.Journal;
using GatewaySim.Journal.Memory;
using GatewaySim.Testing;

namespace GatewaySim.Actors.Tests.Pacing;

/// <summary>Queues of senders and accounts, with the real gateway on a clock that is moved by hand.</summary>
public sealed class PacingTests : IAsyncLifetime
{
    private const string TollFree = "+18445550100";
    private const string Local = "+13125550100";
    private const string OtherLocal = "+13125550101";

    private readonly SteppedTime _time = new();
    private readonly MemoryJournal _journal = new(new JournalInfo(2, 1));
    private TestGateway _gateway = null!;

    private PacingOptions Options { get; set; } = new() { Mode = PacingMode.On, AccountSmsPerSecond = 1_000_000 };

    public async ValueTask InitializeAsync() => await StartAsync();

    public ValueTask DisposeAsync()
    {
        _gateway.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_toll_free_number_sends_twenty_segments_a_second_in_order()
    {
        var replies = new List<SendReply>();
        for (var n = 0; n < 100; n++)
        {
            replies.Add(await SendAsync(TollFree, n, n % 3 == 0 ? new string('x', 170) : "x"));
        }

        Assert.Equal(Stamp.None, replies[0].LeavesAt);
        Assert.Equal(TimeSpan.FromMilliseconds(100), replies[1].LeavesAt.Time - replies[0].At.Time, Close);
        Assert.Equal(MessageStage.Queued, ProgressOf(replies[1]).Stage);
        await PassAsync(TimeSpan.FromSeconds(20));

        // 34 of two segments and 66 of one take 134 places of 50 ms; the last one leaves before its own has passed.
        var times = LeaveTimes(replies);
        Assert.Equal(times.Order(), times);
        Assert.Equal(TimeSpan.FromSeconds((134 - 2) / 20.0), times[^1] - times[0], Close);
        CheckRate(times, replies.Select((_, n) => n % 3 == 0 ? 2 : 1), 20);
        Assert.All(replies, reply => Assert.Equal(Outcome.Delivered, ProgressOf(reply).Outcome));
        _journal.AssertSound();
    }

    [Theory]
    [InlineData(TenDlcClass.A, "+14155550001", 75)]
    [InlineData(TenDlcClass.A, "+16045550001", 75)]
    [InlineData(TenDlcClass.T, "+14155550001", 1.25)]
    [InlineData(TenDlcClass.A, "+447700900001", 0.1)]
    public async Task Local_numbers_go_by_their_campaign_at_home_and_slowly_abroad(
        TenDlcClass tenDlcClass, string to, double perSecond)
    {
        await RestartAsync(new()
        {
            Mode = PacingMode.On, TenDlcClass = tenDlcClass, AccountSmsPerSecond = 1_000_000,
        });
        await _gateway.SendAsync(Local, to, "first");
        var second = await _gateway.SendAsync(Local, to, "second");
        Assert.Equal(TimeSpan.FromSeconds(1 / perSecond), second.LeavesAt.Time - second.At.Time, Close);
        var other = await _gateway.SendAsync(OtherLocal, to, "another sender");
        Assert.True(other.LeavesAt < other.At.Plus(TimeSpan.FromMilliseconds(1)));
    }

    [Fact]
    public async Task All_senders_of_an_account_share_its_rate()
    {
        await RestartAsync(new() { Mode = PacingMode.On, AccountSmsPerSecond = 10 });
        var replies = new List<SendReply>();
        for (var n = 0; n < 60; n++)
        {
            replies.Add(await SendAsync(n % 2 == 0 ? TollFree : Local, n, "x"));
        }

        await PassAsync(TimeSpan.FromMinutes(1));
        var times = LeaveTimes(replies).Order().ToList();
        Assert.Equal(TimeSpan.FromSeconds(59 / 10.0), times[^1] - times[0], Close);
        foreach (var sender in (int[])[0, 1])
        {
            var own = LeaveTimes(replies.Where((_, n) => n % 2 == sender));
            Assert.Equal(own.Order(), own);
        }

        _journal.AssertSound();
    }

    [Fact]
    public async Task A_full_queue_refuses_and_changes_nothing()
    {
        await RestartAsync(new() { Mode = PacingMode.On, TollFreePerSecond = 1, QueueSeconds = 10 });
        for (var n = 0; n < 11; n++)
        {
            Assert.Equal(Verdict.Accepted, (await SendAsync(TollFree, n, "x")).Verdict);
        }

        var events = _gateway.EventCount;
        Assert.Equal(Verdict.Overloaded, (await SendAsync(TollFree, 11, "x")).Verdict);
        Assert.Equal(events, _gateway.EventCount);
        await PassAsync(TimeSpan.FromSeconds(1.1));
        Assert.Equal(Verdict.Accepted, (await SendAsync(TollFree, 11, "x")).Verdict);
    }

    [Fact]
    public async Task What_waits_longer_than_it_is_valid_expires_and_takes_nobodys_place()
    {
        await RestartAsync(new() { Mode = PacingMode.On, TollFreePerSecond = 0.001 });
        var first = await SendAsync(TollFree, 0, "x");
        var second = await SendAsync(TollFree, 1, "x");
        var third = await SendAsync(TollFree, 2, "x");
        var fourth = await SendAsync(TollFree, 3, "x");
        var expired = await SendAsync(TollFree, 4, "x");
        Assert.Equal(TimeSpan.FromHours(1), expired.LeavesAt.Time - expired.At.Time, Close);
        await PassAsync(TimeSpan.FromMinutes(59));
        Assert.Equal(MessageStage.Queued, ProgressOf(expired).Stage);
        await PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal((MessageStage.Final, Outcome.Expired), (ProgressOf(expired).Stage, ProgressOf(expired).Outcome));
        Assert.All([first, second, third, fourth], r => Assert.Equal(Outcome.Delivered, ProgressOf(r).Outcome));
        Assert.Equal(1, Sum(r => r.Counts.Ended(Provider.Telnyx, Outcome.Expired)));
        _journal.AssertSound();
    }

    [Fact]
    public async Task Readings_show_what_waits_and_for_what_also_after_a_restart()
    {
        await RestartAsync(new() { Mode = PacingMode.On, TollFreePerSecond = 1, QueueSeconds = 10 });
        for (var n = 0; n < 13; n++)
        {
            await SendAsync(TollFree, n, "x");
        }

        var later = new SendMessage(
            DemoAccount.Id, Address.Parse(Local), Address.Parse(Recipient(0)), "later", null, MessageOptions.None)
        {
            SendAt = Stamp.Of(_time.GetUtcNow()).Plus(TimeSpan.FromMinutes(10)),
        };
        await _gateway.Senders.SendAsync(later, CancellationToken.None);
        Assert.Equal((10, 1), (Sum(r => r.PacedMessages), Sum(r => r.ScheduledMessages)));
        Assert.Equal((12, 2), (Sum(r => r.Counts.Accepted(Provider.Telnyx)), Sum(r => r.Counts.QueueFullAtRequest)));
        await PassAsync(TimeSpan.FromSeconds(4.5));
        Assert.Equal((6, 1), (Sum(r => r.PacedMessages), Sum(r => r.ScheduledMessages)));
        Assert.Equal(5, Sum(r => r.Counts.Dispatched(Provider.Telnyx)));
        await RestartAsync(Options);
        Assert.Equal((6, 1), (Sum(r => r.PacedMessages), Sum(r => r.ScheduledMessages)));
        await PassAsync(TimeSpan.FromMinutes(11));
        Assert.Equal((0, 0), (Sum(r => r.PacedMessages), Sum(r => r.ScheduledMessages)));
    }

    [Fact]
    public async Task A_stop_blocks_what_still_waits_and_a_queued_message_cannot_be_cancelled()
    {
        await SendAsync(TollFree, 1, "first");
        var waits = await SendAsync(TollFree, 1, "second");
        Assert.Equal(Verdict.Conflict, await _gateway.Senders.CancelAsync(
            new(Scope.OfProfile(DemoAccount.Id, waits.Profile), waits.Id, TimeSpan.Zero), CancellationToken.None));
        await _gateway.TextAsync(Recipient(1), Local, "STOP");
        await PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(Outcome.Blocked, ProgressOf(waits).Outcome);
        _journal.AssertSound();
    }

    [Fact]
    public async Task A_scheduled_message_goes_behind_what_waits_at_its_time()
    {
        await RestartAsync(new() { Mode = PacingMode.On, TollFreePerSecond = 0.1 });
        var at = Stamp.Of(_time.GetUtcNow()).Plus(TimeSpan.FromMinutes(10));
        var scheduled = await _gateway.Senders.SendAsync(
            new(DemoAccount.Id, Address.Parse(TollFree), Address.Parse(Recipient(0)), "later", null,
                MessageOptions.None) { SendAt = at },
            CancellationToken.None);
        await PassAsync(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(25));
        var replies = new List<SendReply>();
        for (var n = 1; n < 6; n++)
        {
            replies.Add(await SendAsync(TollFree, n, "x"));
        }

        await PassAsync(TimeSpan.FromMinutes(2));
        var times = LeaveTimes(replies);
        var own = DispatchOf(scheduled).At.Time;
        Assert.True(own >= times[^1].AddSeconds(10), $"{own} after {times[^1]}");
        CheckRate([.. times, own], Enumerable.Repeat(1, 6), 0.1);
        _journal.AssertSound();
    }

    [Fact]
    public async Task The_rate_of_the_account_holds_also_for_what_became_due_while_nobody_was_there()
    {
        await RestartAsync(new() { Mode = PacingMode.On, TollFreePerSecond = 0.1, AccountSmsPerSecond = 2 });
        var replies = new List<SendReply>();
        for (var n = 0; n < 60; n++)
        {
            replies.Add(await SendAsync($"+1844555{1000 + n % 20:D4}", n, "x"));
        }

        _gateway.Gateway.Dispose();
        _time.Advance(TimeSpan.FromMinutes(10));
        await StartAsync();
        await PassAsync(TimeSpan.FromMinutes(5));
        var times = LeaveTimes(replies).Order().ToList();
        var down = times.Where(t => t >= times[^1].AddMinutes(-5)).ToList();
        Assert.True(down.Count > 30, $"{down.Count} were due meanwhile");
        Rates.AssertAtMost(down.Select(t => (t, 1L)), 2, 1);
        _journal.AssertSound();
    }

    [Fact]
    public async Task The_queue_of_moments_holds_what_is_due_and_little_else()
    {
        await RestartAsync(new() { Mode = PacingMode.On, TollFreePerSecond = 20, RingCentralTollFreePerSecond = 1 });
        await _gateway.BatchAsync("+18335550100", "x", [.. Enumerable.Range(0, 500).Select(Recipient)]);
        await _gateway.Senders.SendAsync(
            new(DemoAccount.Id, Address.Parse(TollFree), Address.Parse(Recipient(0)), "later", null,
                MessageOptions.None) { SendAt = Stamp.Of(_time.GetUtcNow()).Plus(TimeSpan.FromDays(4)) },
            CancellationToken.None);
        for (var n = 0; n < 400; n++)
        {
            await SendAsync(TollFree, n, "x");
            await SendAsync(TollFree, n + 1_000, "x");
            await PassAsync(TimeSpan.FromMilliseconds(200));
        }

        Assert.All(_gateway.Gateway.Shards, shard => Assert.InRange(shard.State!.DueEntries, 0, 80));
    }

    [Fact]
    public async Task A_restart_forgets_no_place()
    {
        var replies = new List<SendReply>();
        for (var n = 0; n < 40; n++)
        {
            replies.Add(await SendAsync(TollFree, n, "x"));
            if (n % 15 == 14)
            {
                await PassAsync(TimeSpan.FromMilliseconds(200));
                await RestartAsync(Options);
            }
        }

        await PassAsync(TimeSpan.FromSeconds(10));
        var times = LeaveTimes(replies);
        Assert.Equal(times.Order(), times);
        CheckRate(times, Enumerable.Repeat(1, 40), 20);
        _journal.AssertSound();
    }

    [Theory]
    [InlineData("realistic", true)]
    [InlineData("cold-list", true)]
    [InlineData("fast", false)]
    [InlineData("instant", false)]
    public async Task Realistic_carriers_are_paced_where_nobody_says(string carrier, bool isPaced)
    {
        await RestartAsync(new(), carrier);
        await SendAsync(TollFree, 0, "x");
        Assert.Equal(isPaced, (await SendAsync(TollFree, 1, "x")).LeavesAt != Stamp.None);
    }

    /// <summary>10,000 texts of a toll-free number take 8.3 minutes, as published rates say.</summary>
    [Fact]
    public async Task A_campaign_drains_in_the_time_that_the_rate_gives()
    {
        var replies = new List<SendReply>();
        for (var n = 0; n < 10_000; n++)
        {
            replies.Add(await SendAsync(TollFree, n, "x"));
        }

        for (var minute = 0; minute < 9; minute++)
        {
            await PassAsync(TimeSpan.FromMinutes(1));
        }

        var times = LeaveTimes(replies);
        Assert.InRange((times[^1] - times[0]).TotalSeconds, 500 * 0.99, 500 * 1.01);
    }

    private long Sum(Func<ShardReading, long> read) => _gateway.Gateway.Readings.Sum(read);

    private static bool Close(TimeSpan a, TimeSpan b) => (a - b).Duration() < TimeSpan.FromMilliseconds(2);

    private static string Recipient(int n) => $"+1555200{n:D4}";

    private static void CheckRate(List<DateTimeOffset> times, IEnumerable<int> parts, double perSecond)
    {
        foreach (var (n, size) in parts.Take(times.Count - 1).Select((size, n) => (n, size)))
        {
            Assert.True(
                times[n + 1] - times[n] >= PaceLine.TimeOf(size, perSecond) - TimeSpan.FromMicroseconds(1),
                $"{n}: {times[n]:O} {times[n + 1]:O}");
        }
    }

    private async Task StartAsync(string carrier = "instant") => _gateway = await TestGateway.StartAsync(
        gateway: new() { Carrier = carrier }, time: _time, journal: _journal, pacing: Options);

    private async Task RestartAsync(PacingOptions options, string carrier = "instant")
    {
        _gateway.Gateway.Dispose();
        Options = options;
        await StartAsync(carrier);
    }

    private ValueTask<SendReply> SendAsync(string from, int to, string text) =>
        _gateway.SendAsync(from, Recipient(to), text);

    private Task PassAsync(TimeSpan span) => _gateway.PassAsync(_time, span);

    private Dispatch DispatchOf(SendReply reply) => _gateway.Gateway.Read.FindMessage(reply.Id)!.Dispatch!.Value;

    private MessageProgress ProgressOf(SendReply reply) =>
        _gateway.Gateway.Read.FindMessage(reply.Id)!.ProgressAt(_gateway.Gateway.Now);

    private List<DateTimeOffset> LeaveTimes(IEnumerable<SendReply> replies) =>
        [.. replies.Select(r => DispatchOf(r).At.Time)];
}
