using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal;
using GatewaySim.Journal.Memory;
using GatewaySim.Journal.Verification;
using GatewaySim.Testing;

namespace GatewaySim.Actors.Tests;

/// <summary>README's table of magic numbers, for both providers.</summary>
public sealed class MagicNumberTests
{
    private const string RingCentral = "+16505550100";
    private const string Telnyx = "+13125550100";

    private readonly SteppedTime _time = new();

    [Theory]
    [InlineData("00", Outcome.Delivered)]
    [InlineData("01", Outcome.InvalidNumber)]
    [InlineData("02", Outcome.Unroutable)]
    [InlineData("03", Outcome.Unreachable)]
    [InlineData("04", Outcome.Blocked)]
    [InlineData("05", Outcome.Spam)]
    [InlineData("06", Outcome.Unconfirmed)]
    [InlineData("07", Outcome.Delivered)]
    [InlineData("12", Outcome.DailyCapped)]
    [InlineData("13", Outcome.Delivered)]
    [InlineData("14", Outcome.Delivered)]
    [InlineData("99", Outcome.Delivered)]
    public async Task A_magic_number_has_its_end(string digits, Outcome end)
    {
        using var test = await StartAsync();
        var to = $"+150055500{digits}";
        var batch = await test.BatchAsync(RingCentral, "hi", "+15552000001", to, "+15005550100");
        Assert.Equal(
            [Outcome.Delivered, end, Outcome.Delivered],
            Enumerable.Range(0, 3)
                .Select(n => EndOf(test, MessageId.At(batch.Id.Shard, batch.Id.Sequence, n)).Outcome));
        var sent = await test.SendAsync(Telnyx, to, "hi");
        if (end == Outcome.Blocked)
        {
            Assert.Equal(Verdict.Blocked, sent.Verdict);
        }
        else
        {
            Assert.Equal(end, EndOf(test, sent.Id).Outcome);
        }

        Assert.Empty(ConsentAudit.Run(test.Journal).Findings.Kept.Select(f => f.ToString()));
    }

    [Fact]
    public async Task They_are_numbers_like_all_others_where_the_setting_is_off()
    {
        using var test = await TestGateway.StartAsync(time: _time, gateway: new() { Carrier = "instant" });
        Assert.Equal(Outcome.Delivered, EndOf(test, (await test.SendAsync(Telnyx, "+15005550002", "hi")).Id).Outcome);
        Assert.Equal(Verdict.Accepted, (await test.SendAsync(Telnyx, "+15005550004", "hi")).Verdict);
        var batch = await test.BatchAsync(RingCentral, "hi", "+15005550002");
        Assert.Equal(
            Outcome.Delivered, EndOf(test, MessageId.At(batch.Id.Shard, batch.Id.Sequence, 0)).Outcome);
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

    [Fact]
    public async Task Receipts_come_twice_and_in_disorder()
    {
        using var test = await StartAsync("fast");
        var twice = (await test.SendAsync(Telnyx, "+15005550013", "hi")).Id;
        var disorder = (await test.SendAsync(Telnyx, "+15005550014", "hi")).Id;
        var facts = FactsOf(test);
        Assert.Equal(
            [FactKind.MessageSent, FactKind.MessageFinal, FactKind.MessageFinal],
            facts.Where(f => f.Id == twice).Select(f => f.Kind));
        Assert.Single(facts.Where(f => f.Id == twice && f.Kind == FactKind.MessageFinal)
            .Select(f => f.UuidOf(1)).Distinct());
        var last = facts.Where(f => f.Id == disorder).ToList();
        Assert.Equal([FactKind.MessageFinal, FactKind.MessageSent], last.Select(f => f.Kind));
        Assert.Equal(MessageStage.Sent, last[1].Progress.Stage);
        Assert.True(last[1].Progress.SentAt < last[0].Due && last[0].Due < last[1].Due);
    }

    [Fact]
    public async Task A_person_who_stopped_stays_blocked_whatever_the_number_says()
    {
        using var test = await StartAsync();
        await test.TextAsync("+15005550000", Telnyx, "STOP");
        Assert.Equal(Verdict.Blocked, (await test.SendAsync(Telnyx, "+15005550000", "hi")).Verdict);
        await test.TextAsync("+15005550000", RingCentral, "STOP");
        var batch = await test.BatchAsync(RingCentral, "hi", "+15005550000");
        Assert.Equal(
            Outcome.Blocked, EndOf(test, MessageId.At(batch.Id.Shard, batch.Id.Sequence, 0)).Outcome);
    }

    private Task<TestGateway> StartAsync(string carrier = "instant") => TestGateway.StartAsync(
        time: _time, gateway: new() { Carrier = carrier, MagicNumbers = true });

    private static MessageProgress EndOf(TestGateway test, MessageId id) =>
        MessageProgress.At(test.Gateway.Read.FindMessage(id)!.Dispatch, new(Stamp.TicksMax));

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
