using System.Collections.Concurrent;
using GatewaySim.Actors.Time;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace GatewaySim.Actors.Tests.Time;

/// <summary>
/// Advancing and leaping, with the real gateway and the real engine of webhooks: what is due on the way is done, in
/// order, with its own time, before the answer.
/// </summary>
public sealed class ClockDriverTests : IAsyncLifetime
{
    private const string Number = "+13125550100";

    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SimulationClock _clock = new(TimeProvider.System, Start, ClockSpeed.Real);
    private readonly Receiver _receiver = new();
    private TestGateway _gateway = null!;
    private WebhookEngine _engine = null!;
    private ClockDriver _driver = null!;

    public async ValueTask InitializeAsync()
    {
        _clock.Pause();
        _gateway = await TestGateway.StartAsync(gateway: new() { Carrier = "fast" }, time: _clock);
        _receiver.Since = _gateway.Gateway.Now;
        _receiver.Profile =
            _gateway.Gateway.Directory.FindNumber(Provider.Telnyx, Address.Parse(Number))!.Profile!.Value;
        _engine = WebhookEngine.Start(
            _gateway.Gateway, [_receiver], _receiver, new(), NullLogger.Instance);
        _driver = ClockDriver.Start(_clock, _gateway.Gateway, _engine, new());
    }

    public ValueTask DisposeAsync()
    {
        _driver.Dispose();
        _engine.Dispose();
        _gateway.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Nobody_waits_for_a_stamp_that_was_given_though_the_clock_stands_still()
    {
        await _gateway.SendAsync(Number, "+15552000001", "Hi");
        await _gateway.SendAsync(Number, "+15552000001", "Hi");
        var now = _gateway.Gateway.Now;
        Assert.True(now.Time > _clock.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, _gateway.Gateway.WallUntil(now));
        Assert.Equal(Timeout.InfiniteTimeSpan, _gateway.Gateway.WallUntil(now.Plus(TimeSpan.FromSeconds(1))));
    }

    [Fact]
    public async Task A_week_of_scheduled_messages_leaves_in_order_at_its_own_times()
    {
        var random = new Random(1);
        var times = Enumerable.Range(0, 300).Select(_ => Start.AddSeconds(random.Next(600, 7 * 86_400))).ToList();
        foreach (var (time, n) in times.Select((time, n) => (time, n)))
        {
            await ScheduleAsync($"+1555200{n:D4}", time);
        }

        await AdvanceAsync(Start.AddDays(7));
        Assert.Equal(Start.AddDays(7), _clock.GetUtcNow());
        Assert.Equal(times.Order(), DispatchTimes());

        // Each was told twice, when sent and when final, in order and at its time.
        Assert.Equal(600, _receiver.Told.Count);
        Assert.All(_receiver.Told, told => Assert.InRange((told.At - told.Due).TotalMilliseconds, 0, 1));
        Assert.Equal(_receiver.Told.Select(t => t.Due).Order(), _receiver.Told.Select(t => t.Due));
    }

    [Fact]
    public async Task Where_the_clock_stands_is_kept_before_an_advance_answers_and_now_and_then()
    {
        await AdvanceAsync(Start.AddHours(3));
        Assert.Equal(Start.AddHours(3), ClockMark.Find(_gateway.Journal));

        _clock.SetSpeed(new(3600));
        _clock.Resume();
        Assert.True(SpinWait.SpinUntil(
            () => ClockMark.Find(_gateway.Journal) > Start.AddHours(4), TimeSpan.FromSeconds(20)));
        Assert.True(ClockMark.Find(_gateway.Journal) <= _clock.GetUtcNow());
    }

    [Fact]
    public async Task An_advance_ends_where_it_should_and_does_nothing_later()
    {
        await ScheduleAsync("+15552000001", Start.AddHours(1));
        await AdvanceAsync(Start.AddHours(1).AddTicks(-1));
        Assert.Empty(DispatchTimes());
        await AdvanceAsync(Start.AddHours(1));
        Assert.Equal([Start.AddHours(1)], DispatchTimes());
        Assert.Empty(_receiver.Told);
        await AdvanceAsync(Start.AddHours(2));
        Assert.Equal(2, _receiver.Told.Count);
    }

    [Fact]
    public async Task Retries_of_webhooks_follow_the_clock()
    {
        _receiver.Fails = 3;
        await _gateway.SendAsync(Number, "+15552000001", "Hello");
        await AdvanceAsync(Start.AddMinutes(30));
        Assert.Equal([500, 500], _receiver.Attempts.Select(attempt => attempt.Status));
        await AdvanceAsync(Start.AddMinutes(90));
        Assert.Single(_receiver.Attempts, attempt => attempt.IsSuccess);
        await AdvanceAsync(Start.AddHours(8));
        Assert.Equal(2, _receiver.Attempts.Count(attempt => attempt.IsSuccess));
        Assert.Equal(5, _receiver.Attempts.Count);
    }

    [Fact]
    public async Task At_full_speed_it_leaps_to_what_is_due()
    {
        await ScheduleAsync("+15552000001", Start.AddDays(3));
        _clock.SetSpeed(ClockSpeed.Parse("max"));
        _clock.Resume();
        await _receiver.ToldTwice.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal([Start.AddDays(3)], DispatchTimes());
        Assert.InRange(_clock.GetUtcNow(), Start.AddDays(3), Start.AddDays(3).AddMinutes(2));
    }

    [Fact]
    public async Task Without_an_order_a_running_clock_sends_at_the_time()
    {
        await ScheduleAsync("+15552000001", Start.AddHours(1));
        _clock.SetSpeed(new(3_600 * 4));
        _clock.Resume();
        await _receiver.ToldTwice.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal([Start.AddHours(1)], DispatchTimes());
    }

    [Fact]
    public async Task There_is_one_advance_at_a_time_and_it_can_be_given_up()
    {
        _receiver.Silence = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await _gateway.SendAsync(Number, "+15552000001", "Hello");
        using CancellationTokenSource cancel = new();
        var first = _driver.AdvanceAsync(Start.AddHours(1), cancel.Token);
        Assert.True(_driver.Status.IsAdvancing);
        Assert.False(await _driver.AdvanceAsync(Start.AddHours(2), CancellationToken.None));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.True(_clock.GetUtcNow() < Start.AddHours(1));

        _receiver.Silence.SetResult();
        await AdvanceAsync(Start.AddHours(1));
        Assert.Equal(2, _receiver.Told.Count);
    }

    [Fact]
    public async Task A_stop_breaks_an_advance_off()
    {
        _receiver.Silence = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await _gateway.SendAsync(Number, "+15552000001", "Hello");
        var advance = _driver.AdvanceAsync(Start.AddHours(1), CancellationToken.None);
        _driver.Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => advance);
        _receiver.Silence.SetResult();
    }

    private async Task AdvanceAsync(DateTimeOffset to) => Assert.True(
        await _driver.AdvanceAsync(to, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(120)));

    private async Task ScheduleAsync(string to, DateTimeOffset at)
    {
        var reply = await _gateway.Senders.SendAsync(
            new(DemoAccount.Id, Address.Parse(Number), Address.Parse(to), "Later", null, MessageOptions.None)
            {
                SendAt = Stamp.Of(at),
            },
            CancellationToken.None);
        Assert.Equal(Verdict.Accepted, reply.Verdict);
    }

    private List<DateTimeOffset> DispatchTimes()
    {
        var times = new List<DateTimeOffset>();
        for (var shard = 0; shard < _gateway.Journal.Info.Shards; shard++)
        {
            _gateway.Journal.Visit(shard, 0, _gateway.Journal.HeadOf(shard).Sequence, (in stored) =>
            {
                if (stored.Decode() is MessageDispatched)
                {
                    times.Add(stored.At.Time);
                }

                return true;
            });
        }

        times.Sort();
        return times;
    }

    /// <summary>One endpoint for everything, which notes when it was told what.</summary>
    private sealed class Receiver : IWebhookSource, IWebhookTransport
    {
        private readonly TaskCompletionSource _toldTwice = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Stamp Since { get; set; }

        public Guid Profile { get; set; }

        public int Fails { get; set; }

        public TaskCompletionSource? Silence { get; set; }

        public ConcurrentQueue<(DateTimeOffset Due, DateTimeOffset At)> Told { get; } = new();

        public Task ToldTwice => _toldTwice.Task;

        public ConcurrentQueue<WebhookAnswer> Attempts { get; } = new();

        public int Version => 1;

        public IReadOnlyList<WebhookEndpoint> List() => [new Everything(this)];

        public IReadOnlyList<(string Endpoint, FactBlock Facts)> Tick(Stamp now) => [];

        public async ValueTask<WebhookAnswer> SendAsync(WebhookRequest request, CancellationToken cancel)
        {
            if (Silence is { } silence)
            {
                await silence.Task.WaitAsync(cancel);
            }

            var isFailure = Attempts.Count < Fails;
            WebhookAnswer answer = new(WebhookFault.None, isFailure ? 500 : 200, "", 0, TimeSpan.Zero);
            Attempts.Enqueue(answer);
            return answer;
        }

        private sealed class Everything(Receiver receiver) : WebhookEndpoint(
            "test", Scope.OfProfile(DemoAccount.Id, receiver.Profile), receiver.Since, FactKinds.Messages)
        {
            public override string Address => "http://127.0.0.1/";

            public override bool Matches(in Fact fact) => true;

            public override void Write(in Fact fact, int attempt, WebhookRequest request) => request.Url = Address;

            public override string? Judge(in WebhookAnswer answer) => answer.IsSuccess ? null : answer.Reason;

            public override TimeSpan? RetryAfter(in Fact fact, int attempt) => TimeSpan.FromHours(attempt);

            public override void Attempted(in Attempt attempt)
            {
                if (attempt.Error is null)
                {
                    receiver.Told.Enqueue((attempt.Fact.Due.Time, attempt.StartedAt.Time));
                    if (receiver.Told.Count == 2)
                    {
                        receiver._toldTwice.SetResult();
                    }
                }
            }
        }
    }
}
