using GatewaySim.Actors.Phones;
using GatewaySim.Actors.Time;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Phones;
using GatewaySim.Journal.Memory;
using GatewaySim.Journal.Verification;
using GatewaySim.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace GatewaySim.Actors.Tests.Phones;

/// <summary>Magic numbers that answer, with the clock stopped and advanced.</summary>
public sealed class MagicPhoneTests
{
    private const string RingCentral = "+16505550100";
    private const string Telnyx = "+13125550100";

    /// <summary>Times are from the message's delivery on; each text is one for each provider.</summary>
    [Theory]
    [InlineData("08", "STOP 1000", true)]
    [InlineData("09", "START 1000", false)]
    [InlineData("10", "HELP 1000", false)]
    [InlineData("11", "Who is this? 1000", false)]
    [InlineData("15", "STOP 1000, START 1005", false)]
    [InlineData("16", "STOP -1000", true)]
    [InlineData("00", "", false), InlineData("07", "", false), InlineData("13", "", false), InlineData("14", "", false)]
    [InlineData("99", "", false)]
    public async Task A_number_answers_as_it_says(string digits, string texts, bool isOut)
    {
        var to = $"+150055500{digits}";
        foreach (var carrier in (string[])["instant", "fast"])
        {
            await using var world = await World.StartAsync(new() { Carrier = carrier, MagicNumbers = true });
            var batch = await world.Gateway.BatchAsync(RingCentral, "hi", "+15552000001", to);
            var sent = await world.Gateway.SendAsync(Telnyx, to, "hi");
            await world.AdvanceAsync(TimeSpan.FromHours(1));
            foreach (var (from, id) in (IEnumerable<(string, MessageId)>)
                [(RingCentral, MessageId.At(batch.Id.Shard, batch.Id.Sequence, 1)), (Telnyx, sent.Id)])
            {
                var delivered = MessageProgress
                    .At(world.Gateway.Gateway.Read.FindMessage(id)!.Dispatch, new(Stamp.TicksMax)).FinalAt!.Value;
                var heard = world.Events<InboundReceived>().Where(e => e.Event.To.ToString() == from);
                Assert.Equal(texts, string.Join(", ", heard.Select(
                    h => $"{h.Event.Text} {Math.Round((h.At.Time - delivered.Time).TotalMilliseconds)}")));
                Assert.All(heard, h => Assert.Equal(to, h.Event.From.ToString()));
            }

            var again = await world.Gateway.BatchAsync(RingCentral, "hi", to);
            Assert.Equal(
                isOut ? Outcome.Blocked : Outcome.Delivered,
                world.Gateway.Gateway.Read.FindMessage(again.Id)!.Dispatch!.Value.Outcome.AsSeen());
            Assert.Equal(
                isOut ? Verdict.Blocked : Verdict.Accepted,
                (await world.Gateway.SendAsync(Telnyx, to, "hi")).Verdict);
            Assert.Empty(ConsentAudit.Run(world.Gateway.Journal).Findings.Kept.Select(f => f.ToString()));
        }
    }

    [Fact]
    public async Task Who_stopped_is_written_to_again_after_start()
    {
        await using var world = await World.StartAsync(new() { Carrier = "instant", MagicNumbers = true });
        await world.Gateway.SendAsync(Telnyx, "+15005550008", "hi");
        await world.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(Verdict.Blocked, (await world.Gateway.SendAsync(Telnyx, "+15005550008", "hi")).Verdict);
        await world.Gateway.TextAsync("+15005550008", Telnyx, "START");
        Assert.Equal(Verdict.Accepted, (await world.Gateway.SendAsync(Telnyx, "+15005550008", "hi")).Verdict);
        await world.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(["STOP", "START", "STOP"], world.Events<InboundReceived>().Select(e => e.Event.Text));
    }

    [Fact]
    public async Task What_a_number_stops_before_its_receipt_was_in_flight_then()
    {
        await using var world = await World.StartAsync(new() { Carrier = "instant", MagicNumbers = true });
        foreach (var (to, inFlight) in ((string, int)[])[("+15005550016", 1), ("+15005550008", 0)])
        {
            await world.Gateway.SendAsync(Telnyx, to, "hi");
            await world.AdvanceAsync(TimeSpan.FromMinutes(1));
            var why = await world.Gateway.Senders.ExplainAsync(
                Address.Parse(Telnyx), PhoneNumber.Parse(to), Provider.Telnyx, CancellationToken.None);
            Assert.Equal((false, inFlight), (why.Explanation!.Allowed, why.Explanation.InFlightAtOptOut));
        }
    }

    [Fact]
    public async Task Without_the_setting_none_answers_and_no_event_is_read()
    {
        await using var world = await World.StartAsync(new() { Carrier = "instant" });
        await world.SendToAllAsync();
        Assert.Empty(world.Events<InboundReceived>());
        Assert.False(world.Phones.IsListening);
    }

    [Fact]
    public async Task What_is_sent_while_the_setting_is_off_is_never_answered()
    {
        GatewayOptions on = new() { Carrier = "instant", MagicNumbers = true };
        await using var world = await World.StartAsync(on);
        await world.RestartAsync(new() { Carrier = "instant" });
        await world.SendToAllAsync();
        await world.RestartAsync(on);
        await world.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Empty(world.Events<InboundReceived>());
    }

    [Theory]
    [InlineData("instant")]
    [InlineData("fast")]
    public async Task What_was_sent_while_the_setting_was_on_is_answered_once_it_is_off(string carrier)
    {
        GatewayOptions off = new() { Carrier = carrier };
        await using var world = await World.StartAsync(new() { Carrier = carrier, MagicNumbers = true });
        foreach (var digits in (string[])["08", "10", "11", "16"])
        {
            await world.Gateway.SendAsync(Telnyx, $"+150055500{digits}", "hi");
        }

        // A run in which nothing is due yet forgets nothing.
        await world.RestartAsync(off);
        await world.RestartAsync(off);
        await world.Gateway.SendAsync(Telnyx, "+15005550009", "hi");
        for (var n = 0; n < 2; n++)
        {
            await world.AdvanceAsync(TimeSpan.FromHours(8));
            Assert.Equal(
                ["HELP 10", "STOP 08", "STOP 16", "Who is this? 11"],
                world.Events<InboundReceived>().Select(e => $"{e.Event.Text} {e.Event.From.ToString()[^2..]}").Order());
            Assert.False(world.Phones.IsListening);
            await world.RestartAsync(off);
        }
    }

    [Fact]
    public void A_mark_of_before_says_nothing_of_magic_numbers()
    {
        var mark = PhoneMark.FromBytes([1, 1, 5, 7, 9, 0]);
        Assert.Equal((5, 7, new Stamp(9), 0), (mark.Told[0], mark.Read[0], mark.Through, mark.Magic[0]));
        Assert.Equal((byte)2, mark.ToBytes()[0]);
        Assert.Equal(long.MaxValue, PhoneMark.FromBytes((mark with { Magic = [long.MaxValue] }).ToBytes()).Magic[0]);
    }

    [Fact]
    public async Task An_answer_that_waits_is_given_after_a_restart_and_none_twice()
    {
        GatewayOptions on = new() { Carrier = "instant", MagicNumbers = true };
        await using var world = await World.StartAsync(on);
        await world.Gateway.SendAsync(Telnyx, "+15005550011", "hi");
        await world.RestartAsync(on);
        await world.AdvanceAsync(TimeSpan.FromHours(1));
        await world.RestartAsync(on);
        await world.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Single(world.Events<InboundReceived>());
    }

    /// <summary>A rule for the number itself stands above its magic, the share of all phones below.</summary>
    [Fact]
    public async Task An_operators_rule_for_the_number_comes_first_and_shares_do_not_touch_it()
    {
        await using var world = await World.StartAsync(
            new() { Carrier = "instant", MagicNumbers = true },
            new() { Share = 1, TextProbability = 1, DelaySeconds = 5, DelaySigma = 0 });
        await world.Phones.SetAsync(
            PhoneNumber.Parse("+15005550013"), new() { TextProbability = 1, Texts = ["13"], Delay = new(5, 0) });
        await world.Phones.SetAsync(
            PhoneNumber.Parse("+15005550008"), new() { TextProbability = 1, Texts = ["8"], Delay = new(6, 0) });
        await world.SendToAllAsync();
        Assert.Equal(
            ["13 13", "8 08", "STOP 16", "Who is this? 11"],
            world.Events<InboundReceived>().Where(e => e.Event.From.ToString()[^2..] is "16" or "11" or "13" or "08")
                .Select(e => $"{e.Event.Text} {e.Event.From.ToString()[^2..]}").Order());
        Assert.Equal(
            ["08", "09", "10", "11", "13", "15", "15", "16", "20"],
            world.Events<InboundReceived>().Select(e => e.Event.From.ToString()[^2..]).Order());

        // The second receipt of 13 is no second arrival.
        Assert.Equal(9, (await world.Phones.StatusAsync()).Heard);
    }

    /// <summary>A gateway on a journal in memory, its phones and clock.</summary>
    private sealed class World : IAsyncDisposable
    {
        private PhoneOptions _phones = null!;
        private WebhookEngine _webhooks = null!;
        private ClockDriver _driver = null!;

        public SimulationClock Clock { get; } =
            new(TimeProvider.System, new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), ClockSpeed.Real);

        public TestGateway Gateway { get; private set; } = null!;

        public PhoneEngine Phones { get; private set; } = null!;

        public static async Task<World> StartAsync(GatewayOptions gateway, PhoneOptions? phones = null)
        {
            World world = new() { _phones = phones ?? new() };
            world.Clock.Pause();
            await world.OpenAsync(gateway, new MemoryJournal(new(4, 1)));
            return world;
        }

        public Task<bool> AdvanceAsync(TimeSpan span) => _driver.AdvanceAsync(
            Clock.GetUtcNow() + span, TestContext.Current.CancellationToken);

        /// <summary>Sends to 00 to 16 but 04, and to a number that is not magic, and lets an hour pass.</summary>
        public async Task SendToAllAsync()
        {
            foreach (var n in Enumerable.Range(0, 17).Except([4]))
            {
                await Gateway.SendAsync(Telnyx, $"+150055500{n:D2}", "hi");
            }

            await Gateway.SendAsync(Telnyx, "+12065550120", "hi");
            await AdvanceAsync(TimeSpan.FromHours(1));
        }

        public async Task RestartAsync(GatewayOptions gateway)
        {
            Close();
            await OpenAsync(gateway, Gateway.Journal);
        }

        public List<(Stamp At, T Event)> Events<T>()
        {
            List<(Stamp At, T Event)> found = [];
            for (var shard = 0; shard < Gateway.Journal.Info.Shards; shard++)
            {
                Gateway.Journal.Visit(shard, 0, long.MaxValue, (in stored) =>
                {
                    if ((stored with { Payload = stored.Payload.ToArray() }).Decode() is T e)
                    {
                        found.Add((stored.At, e));
                    }

                    return true;
                });
            }

            return [.. found.OrderBy(f => f.At)];
        }

        public ValueTask DisposeAsync()
        {
            Close();
            Gateway.Dispose();
            return ValueTask.CompletedTask;
        }

        private async Task OpenAsync(GatewayOptions gateway, GatewaySim.Journal.IJournal journal)
        {
            Gateway = await TestGateway.StartAsync(gateway, time: Clock, journal: journal);
            _webhooks = WebhookEngine.Start(Gateway.Gateway, [], new NoTransport(), new(), NullLogger.Instance);
            Phones = PhoneEngine.Start(Gateway.Gateway, _phones, NullLogger.Instance);
            _driver = ClockDriver.Start(Clock, Gateway.Gateway, _webhooks, new(), Phones);
        }

        private void Close()
        {
            _driver.Dispose();
            Phones.Dispose();
            _webhooks.Dispose();
            Gateway.Gateway.Dispose();
        }
    }

    private sealed class NoTransport : IWebhookTransport
    {
        public ValueTask<WebhookAnswer> SendAsync(WebhookRequest request, CancellationToken cancel) =>
            throw new NotSupportedException();
    }
}
