using GatewaySim.Actors.Faults;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;
using GatewaySim.Domain.Messages;
using GatewaySim.Testing;

namespace GatewaySim.Actors.Tests.Webhooks;

/// <summary>What faults do to callbacks, step by step.</summary>
public sealed class CallbackFaultTests
{
    private const string Sender = "+16505550100";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_duplicate_comes_with_the_same_id_and_counts_its_own_attempts()
    {
        using var test = await StartAsync(new FaultRule(FaultKind.WebhookDuplicate) { Count = 2 });
        test.Add("a", FactKinds.Texts).StatusOf = d => d.IsExtra ? 200 : 500;
        await test.Gateway.TextAsync("+15552000001", Sender, "Hello");
        test.Run();
        Assert.Equal([1, 1, 1], test.Told.Select(t => t.Attempt));
        Assert.Single(test.Told.DistinctBy(t => t.Uuid));

        // The copies were taken; the one that was not is repeated and given up, as if it were alone.
        test.Advance(Minute, steps: 60);
        Assert.Equal([1, 1, 1, 2, 3], test.Told.Select(t => t.Attempt));
        Assert.Single(test.Pump.Dead);
        Assert.Equal(0, Assert.Single(test.Pump.Status().Endpoints).Facts);
    }

    [Fact]
    public async Task A_copy_that_was_taken_does_not_count_for_the_one_that_was_not()
    {
        using var test = await StartAsync(new FaultRule(FaultKind.WebhookDuplicate) { Count = 1 });
        test.Add("a", FactKinds.Texts).StatusOf = d => d.IsExtra ? 200 : 500;
        await test.Gateway.TextAsync("+15552000001", Sender, "Hello");
        test.Run();
        test.Faults.Clear();
        test.Pump.MarkNow();
        test.Restart();
        test.Run();
        Assert.Equal([false, true, false], test.Told.Select(t => t.IsExtra));
    }

    [Fact]
    public async Task What_is_lost_is_done_and_can_be_sent_again_by_order()
    {
        using var test = await StartAsync(new FaultRule(FaultKind.WebhookLost) { Kinds = FactKinds.Texts });
        test.Add("a", FactKinds.Texts | FactKinds.Consents);
        await test.Gateway.TextAsync("+15552000001", Sender, "STOP");
        test.Advance(Minute);
        Assert.Equal(FactKind.ConsentChanged, Assert.Single(test.Told).Kind);
        Assert.Equal(0, Assert.Single(test.Pump.Status().Endpoints).Facts);

        test.Pump.MarkNow();
        test.Restart();
        test.Advance(Minute);
        Assert.Single(test.Told);

        test.Pump.Redeliver(new(null, new(0), new(Stamp.TicksMax - 1), FactKinds.Texts));
        test.Run();
        Assert.Equal(FactKind.TextHeard, test.Told[^1].Kind);
    }

    [Fact]
    public async Task A_late_one_comes_so_much_behind_its_moment_and_delays_no_other()
    {
        using var test = await StartAsync(
            new FaultRule(FaultKind.WebhookLate) { Kinds = FactKinds.Texts, Span = TimeSpan.FromSeconds(30) });
        test.Add("a", FactKinds.Texts | FactKinds.Consents);
        await test.Gateway.TextAsync("+15552000001", Sender, "STOP");
        test.Run();
        Assert.Equal(FactKind.ConsentChanged, Assert.Single(test.Told).Kind);
        test.Advance(TimeSpan.FromSeconds(29.9));
        Assert.Single(test.Told);
        test.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal((FactKind.TextHeard, 1), (test.Told[^1].Kind, test.Told[^1].Attempt));
    }

    [Fact]
    public async Task That_a_message_was_sent_comes_behind_its_end()
    {
        using var test = await StartAsync(
            new FaultRule(FaultKind.WebhookReorder) { Span = TimeSpan.FromSeconds(1) });
        test.Add("a", FactKinds.Messages);
        await test.Gateway.BatchAsync(Sender, "Hi", [.. Enumerable.Range(0, 50).Select(n => $"+1555200{n:D4}")]);
        test.Advance(Minute, steps: 240);
        Assert.All(test.Told.GroupBy(t => t.Id), m =>
            Assert.Equal([FactKind.MessageFinal, FactKind.MessageSent], m.Select(t => t.Kind)));
        Assert.Equal(100, test.Told.Count);
    }

    [Fact]
    public async Task A_correction_follows_the_end_and_says_the_opposite_under_another_id()
    {
        using var test = await StartAsync(
            new FaultRule(FaultKind.WebhookCorrected) { Span = TimeSpan.FromSeconds(30) });
        test.Add("a", FactKinds.Messages);
        await test.Gateway.BatchAsync(Sender, "Hi", "+15552000001");
        test.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([FactKind.MessageSent, FactKind.MessageFinal], test.Told.Select(t => t.Kind));
        test.Advance(Minute);
        Assert.Equal(3, test.Told.Count);
        var correction = test.Told[^1];
        Assert.Equal((FactKind.MessageFinal, Outcome.CarrierDown), (correction.Kind, correction.Correction));
        Assert.Equal(TimeSpan.FromSeconds(30), correction.Due.Time - test.Told[1].Due.Time);
        Assert.Equal(3, test.Told.DistinctBy(t => t.Uuid).Count());
    }

    /// <summary>Clients see a late delivery as a delivery, so what contradicts it is a failure.</summary>
    [Fact]
    public async Task A_late_delivery_is_corrected_like_one_in_time()
    {
        using var test = await PumpUnderTest.StartAsync(own: OwnCarriers.Of(
            "late", final: TimeSpan.FromSeconds(1), late: Minute, (Outcome.DeliveredLate, 1)));
        test.Faults.Put(new(1, [new(FaultKind.WebhookCorrected) { Span = TimeSpan.FromSeconds(30) }]));
        test.Add("a", FactKinds.Messages);
        await test.Gateway.BatchAsync(Sender, "Hi", "+15552000001");
        test.Advance(2 * Minute, steps: 8);
        Assert.Equal([null, null, (Outcome?)Outcome.CarrierDown], test.Told.Select(t => t.Correction));
        Assert.Equal(Outcome.CarrierDown, CallbackFaults.Opposite(Outcome.DeliveredLate));
    }

    [Fact]
    public async Task Clearing_tells_at_once_what_is_held_back_and_nothing_that_is_made_up()
    {
        using var test = await StartAsync(
            new FaultRule(FaultKind.WebhookLate) { Span = TimeSpan.FromDays(1) },
            new FaultRule(FaultKind.WebhookCorrected) { Span = TimeSpan.FromDays(1) });
        test.Add("a", FactKinds.Messages);
        await test.Gateway.BatchAsync(Sender, "Hi", "+15552000001");
        test.Advance(Minute);
        Assert.Empty(test.Told);

        test.Faults.Clear();
        test.Run();
        Assert.Equal([FactKind.MessageSent, FactKind.MessageFinal], test.Told.Select(t => t.Kind));
        test.Advance(TimeSpan.FromDays(3));
        Assert.Equal(2, test.Told.Count);
        Assert.Equal(0, Assert.Single(test.Pump.Status().Endpoints).Facts);
    }

    [Fact]
    public async Task A_retry_of_the_receivers_own_making_is_not_let_go_by_clearing()
    {
        using var test = await StartAsync(new FaultRule(FaultKind.WebhookLost) { Kinds = FactKinds.Profiles });
        test.Add("a", FactKinds.Texts).StatusOf = _ => 500;
        await test.Gateway.TextAsync("+15552000001", Sender, "Hello");
        test.Run();
        test.Faults.Clear();
        test.Run();
        Assert.Single(test.Told);
    }

    [Fact]
    public async Task The_fate_of_an_event_does_not_depend_on_when_it_is_read()
    {
        async Task<List<Guid>> ToldAsync(TimeSpan step)
        {
            using var test = await StartAsync(new FaultRule(FaultKind.WebhookLost) { Chance = 0.5 });
            test.Add("a", FactKinds.Messages);
            await test.Gateway.BatchAsync(Sender, "Hi", [.. Enumerable.Range(0, 40).Select(n => $"+1555200{n:D4}")]);
            for (var time = TimeSpan.Zero; time < Minute; time += step)
            {
                test.Advance(step);
            }

            return [.. test.Told.Select(t => t.Uuid).Order()];
        }

        var told = await ToldAsync(TimeSpan.FromMilliseconds(50));
        Assert.Equal(told, await ToldAsync(Minute));
        Assert.InRange(told.Count, 20, 60);
    }

    private static async Task<PumpUnderTest> StartAsync(params FaultRule[] rules)
    {
        var test = await PumpUnderTest.StartAsync();
        test.Faults.Put(new(1, rules));
        test.Run();
        return test;
    }
}
