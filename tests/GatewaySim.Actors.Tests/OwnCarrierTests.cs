using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Carrier.Own;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal;
using GatewaySim.Journal.Carriers;
using GatewaySim.Journal.Memory;
using GatewaySim.Journal.Verification;
using GatewaySim.Testing;

namespace GatewaySim.Actors.Tests;

/// <summary>A user's own carrier decides about messages of both providers, wherever they are handed over.</summary>
public sealed class OwnCarrierTests
{
    private const string RingCentral = "+16505550100";
    private const string Telnyx = "+13125550100";

    private static readonly string[] People =
        [.. Enumerable.Range(0, 400).Select(n => $"+1555200{n:0000}")];

    private readonly SteppedTime _time = new();

    [Fact]
    public async Task The_same_seed_and_inputs_give_the_same_journal()
    {
        var (first, second, other) = (await RunAsync(seed: 1), await RunAsync(seed: 1), await RunAsync(seed: 2));
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public async Task Filters_judge_each_text_of_both_providers()
    {
        using var test = await StartAsync(new MemoryJournal(new JournalInfo(4, 1)));
        var batch = await test.Gateway.SubmitBatchAsync(
            new()
            {
                Account = DemoAccount.Id,
                From = Address.Parse(RingCentral),
                Text = "hello"u8.ToArray(),
                Recipients = new[] { People[0], People[1] }.Select(p => PhoneNumber.Parse(p).Value).ToArray(),
                Texts = new TextSlice[] { default, new(0, 12) },
                TextBytes = "go to bit.ly"u8.ToArray(),
            },
            CancellationToken.None);
        Assert.Equal(
            [Outcome.Delivered, Outcome.ShortenedLink],
            Enumerable.Range(0, 2).Select(n => EndOf(test, MessageId.At(batch.Id.Shard, batch.Id.Sequence, n))));
        Assert.Equal(Outcome.Delivered, EndOf(test, (await test.SendAsync(Telnyx, People[0], "hello")).Id));
        Assert.Equal(Outcome.ShortenedLink, EndOf(test, (await test.SendAsync(Telnyx, People[0], "Bit.Ly/1")).Id));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    public async Task A_message_that_waited_is_judged_by_its_text_and_its_time_also_after_a_restart(int snapshotEvents)
    {
        var journal = new MemoryJournal(new JournalInfo(4, 1));
        var gateway = await StartAsync(journal, snapshotEvents: snapshotEvents);
        MessageId[] ids =
        [
            (await Later(gateway, "bit.ly", 10)).Id, (await Later(gateway, "hello", 10)).Id,
            (await Later(gateway, "hello", 70)).Id,
        ];
        gateway.Gateway.Dispose();
        using var again = await StartAsync(journal, snapshotEvents: snapshotEvents);
        _time.Advance(TimeSpan.FromMinutes(80));
        await again.SendAsync(Telnyx, People[5], "wake");
        Assert.Equal(
            [Outcome.ShortenedLink, Outcome.Delivered, Outcome.CarrierDown], ids.Select(id => EndOf(again, id)));
    }

    [Fact]
    public async Task Messages_keep_the_delays_of_the_profile_that_they_were_sent_under()
    {
        var journal = new MemoryJournal(new JournalInfo(4, 1));
        var slow = await StartAsync(journal);
        var sent = (await slow.SendAsync(Telnyx, People[0], "hello")).Id;
        slow.Gateway.Dispose();
        using var quick = await StartAsync(journal, ProfileOf(seconds: 1));
        var later = (await quick.SendAsync(Telnyx, People[0], "hello")).Id;
        Assert.Equal([3.0, 1.0], new[] { sent, later }.Select(id =>
        {
            var dispatch = quick.Gateway.Read.FindMessage(id)!.Dispatch!.Value;
            var end = MessageProgress.At(dispatch, new(Stamp.TicksMax));
            return (end.FinalAt!.Value.Time - end.SentAt!.Value.Time).TotalSeconds;
        }));
        Assert.NotNull(journal.FindMark(CarrierArchive.MarkName));
    }

    [Fact]
    public async Task The_audit_finds_nothing()
    {
        using var journal = new MemoryJournal(new JournalInfo(4, 1));
        await RunAsync(journal);
        Assert.Empty(ConsentAudit.Run(journal).Findings.Kept);
    }

    private async Task<string> RunAsync(ulong seed)
    {
        using var journal = new MemoryJournal(new JournalInfo(4, seed));
        return await RunAsync(journal);
    }

    private async Task<string> RunAsync(MemoryJournal journal)
    {
        var test = await StartAsync(journal, time: new SteppedTime());
        await test.BatchAsync(RingCentral, "hello", People);
        await test.BatchAsync(RingCentral, "bit.ly", People);
        foreach (var person in People.Take(20))
        {
            await test.SendAsync(Telnyx, person, "hello");
            await test.TextAsync(person, Telnyx, "HELP");
        }

        test.Gateway.Dispose();
        var shards = Enumerable.Range(0, 4).Select(journal.HeadOf);
        return string.Join(' ', shards.Select(h => $"{h.Sequence} {h.Hash}"));
    }

    private Task<TestGateway> StartAsync(
        MemoryJournal journal, OwnProfile? profile = null, SteppedTime? time = null, int snapshotEvents = 1000) =>
        TestGateway.StartAsync(
            time: time ?? _time, journal: journal, carrier: profile ?? ProfileOf(seconds: 3),
            limits: new() { SnapshotEvents = snapshotEvents });

    private OwnProfile ProfileOf(int seconds)
    {
        var start = _time.GetUtcNow().AddHours(1);
        var table = new DelayMixture([new(1, TimeSpan.FromSeconds(seconds), 0)], TimeSpan.FromHours(1)).Quantiles();
        OutcomeMix all = new([(Outcome.Delivered, 1)]);
        OutcomeMix some = new([(Outcome.Delivered, .8), (Outcome.Unconfirmed, .2)]);
        var mixes = People.Take(6).Select(p => HandsetCarriers.Of(PhoneNumber.Parse(p).Value)).ToHashSet();
        return new(
            OwnDelays.Of("own", table, table, table, table, TimeSpan.FromHours(2), TimeSpan.FromHours(4)),
            [.. Enum.GetValues<HandsetCarrier>().Select(c => mixes.Contains(c) ? all : some)],
            [new(new BrownOutSpan(start, start.AddHours(1)), new(null, 1, Outcome.CarrierDown))],
            [new(["bit.ly"], new(null, 1, Outcome.ShortenedLink))], false);
    }

    private ValueTask<SendReply> Later(TestGateway test, string text, int minutes) => test.Gateway.SendAsync(
        new(DemoAccount.Id, Address.Parse(Telnyx), Address.Parse(People[0]), text, null, MessageOptions.None)
        {
            SendAt = Stamp.Of(_time.GetUtcNow().AddMinutes(minutes)),
        },
        CancellationToken.None);

    private static Outcome EndOf(TestGateway test, MessageId id) =>
        MessageProgress.At(test.Gateway.Read.FindMessage(id)!.Dispatch, new(Stamp.TicksMax)).Outcome;
}
