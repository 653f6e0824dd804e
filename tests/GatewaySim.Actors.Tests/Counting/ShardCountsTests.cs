using GatewaySim.Actors.Asks;
using GatewaySim.Actors.Counting;
using GatewaySim.Actors.Tests.Profiles;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal.Verification;
using GatewaySim.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace GatewaySim.Actors.Tests.Counting;

/// <summary>What the shards count is what happened, and only what is durable.</summary>
public sealed class ShardCountsTests
{
    private const string RingCentral = "+16505550100";
    private const string RingCentralTollFree = "+18335550100";
    private const string Telnyx = "+13125550100";

    /// <summary>
    /// Goal: the counts of all shards are what the journal holds. Method: a mixed day, and the audit's own totals,
    /// which are made from the stored events by other code.
    /// </summary>
    [Fact]
    public async Task The_counts_are_what_the_audit_finds_in_the_journal()
    {
        using var test = await TestGateway.StartAsync(new() { Carrier = "fast" });
        await MixedDayAsync(test);
        var audit = Verifier.Verify(
            test.Journal, cancel: TestContext.Current.CancellationToken).Totals;

        long Sum(Func<ShardCounts, long> read) => test.Gateway.Readings.Sum(r => read(r.Counts));
        long Both(Func<ShardCounts, Provider, long> read) =>
            Sum(c => read(c, Provider.RingCentral) + read(c, Provider.Telnyx));
        Assert.Equal(audit.BatchMessages, Sum(c => c.Accepted(Provider.RingCentral)));
        Assert.Equal(audit.SingleMessages, Sum(c => c.Accepted(Provider.Telnyx)));
        Assert.Equal(audit.Dispatched, Both((c, p) => c.Dispatched(p)));
        Assert.All(Enum.GetValues<Outcome>(), o => Assert.Equal(audit.Of(o), Both((c, p) => c.Ended(p, o))));
        Assert.All(Enum.GetValues<Operation>(), o => Assert.Equal(audit.Of(o), Both((c, p) => c.Texts(p, o))));
        Assert.Equal(audit.Replies, Enum.GetValues<Operation>().Sum(o => Both((c, p) => c.Replies(p, o))));
        Assert.Equal(test.EventCount, Sum(c => c.Events));
        Assert.InRange(Sum(c => c.Bytes), 20 * test.EventCount, 2_000 * test.EventCount);

        // The carriers of "fast" fail in all of their ways in so many messages, and somebody was blocked.
        Assert.All(
            [Outcome.Delivered, Outcome.Unconfirmed, Outcome.Unroutable, Outcome.Spam, Outcome.Blocked],
            o => Assert.NotEqual(0, audit.Of(o)));
    }

    [Fact]
    public async Task Consent_changes_are_counted_by_record_and_by_who_asked()
    {
        using var test = await TestGateway.StartAsync();
        await test.TextAsync(Person(1), RingCentral, "STOP");
        await test.TextAsync(Person(1), RingCentral, "STOP");
        await test.TextAsync(Person(2), RingCentralTollFree, "STOP");
        await test.TextAsync(Person(2), RingCentralTollFree, "UNSTOP");
        await test.TextAsync(Person(3), Telnyx, "STOP");
        await test.TextAsync(Person(3), Telnyx, "START");
        await test.SetConsentAsync(RingCentral, Person(4), ConsentStatus.OptOut);
        await test.SetConsentAsync("*", Person(5), ConsentStatus.OptOut);

        var expected = new Dictionary<string, long>
        {
            ["RingCentral Pair OptOut Recipient"] = 2,
            ["RingCentral Pair OptIn Recipient"] = 1,
            ["RingCentral Network OptOut Recipient"] = 1,
            ["RingCentral Network OptIn Recipient"] = 1,
            ["Telnyx Profile OptOut Recipient"] = 1,
            ["Telnyx Profile OptIn Recipient"] = 1,
            ["RingCentral Pair OptOut Api"] = 1,
            ["RingCentral Account OptOut Api"] = 1,
        };
        var counted =
            from provider in new[] { Provider.RingCentral, Provider.Telnyx }
            from kind in Enum.GetValues<ConsentRecordKind>()
            from status in new[] { ConsentStatus.OptOut, ConsentStatus.OptIn }
            from source in Enum.GetValues<ConsentSource>()
            let count = test.Gateway.Readings.Sum(r => r.Counts.Consents(provider, kind, status, source))
            where count > 0
            select KeyValuePair.Create($"{provider} {kind} {status} {source}", count);
        Assert.Equal(expected.OrderBy(e => e.Key), counted.OrderBy(e => e.Key));
    }

    [Fact]
    public void Sends_that_a_rule_refuses_are_counted_where_it_refuses_them()
    {
        using var scene = new ProfileScene();
        var (number, alice, bob) = (PhoneNumber.Parse(Telnyx), ProfileScene.Alice, ProfileScene.Bob);
        var later = scene.Schedule(alice, TimeSpan.FromMinutes(10), number);
        var never = scene.Schedule(bob, TimeSpan.FromMinutes(10), number);
        Assert.Equal(Verdict.Accepted, scene.Cancel(never.Id));
        scene.Hear(alice, number, "STOP");
        Assert.Equal(Verdict.Blocked, scene.Send(alice, number).Verdict);
        Assert.Equal(Verdict.Blocked, scene.Schedule(alice, TimeSpan.FromMinutes(5), number).Verdict);
        Assert.Equal(Verdict.Accepted, scene.SendGroup(number, alice, bob).Verdict);
        Assert.Equal(Verdict.Blocked, scene.SendGroup(number, alice).Verdict);
        scene.Pass(TimeSpan.FromMinutes(11));
        Assert.Equal(Outcome.Blocked, scene.OutcomeOf(later.Id));
        scene.Publish(scene.Settings with { DailySpendLimit = 0, IsSpendLimited = true });
        Assert.Equal(Verdict.SpendLimited, scene.Send(bob, number).Verdict);
        Assert.Equal(Verdict.SpendLimited, scene.SendGroup(number, bob).Verdict);

        var counts = scene.Counts;
        Assert.Equal((4, 3), (counts.Accepted(Provider.Telnyx), counts.Dispatched(Provider.Telnyx)));
        Assert.Equal((3, 2), (counts.BlockedAtRequest, counts.SpendLimitedAtRequest));
        Assert.Equal((2, 1), (counts.Ended(Provider.Telnyx, Outcome.Blocked), counts.Cancelled));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_failed_to_be_written_does_not_count_and_what_is_behind_it_neither(bool isStored)
    {
        using var journal = new GatedJournal(shards: 1);
        using var gateway = Start(journal, new());
        var shard = gateway.Shards[0];
        Submit(gateway, 3);
        shard.Step();
        Assert.Equal(0, shard.Counts.Accepted(Provider.RingCentral));
        journal.Commit();
        Assert.Equal(3, shard.Counts.Accepted(Provider.RingCentral));

        Submit(gateway, 10);
        shard.Step();
        Submit(gateway, 100);
        shard.Step();
        journal.Fail(isStored);
        journal.Commit();
        Assert.Equal((3, 0), (shard.Counts.Accepted(Provider.RingCentral), shard.Restarts));

        // The buffers of the failed turns are used again, without what was in them.
        Submit(gateway, 1_000);
        while (shard.Step() || journal.Waiting > 0)
        {
            while (journal.Waiting > 0)
            {
                journal.Commit();
            }
        }

        // What was stored all the same waited for its dispatch, and that is seen.
        Assert.Equal((1_003, 1), (shard.Counts.Accepted(Provider.RingCentral), shard.Restarts));
        Assert.Equal(1_003, shard.Counts.Dispatched(Provider.RingCentral));
    }

    [Fact]
    public void A_reading_shows_what_waits_and_what_found_the_mailbox_full()
    {
        using var journal = new GatedJournal(shards: 1);
        using var gateway = Start(journal, new() { MailboxCommandsMax = 2, DispatchMessagesMax = 4 });
        var reading = gateway.Readings[0];
        Assert.True(Submit(gateway, 10));
        Assert.True(Submit(gateway, 1));
        Assert.False(Submit(gateway, 1));

        Assert.Equal((2, 1, 0), (reading.MailCount, (int)reading.MailRefused, reading.QueuedMessages));
        gateway.Shards[0].Step();
        Assert.Equal((1, 6), (reading.MailCount, reading.QueuedMessages));
        gateway.Shards[0].Step();
        Assert.Equal((0, 3), (reading.MailCount, reading.QueuedMessages));
    }

    private static async Task MixedDayAsync(TestGateway test)
    {
        var random = new Random(42);
        for (var n = 0; n < 40; n++)
        {
            var people = Enumerable.Range(0, random.Next(1, 200)).Select(_ => Person(random.Next(500))).ToArray();
            await test.BatchAsync(RingCentral, "Hi", people);
            await test.SendAsync(Telnyx, Person(random.Next(500)), "Hi");
            await test.TextAsync(Person(random.Next(500)), RingCentral, random.Next(3) == 0 ? "HELP" : "STOP");
            await test.TextAsync(Person(random.Next(500)), Telnyx, random.Next(3) == 0 ? "Hello" : "STOP");
            await test.TextAsync(Person(random.Next(500)), RingCentralTollFree, n % 2 == 0 ? "STOP" : "UNSTOP");
        }
    }

    private static string Person(int n) => $"+1555{2000000 + n}";

    private static Gateway Start(GatedJournal journal, ShardOptions limits)
    {
        var gateway = new Gateway(
            journal, new SteppedTime(), new() { Carrier = "instant" }, new(), limits, NullLogger.Instance, _ => { });
        gateway.Shards[0].Start();
        return gateway;
    }

    private static bool Submit(Gateway gateway, int messages) => gateway.Shards[0].TryPost(new SubmitBatchAsk(
        Scope.OfSender(1, Address.Parse(RingCentral)), new()
        {
            Account = 1,
            From = Address.Parse(RingCentral),
            Text = "hi"u8.ToArray(),
            Recipients = Enumerable.Range(0, messages).Select(n => 15552000000UL + (ulong)n).ToArray(),
        }));
}
