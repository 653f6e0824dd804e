using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;

namespace GatewaySim.Actors.Tests.Webhooks;

/// <summary>What an endpoint is told, when, and how often.</summary>
public sealed class PumpTests
{
    private const string Sender = "+16505550100";
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Every_message_is_told_when_it_is_sent_and_when_it_is_final_and_never_before()
    {
        using var test = await PumpUnderTest.StartAsync();
        test.Add("a");
        await test.Gateway.BatchAsync(Sender, "Hi", [.. Enumerable.Range(0, 200).Select(Person)]);
        test.Run();
        Assert.Equal([FactKind.BatchAccepted, FactKind.BatchCompleted], test.Told.Select(t => t.Kind));

        test.Advance(LongEnough, steps: 40);

        Assert.All(test.Told, t => Assert.True(t.At >= t.Due));
        var messages = test.Told.Where(t => t.Kind is FactKind.MessageSent or FactKind.MessageFinal).ToList();
        Assert.Equal(400, messages.Count);
        Assert.All(messages.GroupBy(m => m.Id), m =>
            Assert.Equal([FactKind.MessageSent, FactKind.MessageFinal], m.Select(t => t.Kind)));
        Assert.Equal(402, test.Told.DistinctBy(t => t.Uuid).Count());
    }

    [Fact]
    public async Task A_blocked_message_is_final_and_never_sent()
    {
        using var test = await PumpUnderTest.StartAsync();
        test.Add("a", FactKinds.Messages);
        await test.Gateway.TextAsync(Person(1), Sender, "STOP");
        await test.Gateway.BatchAsync(Sender, "Hi", Person(1));
        test.Advance(LongEnough);

        // The confirmation of the STOP is a message too.
        Assert.Equal(
            [FactKind.MessageFinal, FactKind.MessageSent, FactKind.MessageFinal],
            test.Told.OrderBy(t => t.Due).Select(t => t.Kind));
    }

    [Fact]
    public async Task An_endpoint_hears_of_the_kinds_it_wants_and_of_nothing_before_it_was_there()
    {
        using var test = await PumpUnderTest.StartAsync();
        await test.Gateway.TextAsync(Person(1), Sender, "Hello");
        test.Add("texts", FactKinds.Texts);
        test.Add("consents", FactKinds.Consents);
        await test.Gateway.TextAsync(Person(2), Sender, "STOP");
        test.Advance(LongEnough);

        Assert.Equal(
            ["consents ConsentChanged", "texts TextHeard"],
            test.Told.Select(t => $"{t.Endpoint} {t.Kind}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_failed_attempt_is_repeated_on_schedule_with_the_same_id_until_it_is_given_up()
    {
        using var test = await PumpUnderTest.StartAsync();
        test.Add("a", FactKinds.Texts).StatusOf = _ => 500;
        await test.Gateway.TextAsync(Person(1), Sender, "Hello");
        test.Run();
        test.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Single(test.Told);
        test.Advance(TimeSpan.FromSeconds(0.1));
        test.Advance(TimeSpan.FromSeconds(29.9));
        Assert.Equal(2, test.Told.Count);
        test.Advance(TimeSpan.FromSeconds(0.1));
        test.Advance(TimeSpan.FromHours(1));

        Assert.Equal([1, 2, 3], test.Told.Select(t => t.Attempt));
        Assert.Single(test.Told.DistinctBy(t => t.Uuid));
        Assert.Equal(3, Assert.Single(test.Pump.Dead).Attempts);
        var status = Assert.Single(test.Pump.Status().Endpoints);
        Assert.Equal((3, 3, 0, 1, 0), (status.Attempts, status.Failed, status.Delivered, status.Dead, status.Facts));
    }

    [Fact]
    public async Task A_silent_receiver_delays_nobody_and_holds_no_more_than_its_limit()
    {
        using var test = await PumpUnderTest.StartAsync(new() { ConcurrencyMax = 4, WaitingMax = 10, FactsMax = 50 });
        var silent = test.Add("silent");
        silent.IsSilent = true;
        test.Add("quick");
        for (var n = 0; n < 40; n++)
        {
            await test.Gateway.BatchAsync(Sender, "Hi", [.. Enumerable.Range(0, 10).Select(Person)]);
            test.Advance(TimeSpan.FromSeconds(1));
        }

        test.Advance(LongEnough);
        Assert.Equal(40 * 22, test.Told.Count(t => t.Endpoint == "quick"));
        var status = test.Pump.Status().Endpoints.Single(e => e.Id == "test/silent");
        Assert.Equal(4, status.UnderWay);
        Assert.InRange(status.Facts, 1, 50 + 22);
        Assert.InRange(status.Waiting, 1, 10);
        Assert.True(status.Behind > 0);
        Assert.True(status.Lag > TimeSpan.FromSeconds(30));

        // It comes back and is told everything, once.
        silent.IsSilent = false;
        test.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(40 * 22, test.Told.Where(t => t.Endpoint == "silent").DistinctBy(t => t.Uuid).Count());
        Assert.Equal(40 * 22, test.Told.Count(t => t.Endpoint == "silent"));
        Assert.Equal(0, test.Pump.Status().Endpoints.Single(e => e.Id == "test/silent").Behind);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(6)]
    public async Task What_is_due_later_holds_up_nothing_that_is_due_now(int parkedMax)
    {
        using var test = await PumpUnderTest.StartAsync(new() { FactsMax = 50, ParkedMax = parkedMax });
        test.Add("all");
        for (var n = 0; n < 30; n++)
        {
            await test.Gateway.BatchAsync(Sender, "Hi", [.. Enumerable.Range(0, 10).Select(Person)]);
            test.Run();
        }

        // The clock stood still, so 600 callbacks are due later: more than the memory holds.
        await test.Gateway.TextAsync(Person(1), Sender, "Hello");
        test.Run();
        var status = test.Pump.Status().Endpoints.Single();
        if (parkedMax == 6)
        {
            Assert.True(status.Behind > 0);
            Assert.InRange(status.Parked, 1, 6 * 22);
        }
        else
        {
            Assert.Single(test.Told, told => told.Kind == FactKind.TextHeard);
            Assert.Equal((0, 600), (status.Behind, status.Parked + status.Facts));
        }

        Assert.InRange(status.Facts, 1, 50 + 22);
        test.Restart();
        test.Advance(LongEnough, steps: 100);
        Assert.Equal(30 * 22 + 1, test.Told.DistinctBy(told => told.Uuid).Count());
        Assert.All(test.Told, told => Assert.True(told.At >= told.Due));
    }

    [Fact]
    public async Task What_is_due_at_once_is_unparked_as_far_as_there_is_memory()
    {
        const int factsMax = 2_000;
        using var test = await PumpUnderTest.StartAsync(new() { FactsMax = factsMax, ConcurrencyMax = 100 });
        test.Add("all", FactKinds.Messages);
        test.Run();
        for (var n = 0; n < 60; n++)
        {
            await test.Gateway.BatchAsync($"+1844555{1000 + n:D4}", "Hi", [.. Enumerable.Range(0, 200).Select(Person)]);
            test.Run();
        }

        // Some of every batch is due now, so every one of them would be read again at once.
        for (var n = 0; n < 40; n++)
        {
            test.Time.Advance(TimeSpan.FromMilliseconds(60));
            test.Pump.Step();
            Assert.InRange(test.Pump.Feeds.Single().Held, 1, factsMax + 401);
            test.Answer();
        }

        test.Advance(LongEnough, steps: 200);
        var feed = test.Pump.Feeds.Single();
        Assert.Equal((0, 0L, 0), (feed.Facts, feed.Held, feed.OpenEvents));
        Assert.Equal(60 * 400, test.Told.DistinctBy(told => told.Uuid).Count());
        Assert.Equal(60 * 400, test.Told.Count);
    }

    [Fact]
    public async Task What_is_told_is_let_go_though_something_older_is_not()
    {
        using var test = await PumpUnderTest.StartAsync();
        var one = test.Add("one", FactKinds.Messages);
        one.Waits = [TimeSpan.FromHours(9)];
        one.StatusOf = delivery => delivery.Fact.Person.ToString() == Person(0) ? 500 : 200;
        for (var n = 0; n < 300; n++)
        {
            await test.Gateway.BatchAsync(Sender, "Hi", Person(n));
            test.Advance(TimeSpan.FromMilliseconds(50));
        }

        test.Advance(TimeSpan.FromMinutes(1), steps: 60);
        var feed = test.Pump.Feeds.Single();
        Assert.Equal((2, 2L, 1), (feed.Facts, feed.Held, feed.OpenEvents));
    }

    [Fact]
    public async Task A_source_is_asked_at_each_of_its_moments_however_close_they_are()
    {
        using var test = await PumpUnderTest.StartAsync();
        var now = test.Gateway.Gateway.Now;
        test.Ticks.AddRange([now.Plus(TimeSpan.FromSeconds(5)), now.Plus(TimeSpan.FromSeconds(5.3))]);
        foreach (var seconds in new[] { 5.001, 0.3 })
        {
            test.Time.Advance(TimeSpan.FromSeconds(seconds));
            test.Pump.Step();
            Assert.DoesNotContain(test.Ticks, at => at <= test.Gateway.Gateway.Now);
        }

        Assert.Null(test.Pump.NextTick);
    }

    [Fact]
    public async Task A_restart_tells_what_was_not_told_and_repeats_nothing_that_was_noted()
    {
        using var test = await PumpUnderTest.StartAsync();
        var a = test.Add("a");
        await test.Gateway.BatchAsync(Sender, "Hi", [.. Enumerable.Range(0, 100).Select(Person)]);
        test.Advance(TimeSpan.FromMilliseconds(150));
        var before = test.Told.Count;
        Assert.InRange(before, 20, 180);
        test.Pump.MarkNow();

        test.Restart();
        test.Advance(LongEnough);
        Assert.Equal(202, test.Told.Count);
        Assert.Equal(202, test.Told.DistinctBy(t => t.Uuid).Count());
        Assert.NotEqual(before, test.Told.Count);
        Assert.Equal(202, test.Told.Count(t => t.Endpoint == a.Name));
    }

    [Fact]
    public async Task A_crash_before_anything_was_noted_loses_nothing()
    {
        using var test = await PumpUnderTest.StartAsync();
        test.Run();
        test.Add("a");
        await test.Gateway.BatchAsync(Sender, "Hi", Person(1), Person(2));
        test.Restart();
        test.Advance(LongEnough);
        Assert.Equal(6, test.Told.DistinctBy(t => t.Uuid).Count());
    }

    [Fact]
    public async Task What_becomes_due_while_an_endpoint_is_suspended_is_dropped_and_can_be_sent_again()
    {
        using var test = await PumpUnderTest.StartAsync();
        var a = test.Add("a", FactKinds.Texts);
        a.Suspended = true;
        await test.Gateway.TextAsync(Person(1), Sender, "One");
        await test.Gateway.TextAsync(Person(2), Sender, "Two");
        test.Run();
        Assert.Empty(test.Told);
        Assert.Equal(2, Assert.Single(test.Pump.Status().Endpoints).Dropped);

        a.Suspended = false;
        Assert.Equal(1, test.Pump.Redeliver(new(
            "test/a", new(0), test.Gateway.Gateway.Now, FactKinds.All,
            Number: Domain.Numbers.Address.Parse(Person(2)))));
        test.Run();
        Assert.Single(test.Told);
        Assert.Equal(1, test.Pump.Redeliver(new(null, new(0), new(Stamp.TicksMax - 1), FactKinds.Texts)));
        test.Run();
        Assert.Equal(3, test.Told.Count);
        Assert.Equal(2, test.Told.DistinctBy(t => t.Uuid).Count());
        Assert.Equal(0, test.Pump.Redeliver(new("test/b", new(0), new(1), FactKinds.All)));
    }

    [Fact]
    public async Task Who_is_there_before_an_event_hears_of_it_though_both_come_while_the_pump_looks_around()
    {
        using var test = await PumpUnderTest.StartAsync();
        test.Run();
        foreach (var name in (string[])["first", "second"])
        {
            test.AfterLook = () =>
            {
                test.Add(name, FactKinds.Texts);
                _ = test.Gateway.TextAsync(Person(1), Sender, "Hello").AsTask();
            };
            test.Run();
        }

        Assert.Equal(["first", "first", "second"], test.Told.Select(t => t.Endpoint).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_removed_endpoint_hears_nothing_more()
    {
        using var test = await PumpUnderTest.StartAsync();
        var a = test.Add("a", FactKinds.Messages);
        await test.Gateway.BatchAsync(Sender, "Hi", Person(1));
        test.Run();
        test.Remove(a);
        test.Advance(LongEnough);
        Assert.Empty(test.Told);
        Assert.Empty(test.Pump.Feeds);
    }

    private static string Person(int n) => $"+1555200{n:D4}";
}
