using GatewaySim.Actors.Phones;
using GatewaySim.Actors.Time;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Phones;
using GatewaySim.Journal.Memory;
using GatewaySim.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace GatewaySim.Actors.Tests.Phones;

/// <summary>Phones that answer, with the real gateway and the clock stopped, advanced or leaping.</summary>
public sealed class PhoneEngineTests
{
    private const string RingCentralNumber = "+16505550100";
    private const string TelnyxNumber = "+13125550100";

    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Goal: a campaign makes its own opt-outs, and the next wave is refused for exactly those people. Method: 20,000
    /// recipients, every delivered text is answered STOP with probability 1.8 %; the count is held to four standard
    /// deviations of the binomial distribution (seed 1), the refused of the second wave to who opted out.
    /// </summary>
    [Fact]
    public async Task A_campaign_of_20_000_makes_its_opt_outs_and_the_second_wave_passes_over_exactly_those()
    {
        await using var world = await World.StartAsync(new() { Share = 1, StopProbability = 0.018 });
        var list = Enumerable.Range(0, 20_000).Select(n => 12_065_000_000 + (ulong)n).ToArray();
        await world.BatchAsync(list);
        await world.AdvanceAsync(TimeSpan.FromDays(8));

        var delivered = world.Outcomes().Count(o => o.Outcome == Outcome.Delivered);
        var stopped = world.OptedOut();
        Assert.InRange(delivered, 18_900, 19_400);
        var expected = delivered * 0.018;
        var deviation = Math.Sqrt(expected * (1 - 0.018));
        Assert.InRange(stopped.Count, expected - 4 * deviation, expected + 4 * deviation);
        Assert.Equal(stopped.Count, (await world.Phones.StatusAsync()).Heard);

        await world.BatchAsync(list);
        await world.AdvanceAsync(TimeSpan.Zero);
        var refused = world.Outcomes().Skip(list.Length).Where(o => o.Outcome == Outcome.Blocked)
            .Select(o => o.Recipient).ToHashSet();
        Assert.Equal(stopped.Order(), refused.Order());
    }

    [Fact]
    public async Task An_answer_comes_after_its_delay_from_the_arrival_and_start_after_stop()
    {
        await using var world = await World.StartAsync(new()
        {
            Share = 1, StopProbability = 1, DelaySeconds = 60, DelaySigma = 0, StartProbability = 1,
            StartDelaySeconds = 3_600, StartDelaySigma = 0,
        });
        var sent = await world.Gateway.SendAsync(TelnyxNumber, "+12065550123", "Hi");
        var arrived = world.Gateway.Gateway.Read.FindMessage(sent.Id)!
            .ProgressAt(new(Stamp.TicksMax)).FinalAt!.Value;
        await world.AdvanceAsync(TimeSpan.FromMinutes(59));
        var stop = Assert.Single(world.Heard());
        Assert.Equal("STOP", stop.Event.Text);
        Assert.Equal(arrived.Plus(TimeSpan.FromMinutes(1)), stop.At);
        Assert.Equal(Verdict.Blocked, (await world.Gateway.SendAsync(TelnyxNumber, "+12065550123", "?")).Verdict);

        await world.AdvanceAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(["STOP", "START"], world.Heard().Select(h => h.Event.Text));
        Assert.Equal(arrived.Plus(TimeSpan.FromMinutes(61)), world.Heard()[1].At);
        Assert.Equal(Verdict.Accepted, (await world.Gateway.SendAsync(TelnyxNumber, "+12065550123", "!")).Verdict);
    }

    [Fact]
    public async Task Nobody_answers_an_automatic_reply_or_what_did_not_arrive()
    {
        await using var world = await World.StartAsync(new()
        {
            Share = 1, HelpProbability = 1, DelaySeconds = 1, DelaySigma = 0,
        });
        var list = Enumerable.Range(0, 2_000).Select(n => 12_065_000_000 + (ulong)n).ToArray();
        await world.BatchAsync(list);
        await world.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal(
            world.Outcomes().Where(o => o.Outcome == Outcome.Delivered).Select(o => o.Recipient).Order(),
            world.Heard().Select(h => h.Event.From.Value).Order());
    }

    /// <summary>Clients see a late delivery as a delivery, and so does the person.</summary>
    [Fact]
    public async Task What_an_own_carrier_delivers_late_is_answered_when_it_arrives()
    {
        await using var world = await World.StartAsync(
            new() { Share = 1, HelpProbability = 1, DelaySeconds = 1, DelaySigma = 0 },
            OwnCarriers.Of(
                "late", final: TimeSpan.FromSeconds(1), late: TimeSpan.FromHours(1),
                (Outcome.Delivered, 0.3), (Outcome.DeliveredLate, 0.4), (Outcome.Unroutable, 0.3)));
        var list = Enumerable.Range(0, 400).Select(n => 12_065_000_000 + (ulong)n).ToArray();
        await world.BatchAsync(list);
        IEnumerable<ulong> Of(params Outcome[] outcomes) =>
            world.Outcomes().Where(o => outcomes.Contains(o.Outcome)).Select(o => o.Recipient).Order();

        await world.AdvanceAsync(TimeSpan.FromMinutes(50));
        Assert.Equal(Of(Outcome.Delivered), world.Heard().Select(h => h.Event.From.Value).Order());
        await world.AdvanceAsync(TimeSpan.FromMinutes(20));
        Assert.InRange(Of(Outcome.DeliveredLate).Count(), 100, 220);
        Assert.Equal(
            Of(Outcome.Delivered, Outcome.DeliveredLate), world.Heard().Select(h => h.Event.From.Value).Order());
    }

    [Fact]
    public async Task Without_a_script_no_event_is_read_and_the_tail_calls_nobody()
    {
        await using var world = await World.StartAsync(new());
        await world.Gateway.SendAsync(TelnyxNumber, "+12065550123", "Hi");
        await world.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.False(world.Phones.IsListening);

        // What was sent before is answered by nobody; what comes after is.
        Assert.True(await world.Phones.SetAsync(
            PhoneNumber.Parse("+12065550123"), new() { HelpProbability = 1, Delay = new(1, 0) }));
        Assert.True(world.Phones.IsListening);
        await world.Gateway.SendAsync(TelnyxNumber, "+12065550123", "Again");
        await world.Gateway.SendAsync(TelnyxNumber, "+12065550124", "Somebody else");
        await world.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal(["HELP"], world.Heard().Select(h => h.Event.Text));

        Assert.True(await world.Phones.RemoveAsync(PhoneNumber.Parse("+12065550123")));
        Assert.False(await world.Phones.RemoveAsync(PhoneNumber.Parse("+12065550123")));
        Assert.False(world.Phones.IsListening);
    }

    [Fact]
    public async Task Rules_set_by_hand_replace_the_settings_until_they_are_reset()
    {
        await using var world = await World.StartAsync(new()
        {
            Share = 1, StopProbability = 1, DelaySeconds = 1, DelaySigma = 0, NumbersMax = 1,
        });
        var phone = PhoneNumber.Parse("+12065550123");
        await world.Phones.SetSharesAsync([]);
        await world.Gateway.SendAsync(TelnyxNumber, phone.ToString(), "1");
        await world.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Empty(world.Heard());
        await world.Phones.SetSharesAsync([new(1, new() { TextProbability = 1, Delay = new(1, 0), Texts = ["да"] })]);
        await world.Gateway.SendAsync(TelnyxNumber, phone.ToString(), "2");
        await world.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal(["да"], world.Heard().Select(h => h.Event.Text));
        await world.Phones.ResetAsync();
        await world.Gateway.SendAsync(TelnyxNumber, phone.ToString(), "3");
        await world.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal(["да", "STOP"], world.Heard().Select(h => h.Event.Text));
        Assert.True(await world.Phones.SetAsync(phone, new()));
        Assert.True(await world.Phones.SetAsync(phone, new() { HelpProbability = 1 }));
        Assert.False(await world.Phones.SetAsync(new(phone.Value + 1), new()));
    }

    /// <summary>
    /// Goal: a stop or a crash neither loses nor doubles an answer. Method: the program ends at many moments of a day
    /// of answers, in good order or with the mark of some time before, and goes on; what was heard in the end is held
    /// to a run without an end. More answers come in one stretch than the number's owner remembers ids of.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_restart_neither_loses_nor_doubles_an_answer(bool crashes)
    {
        PhoneOptions options = new()
        {
            Share = 1, StopProbability = 0.5, StartProbability = 0.5, DelaySeconds = 600, DelaySigma = 0.3,
            StartDelaySeconds = 3_600,
        };
        var list = Enumerable.Range(0, 3_000).Select(n => 12_065_000_000 + (ulong)n).ToArray();
        List<string> expected;
        await using (var whole = await World.StartAsync(options))
        {
            await whole.BatchAsync(list);
            await whole.AdvanceAsync(TimeSpan.FromDays(15));
            expected = [.. whole.Heard().Select(h => $"{h.Event.From} {h.Event.Text}")];
            Assert.True(expected.Count > 2_000);
        }

        await using var world = await World.StartAsync(options);
        await world.BatchAsync(list);
        for (var n = 0; n < 12; n++)
        {
            var mark = world.Gateway.Journal.FindMark(PhoneMark.Name);
            await world.AdvanceAsync(TimeSpan.FromMinutes(20));
            await world.RestartAsync(crashes ? mark : null);
        }

        await world.AdvanceAsync(TimeSpan.FromDays(15));
        Assert.Equal(expected, world.Heard().Select(h => $"{h.Event.From} {h.Event.Text}"));
    }

    [Fact]
    public async Task Where_more_answers_wait_than_there_is_room_for_the_rest_is_read_later_and_none_is_lost()
    {
        PhoneOptions options = new()
        {
            Share = 1, HelpProbability = 1, DelaySeconds = 60, DelaySigma = 0.5, RepliesMax = 10,
        };
        await using var world = await World.StartAsync(options);
        for (var n = 0; n < 200; n++)
        {
            await world.BatchAsync([12_065_000_000 + (ulong)n]);
        }

        await world.Phones.RestAsync();
        var status = await world.Phones.StatusAsync();
        Assert.InRange(status.Waiting, 8, 12);
        Assert.True(status.Behind > 200);
        await world.AdvanceAsync(TimeSpan.FromDays(8));
        Assert.Equal(world.Outcomes().Count(o => o.Outcome == Outcome.Delivered), world.Heard().Count);
        Assert.Equal(0, (await world.Phones.StatusAsync()).Behind);
    }

    [Fact]
    public async Task The_leaping_clock_waits_for_answers_and_the_same_seed_hears_the_same()
    {
        PhoneOptions options = new()
        {
            Share = 0.7, StopProbability = 0.2, TextProbability = 0.3, StartProbability = 0.5,
        };
        var list = Enumerable.Range(0, 300).Select(n => 12_065_000_000 + (ulong)n).ToArray();
        var runs = new List<string[]>();
        for (var run = 0; run < 2; run++)
        {
            await using var world = await World.StartAsync(options);
            world.Clock.SetSpeed(ClockSpeed.Parse("max"));
            await world.BatchAsync(list);
            world.Clock.Resume();
            while (await world.Phones.StatusAsync() is not { Waiting: 0, Behind: 0 })
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
                await Task.Yield();
            }

            runs.Add([.. world.Heard().Select(h => $"{h.Event.From} {h.Event.Text} {h.Event.ExternalId}")]);
        }

        Assert.InRange(runs[0].Length, 60, 200);
        Assert.Equal(runs[0], runs[1]);
    }

    /// <summary>A gateway on a journal in memory, its webhooks, phones and clock.</summary>
    private sealed class World : IAsyncDisposable
    {
        private PhoneOptions _options = null!;
        private CarrierProfile? _carrier;
        private WebhookEngine _webhooks = null!;
        private ClockDriver _driver = null!;

        public SimulationClock Clock { get; } = new(TimeProvider.System, Start, ClockSpeed.Real);

        public TestGateway Gateway { get; private set; } = null!;

        public PhoneEngine Phones { get; private set; } = null!;

        public static async Task<World> StartAsync(PhoneOptions options, CarrierProfile? carrier = null)
        {
            World world = new() { _options = options, _carrier = carrier };
            world.Clock.Pause();
            await world.OpenAsync(new MemoryJournal(new(4, 1)));
            return world;
        }

        public async Task BatchAsync(ulong[] recipients) => Assert.Equal(Verdict.Accepted, (await Gateway.BatchAsync(
            RingCentralNumber, "Sale", [.. recipients.Select(r => new PhoneNumber(r).ToString())])).Verdict);

        public Task<bool> AdvanceAsync(TimeSpan span) => _driver.AdvanceAsync(
            Clock.GetUtcNow() + span, TestContext.Current.CancellationToken);

        /// <summary>Ends everything and begins again on the same journal.</summary>
        /// <param name="mark">An older mark, as if the newer ones had been lost; null for the last.</param>
        public async Task RestartAsync(byte[]? mark)
        {
            Close();
            if (mark is not null)
            {
                Gateway.Journal.KeepMark(PhoneMark.Name, mark);
            }

            await OpenAsync(Gateway.Journal);
        }

        public List<(Stamp At, InboundReceived Event)> Heard() =>
            [.. Events<InboundReceived>().OrderBy(e => e.At).Select(e => (e.At, e.Event))];

        public List<ulong> OptedOut() => [.. Events<RecipientOptedOut>().Select(e => e.Event.Recipient.Value)];

        public List<(ulong Recipient, Outcome Outcome)> Outcomes() =>
        [
            .. Events<BatchDispatched>().OrderBy(e => e.At).SelectMany(e => Enumerable
                .Range(e.Event.First, e.Event.Outcomes.Length).Select(n => Gateway.Gateway.Read.FindMessage(
                    MessageId.At(e.Shard, e.Event.Chunk, n))!))
                .Select(m => (m.To.Key, m.Dispatch!.Value.Outcome)),
        ];

        public ValueTask DisposeAsync()
        {
            Close();
            Gateway.Dispose();
            return ValueTask.CompletedTask;
        }

        private async Task OpenAsync(GatewaySim.Journal.IJournal journal)
        {
            Gateway = await TestGateway.StartAsync(
                gateway: new() { Carrier = "fast" }, time: Clock, journal: journal, carrier: _carrier);
            _webhooks = WebhookEngine.Start(Gateway.Gateway, [], new NoTransport(), new(), NullLogger.Instance);
            Phones = PhoneEngine.Start(Gateway.Gateway, _options, NullLogger.Instance);
            _driver = ClockDriver.Start(Clock, Gateway.Gateway, _webhooks, new(), Phones);
        }

        private void Close()
        {
            _driver.Dispose();
            Phones.Dispose();
            _webhooks.Dispose();
            Gateway.Gateway.Dispose();
        }

        private List<(int Shard, Stamp At, T Event)> Events<T>()
        {
            var found = new List<(int, Stamp, T)>();
            for (var shard = 0; shard < Gateway.Journal.Info.Shards; shard++)
            {
                Gateway.Journal.Visit(shard, 0, long.MaxValue, (in stored) =>
                {
                    if ((stored with { Payload = stored.Payload.ToArray() }).Decode() is T e)
                    {
                        found.Add((stored.Shard, stored.At, e));
                    }

                    return true;
                });
            }

            return found;
        }
    }

    private sealed class NoTransport : IWebhookTransport
    {
        public ValueTask<WebhookAnswer> SendAsync(WebhookRequest request, CancellationToken cancel) =>
            throw new NotSupportedException();
    }
}
