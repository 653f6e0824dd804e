using GatewaySim.Actors.Pacing;
using GatewaySim.Actors.Time;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Carrier.Own;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Pacing;
using GatewaySim.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace GatewaySim.Actors.Tests.Time;

/// <summary>
/// An advance that nobody hears of takes long steps. What is journalled, and when, is the same as in short ones.
/// </summary>
public class LongStepTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, false, false)]
    [InlineData(2, false, true)]
    [InlineData(3, true, false)]
    [InlineData(4, true, true)]
    public async Task One_advance_does_what_many_short_ones_do(int seed, bool hasTelnyx, bool hasBrownOut)
    {
        var atOnce = await RunAsync(seed, hasTelnyx, hasBrownOut, TimeSpan.FromMinutes(20));
        var inPieces = await RunAsync(seed, hasTelnyx, hasBrownOut, TimeSpan.FromMilliseconds(700));
        Assert.Equal(inPieces, atOnce);

        // Every message left, and senders of one shard took turns.
        Assert.True(atOnce.Count(line => line.Contains(nameof(BatchDispatched), StringComparison.Ordinal)) > 200);
    }

    [Fact]
    public async Task Messages_of_one_moment_leave_in_one_order()
    {
        var atOnce = await RunAsync(TimeSpan.FromMinutes(4));
        Assert.Equal(await RunAsync(TimeSpan.FromSeconds(1)), atOnce);
        Assert.Equal(
            160, atOnce.Count(line => line.Contains(nameof(MessageDispatched), StringComparison.Ordinal)));

        static async Task<List<string>> RunAsync(TimeSpan step)
        {
            using var scene = await Scene.StartAsync(hasBrownOut: false, PacingMode.Off);
            for (var n = 0; n < 160; n++)
            {
                var profile = n % 8 < 4 ? await scene.ProfileAsync(n % 8) : (Guid?)null;
                await scene.ScheduleAsync(
                    $"+1312555{2000 + n % 8:D4}", $"+1555200{n:D4}", Start.AddSeconds(60 + n / 8 % 5 * 30), profile);
            }

            for (var to = Start; to < Start.AddMinutes(4); to += step)
            {
                await scene.AdvanceAsync(to + step);
            }

            return scene.Dump();
        }
    }

    [Fact]
    public async Task Order_counts_while_messages_wait_that_share_the_rate_of_their_account()
    {
        using var scene = await Scene.StartAsync(hasBrownOut: false);
        var paces = scene.Gateway.Gateway.Context.Paces!;
        Assert.False(paces.HasShared);
        var id = (await scene.ScheduleAsync("+13125550100", "+15552000001", Start.AddMinutes(5))).Id;
        Assert.True(paces.HasShared);
        var number = scene.Gateway.Gateway.Directory.FindNumber(Provider.Telnyx, Address.Parse("+13125550100"))!;
        await scene.Gateway.Senders.CancelAsync(
            new(Scope.OfProfile(DemoAccount.Id, number.Profile!.Value), id, TimeSpan.Zero), CancellationToken.None);
        Assert.False(paces.HasShared);
        for (var n = 0; n < 80; n++)
        {
            await scene.Gateway.SendAsync("+13125550100", "+15552000001", "Queued");
        }

        Assert.True(paces.HasShared);
        await scene.AdvanceAsync(Start.AddMinutes(5));
        Assert.False(paces.HasShared);
    }

    private static async Task<List<string>> RunAsync(int seed, bool hasTelnyx, bool hasBrownOut, TimeSpan step)
    {
        using var scene = await Scene.StartAsync(hasBrownOut);
        var random = new Random(seed);
        for (var sender = 0; sender < 12; sender++)
        {
            var from = $"+1650555{2000 + sender}";
            for (var batches = random.Next(1, 4); batches > 0; batches--)
            {
                var text = new string('x', random.Next(1, 400));
                var to = Enumerable.Range(0, random.Next(50, 900)).Select(_ => $"+1555200{random.Next(10_000):D4}");
                Assert.Equal(Verdict.Accepted, (await scene.Gateway.BatchAsync(from, text, [.. to])).Verdict);
            }

            await scene.Gateway.TextAsync($"+1555200{random.Next(10_000):D4}", from, "STOP");
            await scene.RestAsync();
        }

        for (var n = 0; hasTelnyx && n < 300; n++)
        {
            var from = $"+1312555{random.Next(100, 104):D4}";
            await (n % 3 == 0
                ? scene.ScheduleAsync(from, $"+1555200{n:D4}", Start.AddSeconds(random.Next(301, 900))).AsTask()
                : scene.Gateway.SendAsync(from, $"+1555200{n:D4}", "Hi").AsTask());
        }

        for (var to = Start; to < Start.AddMinutes(20); to += step)
        {
            await scene.AdvanceAsync(to + step);
        }

        return scene.Dump();
    }

    /// <summary>A paced gateway whose clock stands still until it is advanced.</summary>
    private sealed class Scene : IDisposable
    {
        private readonly WebhookEngine _engine;
        private readonly ClockDriver _driver;
        private readonly SimulationClock _clock;
        private readonly Dictionary<int, Guid> _profiles = [];

        private Scene(TestGateway gateway, SimulationClock clock)
        {
            (Gateway, _clock) = (gateway, clock);
            _engine = WebhookEngine.Start(gateway.Gateway, [], new Nobody(), new(), NullLogger.Instance);
            _driver = ClockDriver.Start(clock, gateway.Gateway, _engine, new());
        }

        public TestGateway Gateway { get; }

        public static async Task<Scene> StartAsync(bool hasBrownOut, PacingMode mode = PacingMode.On)
        {
            SimulationClock clock = new(TimeProvider.System, Start, new(0));
            return new(
                await TestGateway.StartAsync(
                    gateway: new() { Carrier = "realistic" }, time: clock,
                    pacing: new() { Mode = mode, TenDlcClass = TenDlcClass.E },
                    carrier: hasBrownOut ? BrownOut() : null),
                clock);
        }

        /// <summary>A carrier that is down for 20 seconds, not where a step begins or ends.</summary>
        private static OwnProfile BrownOut()
        {
            var delays = new DelayMixture([new(1, TimeSpan.FromSeconds(1), 0)], TimeSpan.FromHours(1)).Quantiles();
            OutcomeMix mix = new([(Outcome.Delivered, 1)]);
            return new(
                OwnDelays.Of("own", delays, delays, delays, delays, TimeSpan.FromHours(2), TimeSpan.FromHours(4)),
                [.. Enum.GetValues<HandsetCarrier>().Select(_ => mix)],
                [new(new BrownOutSpan(Start.AddSeconds(90), Start.AddSeconds(110)), new(null, 1, Outcome.CarrierDown))],
                [], true);
        }

        public async Task AdvanceAsync(DateTimeOffset to) => Assert.True(
            await _driver.AdvanceAsync(to, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(120)));

        /// <summary>Waits until the shards have done what can be done now.</summary>
        public Task RestAsync() => AdvanceAsync(_clock.GetUtcNow());

        /// <summary>A profile by a number; made when it is asked for first.</summary>
        public async ValueTask<Guid> ProfileAsync(int number) => _profiles.TryGetValue(number, out var known)
            ? known
            : _profiles[number] = (await Gateway.Senders.CreateProfileAsync(
                new(DemoAccount.Id, new($"p{number}", ["*"])), CancellationToken.None)).Profile!.Id;

        public ValueTask<SendReply> ScheduleAsync(string from, string to, DateTimeOffset at, Guid? profile = null) =>
            Gateway.Senders.SendAsync(
                new(DemoAccount.Id, Address.Parse(from), Address.Parse(to), "Later", profile, MessageOptions.None)
                {
                    SendAt = Stamp.Of(at),
                },
                CancellationToken.None);

        /// <summary>Every event with its place and stamp.</summary>
        public List<string> Dump()
        {
            var lines = new List<string>();
            for (var shard = 0; shard < Gateway.Journal.Info.Shards; shard++)
            {
                Gateway.Journal.Visit(shard, 0, Gateway.Journal.HeadOf(shard).Sequence, (in stored) =>
                {
                    lines.Add(
                        $"{stored.Shard} {stored.Sequence} {stored.At.Ticks} {stored.Scope} "
                        + $"{stored.Decode().GetType().Name} {Convert.ToHexString(stored.Payload.Span)}");
                    return true;
                });
            }

            return lines;
        }

        public void Dispose()
        {
            _driver.Dispose();
            _engine.Dispose();
            Gateway.Dispose();
        }
    }

    private sealed class Nobody : IWebhookTransport
    {
        public ValueTask<WebhookAnswer> SendAsync(WebhookRequest request, CancellationToken cancel) =>
            throw new InvalidOperationException("There is no endpoint.");
    }
}
