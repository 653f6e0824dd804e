using System.Text.RegularExpressions;
using GatewaySim.Actors.Pacing;
using GatewaySim.Actors.Tests.Pacing;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal;
using GatewaySim.Journal.Dumping;
using GatewaySim.Journal.Memory;
using GatewaySim.Journal.Verification;
using GatewaySim.Testing;

namespace GatewaySim.Actors.Tests;

/// <summary>How messages to magic numbers end, for both providers.</summary>
public sealed class MagicNumberTests
{
    private const string RingCentral = "+16505550100";
    private const string Telnyx = "+13125550100";

    private static readonly string[] All = [.. Enumerable.Range(0, 17).Select(n => $"+150055500{n:D2}")];

    private readonly SteppedTime _time = new();

    [Theory]
    [InlineData("00", Outcome.Delivered)]
    [InlineData("02", Outcome.Unroutable)]
    [InlineData("03", Outcome.Unreachable)]
    [InlineData("04", Outcome.Blocked)]
    [InlineData("05", Outcome.Spam)]
    [InlineData("06", Outcome.Unconfirmed)]
    [InlineData("07", Outcome.Delivered)]
    [InlineData("08", Outcome.Delivered)]
    [InlineData("09", Outcome.Delivered)]
    [InlineData("10", Outcome.Delivered)]
    [InlineData("11", Outcome.Delivered)]
    [InlineData("12", Outcome.DailyCapped)]
    [InlineData("13", Outcome.Delivered)]
    [InlineData("14", Outcome.Delivered)]
    [InlineData("15", Outcome.Delivered)]
    [InlineData("16", Outcome.Delivered)]
    [InlineData("99", Outcome.Delivered)]
    public async Task A_magic_number_has_its_end(string digits, Outcome end)
    {
        using var test = await StartAsync();
        var to = $"+150055500{digits}";
        var batch = await test.BatchAsync(RingCentral, "hi", "+15552000001", to, "+15005550100");
        Assert.Equal([Outcome.Delivered, end, Outcome.Delivered], EndsOf(test, batch, 3));
        Assert.Equal(end == Outcome.Blocked ? 2 : 3, test.Gateway.Read.FindBatch(batch.Id)!.Segments);
        var sent = await test.SendAsync(Telnyx, to, "hi");
        var group = await GroupAsync(test, PhoneNumber.Parse(to), refuses: false);
        if (end == Outcome.Blocked)
        {
            Assert.Equal((Verdict.Blocked, MessageId.None), (sent.Verdict, sent.Id));
            var refused = await GroupAsync(test, PhoneNumber.Parse(to), refuses: true);
            Assert.Equal((Verdict.Blocked, to), (refused.Verdict, refused.BlockedTo.ToString()));
        }
        else
        {
            Assert.Equal(end, EndOf(test, sent.Id).Outcome);
        }

        Assert.Equal(
            [Outcome.Delivered, end],
            group.Event!.Outcomes.ToArray().Select(o => ((Outcome)o).AsSeen()));
        test.Journal.AssertSound();
    }

    [Fact]
    public async Task A_scheduled_message_has_its_end_at_its_time_and_who_opted_out_is_refused_at_once()
    {
        using var test = await StartAsync();
        Assert.Equal(Verdict.Blocked, (await ScheduleAsync(test, "+15005550004")).Verdict);
        var sent = await ScheduleAsync(test, "+15005550003");
        await test.PassAsync(_time, TimeSpan.FromHours(1));
        Assert.Equal(Outcome.Unreachable, EndOf(test, sent.Id).Outcome);
        test.Journal.AssertSound();
    }

    /// <summary>
    /// Goal: without the setting nothing of it is there. Method: the same story with these numbers and without the
    /// setting, and with others and the setting; the dumps differ in the digits only.
    /// </summary>
    [Theory]
    [InlineData("fast"), InlineData("realistic"), InlineData("cold-list")]
    public async Task Without_the_setting_they_are_numbers_like_all_others(string carrier)
    {
        var off = await StoryAsync(new() { Carrier = carrier }, [.. All, "+15005550099"]);
        var others = await StoryAsync(
            new() { Carrier = carrier, MagicNumbers = true },
            [.. All.Append("+15005550099").Select(n => n.Replace("+1500555", "+1206555", StringComparison.Ordinal))]);
        Assert.Equal(Unhashed(others), Unhashed(off.Replace("1500555", "1206555", StringComparison.Ordinal)));
        Assert.Contains("+15005550004", off, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_sends_end_the_same_and_without_the_setting_otherwise()
    {
        GatewayOptions on = new() { Carrier = "fast", MagicNumbers = true };
        var first = await StoryAsync(on, All);
        Assert.Equal(first, await StoryAsync(on, All));
        Assert.NotEqual(first, await StoryAsync(new() { Carrier = "fast" }, All));
    }

    [Fact]
    public async Task A_message_keeps_its_fate_when_the_setting_is_taken_away()
    {
        MemoryJournal journal = new(new JournalInfo(4, 1));
        var test = await StartAsync(journal: journal);
        var batch = await test.BatchAsync(RingCentral, "hi", All);
        var ends = EndsOf(test, batch, All.Length);
        test.Gateway.Dispose();
        using var again = await TestGateway.StartAsync(new() { Carrier = "fast" }, time: _time, journal: journal);
        Assert.Equal(ends, EndsOf(again, batch, All.Length));
        Assert.Equal(11, ends.Count(e => e == Outcome.Delivered));
        again.Journal.AssertSound();
    }

    [Fact]
    public async Task Some_are_quick_and_some_are_slow()
    {
        using var test = await StartAsync("realistic");
        var quick = EndOf(test, (await test.SendAsync(Telnyx, "+15005550000", "hi")).Id);
        var slow = EndOf(test, (await test.SendAsync(Telnyx, "+15005550007", "hi")).Id);
        Assert.Equal(quick.SentAt, quick.FinalAt);
        Assert.Equal(slow.SentAt!.Value.Plus(TimeSpan.FromSeconds(30)), slow.FinalAt);
    }

    [Theory]
    [InlineData("instant"), InlineData("fast")]
    public async Task Receipts_come_twice_and_in_disorder(string carrier)
    {
        using var test = await StartAsync(carrier);
        var twice = (await test.SendAsync(Telnyx, "+15005550013", "hi")).Id;
        var disorder = (await test.SendAsync(Telnyx, "+15005550014", "hi")).Id;
        var batch = await test.BatchAsync(RingCentral, "hi", "+15005550013", "+15005550014");
        var facts = FactsOf(test);
        foreach (var id in (MessageId[])[twice, MessageId.At(batch.Id.Shard, batch.Id.Sequence, 0)])
        {
            var first = facts.Where(f => f.Id == id).OrderBy(f => f.Due).ToList();
            Assert.Equal(
                [FactKind.MessageSent, FactKind.MessageFinal, FactKind.MessageFinal], first.Select(f => f.Kind));
            Assert.Equal(TimeSpan.FromSeconds(1), first[2].Due.Time - first[1].Due.Time);
            Assert.Equal((first[1].UuidOf(1), first[1].Progress), (first[2].UuidOf(1), first[2].Progress));
        }

        foreach (var id in (MessageId[])[disorder, MessageId.At(batch.Id.Shard, batch.Id.Sequence, 1)])
        {
            var last = facts.Where(f => f.Id == id).OrderBy(f => f.Due).ToList();
            Assert.Equal([FactKind.MessageFinal, FactKind.MessageSent], last.Select(f => f.Kind));
            Assert.Equal(TimeSpan.FromSeconds(1), last[1].Due.Time - last[0].Due.Time);
            Assert.Equal((MessageStage.Sent, Outcome.Pending), (last[1].Progress.Stage, last[1].Progress.Outcome));
            Assert.True(last[1].Progress.SentAt <= last[0].Due);
        }
    }

    [Fact]
    public async Task A_person_who_stopped_stays_blocked_whatever_the_number_says()
    {
        using var test = await StartAsync();
        await test.TextAsync("+15005550000", Telnyx, "STOP");
        Assert.Equal(Verdict.Blocked, (await test.SendAsync(Telnyx, "+15005550000", "hi")).Verdict);
        await test.TextAsync("+15005550000", RingCentral, "STOP");
        await test.TextAsync("+15005550004", RingCentral, "STOP");
        var batch = await test.BatchAsync(RingCentral, "hi", "+15005550000", "+15005550004", "+15005550005");
        Assert.Equal([Outcome.Blocked, Outcome.Blocked, Outcome.Spam], EndsOf(test, batch, 3));
        test.Journal.AssertSound();
    }

    [Fact]
    public async Task Who_opted_out_before_has_no_record_and_is_explained()
    {
        using var test = await StartAsync();
        await test.BatchAsync(RingCentral, "hi", "+15005550004");
        await test.SendAsync(Telnyx, "+15005550004", "hi");
        var totals = ConsentAudit.Run(test.Journal).Totals;
        Assert.Equal((0L, 1L), (totals.OptOuts, totals.Of(Outcome.BlockedBefore)));
        foreach (var from in (string[])[RingCentral, Telnyx])
        {
            Assert.Equal((false, "magic-number"), await WhyAsync(test, from, "+15005550004"));
            Assert.Equal((true, "no-record"), await WhyAsync(test, from, "+15005550005"));
        }

        await test.TextAsync("+15005550004", Telnyx, "STOP");
        Assert.Equal((false, "profile-block"), await WhyAsync(test, Telnyx, "+15005550004"));
    }

    /// <summary>Slices of a paced batch are drawn one by one; who is blocked takes nobody's time.</summary>
    [Fact]
    public async Task In_a_paced_batch_they_end_as_in_one_that_is_not()
    {
        PacingOptions pacing = new() { Mode = PacingMode.On, NumberClasses = $"{RingCentral}=G" };
        string[] list = [.. Enumerable.Range(0, 5).SelectMany(_ => All)];
        using var plain = await StartAsync();
        var expected = EndsOf(plain, await plain.BatchAsync(RingCentral, "hi", list), list.Length);
        using var test = await StartAsync(pacing: pacing);
        var batch = await test.BatchAsync(RingCentral, "hi", list);
        Assert.True(Slices(test).Count < 3);
        await test.PassAsync(_time, TimeSpan.FromHours(1));
        Assert.Equal(expected, EndsOf(test, batch, list.Length));
        Assert.True(Slices(test).Count > 20);
        Assert.Equal(5, Slices(test).Sum(s => s.Blocked));
        Assert.Equal(list.Length - 5, Slices(test).Sum(s => s.Segments));
        test.Journal.AssertSound();
    }

    /// <summary>They are nobody's handsets: T-Mobile neither counts nor refuses them, also after a restart.</summary>
    [Fact]
    public async Task A_daily_cap_does_not_touch_them()
    {
        PacingOptions pacing = new() { Mode = PacingMode.Off, TMobileDailyCap = 1 };
        var some = HandsetsOf(HandsetCarrier.TMobile, 15_005_550_020, 80).Take(3).ToArray();
        var other = HandsetsOf(HandsetCarrier.TMobile, 12_065_550_000, 10_000).First();
        MemoryJournal journal = new(new JournalInfo(4, 1));
        var test = await StartAsync(pacing: pacing, journal: journal);
        Assert.All(EndsOf(test, await test.BatchAsync(RingCentral, "hi", some), 3), NotCapped);
        foreach (var to in some)
        {
            NotCapped(EndOf(test, (await test.SendAsync(Telnyx, to, "hi")).Id).Outcome);
        }

        test.Gateway.Dispose();
        using var again = await StartAsync(pacing: pacing, journal: journal);
        Assert.Equal(
            [Outcome.Delivered, Outcome.DailyCapped],
            EndsOf(again, await again.BatchAsync(RingCentral, "hi", other, other), 2));
        again.Journal.AssertSound();

        static void NotCapped(Outcome end) => Assert.Equal(Outcome.Delivered, end);

        static IEnumerable<string> HandsetsOf(HandsetCarrier carrier, ulong first, int count) =>
            Enumerable.Range(0, count).Select(n => first + (ulong)n).Where(n => HandsetCarriers.Of(n) == carrier)
                .Select(n => $"+{n}");
    }

    [Fact]
    public async Task Of_what_expires_in_a_queue_only_who_opted_out_has_another_end()
    {
        PacingOptions pacing = new()
        {
            Mode = PacingMode.On, NumberClasses = $"{RingCentral}=G", RingCentralValidSeconds = 2,
        };
        using var test = await StartAsync(pacing: pacing);
        var batch = await test.BatchAsync(
            RingCentral, "hi", [.. Enumerable.Repeat("+15552000001", 10), "+15005550004", "+15005550005"]);
        await test.PassAsync(_time, TimeSpan.FromHours(1));
        Assert.Equal(
            [Outcome.Delivered, Outcome.Expired, Outcome.Blocked, Outcome.Expired],
            (Outcome[])[EndsOf(test, batch, 1)[0], .. EndsOf(test, batch, 12)[9..]]);
        test.Journal.AssertSound();
    }

    private Task<TestGateway> StartAsync(
        string carrier = "instant", PacingOptions? pacing = null, IJournal? journal = null) => TestGateway.StartAsync(
            new() { Carrier = carrier, MagicNumbers = true }, time: _time, journal: journal,
            pacing: pacing ?? new() { Mode = PacingMode.Off });

    /// <summary>Sends to every number in all ways, and a STOP.</summary>
    /// <returns>The dump of it, and all that is told of every message.</returns>
    private static async Task<string> StoryAsync(GatewayOptions options, string[] numbers)
    {
        SteppedTime time = new();
        using var test = await TestGateway.StartAsync(options, time: time, pacing: new() { Mode = PacingMode.Off });
        await test.BatchAsync(RingCentral, "hi", numbers);
        foreach (var number in numbers)
        {
            await test.SendAsync(Telnyx, number, "hi");
            await ScheduleAsync(test, number);
            await GroupAsync(test, PhoneNumber.Parse(number), refuses: true);
        }

        await test.PassAsync(time, TimeSpan.FromHours(1));
        await test.TextAsync(numbers[2], Telnyx, "STOP");
        await test.BatchAsync(RingCentral, "again", [.. numbers, .. numbers]);
        test.Journal.AssertSound();
        using var text = new StringWriter();
        Dump.Write(test.Journal, text);
        foreach (var fact in FactsOf(test))
        {
            text.WriteLine($"{fact.Id} {fact.Person} {fact.Kind} {fact.Due} {fact.Progress}");
        }

        return text.ToString();
    }

    /// <summary>A dump without the hashes of its streams, which cover the recipients.</summary>
    private static string Unhashed(string dump) => Regex.Replace(dump, "[0-9a-f]{64}", "");

    private static ValueTask<GroupReply> GroupAsync(TestGateway test, PhoneNumber to, bool refuses) =>
        test.Senders.SendGroupAsync(
            new(
                DemoAccount.Id, Address.Parse(Telnyx), [PhoneNumber.Parse("+15552000001"), to], "hi",
                MessageOptions.None, refuses),
            CancellationToken.None);

    private static ValueTask<SendReply> ScheduleAsync(TestGateway test, string to) => test.Senders.SendAsync(
        new(DemoAccount.Id, Address.Parse(Telnyx), Address.Parse(to), "later", null, MessageOptions.None)
        {
            SendAt = test.Senders.Now.Plus(TimeSpan.FromMinutes(10)),
        },
        CancellationToken.None);

    private static async Task<(bool Allowed, string Rule)> WhyAsync(TestGateway test, string from, string to)
    {
        var reply = await test.Senders.ExplainAsync(
            Address.Parse(from), PhoneNumber.Parse(to), Provider.None, CancellationToken.None);
        return (reply.Explanation!.Allowed, reply.Explanation.Rule);
    }

    private static MessageProgress EndOf(TestGateway test, MessageId id) =>
        MessageProgress.At(test.Gateway.Read.FindMessage(id)!.Dispatch, new(Stamp.TicksMax));

    private static List<Outcome> EndsOf(TestGateway test, BatchReply batch, int count) =>
    [
        .. Enumerable.Range(0, count)
            .Select(n => EndOf(test, MessageId.At(batch.Id.Shard, batch.Id.Sequence, n)).Outcome),
    ];

    private static List<BatchDispatched> Slices(TestGateway test)
    {
        List<BatchDispatched> slices = [];
        for (var shard = 0; shard < test.Journal.Info.Shards; shard++)
        {
            test.Journal.Visit(shard, 0, long.MaxValue, (in stored) =>
            {
                if ((stored with { Payload = stored.Payload.ToArray() }).Decode() is BatchDispatched e)
                {
                    slices.Add(e);
                }

                return true;
            });
        }

        return slices;
    }

    private static List<Fact> FactsOf(TestGateway test)
    {
        var reader = new FactReader(test.Journal);
        List<Fact> facts = [];
        for (var shard = 0; shard < test.Journal.Info.Shards; shard++)
        {
            test.Journal.Visit(shard, 0, long.MaxValue, (in stored) =>
            {
                if (reader.Read(stored, FactKinds.Messages) is { } block)
                {
                    facts.AddRange(Enumerable.Range(0, block.Count).Select(n => block[n]));
                }

                return true;
            });
        }

        return facts;
    }
}
