using System.Diagnostics.Metrics;
using GatewaySim.Actors.Counting;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;

namespace GatewaySim.Actors.Tests.Webhooks;

/// <summary>What is counted of webhooks, over all endpoints that there were.</summary>
public sealed class PumpCountsTests
{
    private const string Sender = "+16505550100";

    [Fact]
    public async Task Attempts_are_counted_by_result_and_stay_counted_when_their_endpoint_goes()
    {
        using var test = await PumpUnderTest.StartAsync();
        test.Add("quick", FactKinds.Texts);
        var broken = test.Add("broken", FactKinds.Texts);
        broken.StatusOf = _ => 500;
        test.Add("suspended", FactKinds.Texts).Suspended = true;
        await test.Gateway.TextAsync("+15552000001", Sender, "Hello");
        test.Run();
        test.Advance(TimeSpan.FromHours(1), steps: 100);
        test.Remove(broken);
        test.Run();

        var counts = test.Pump.Counts;
        Assert.Equal((1, 3), (counts.Delivered(Provider.RingCentral), counts.Failed(Provider.RingCentral)));
        Assert.Equal((1, 1), (counts.Dead(Provider.RingCentral), counts.Dropped(Provider.RingCentral)));
        Assert.Equal((0, 0), (counts.Delivered(Provider.Telnyx), counts.Failed(Provider.Telnyx)));
    }

    [Fact]
    public async Task The_backlog_is_what_a_silent_receiver_has_not_been_told()
    {
        using var test = await PumpUnderTest.StartAsync(new() { ConcurrencyMax = 4, WaitingMax = 10, FactsMax = 50 });
        test.Add("silent").IsSilent = true;
        test.Add("quick");
        for (var n = 0; n < 40; n++)
        {
            await test.Gateway.BatchAsync(Sender, "Hi", [.. Enumerable.Range(0, 10).Select(p => $"+1555200000{p}")]);
            test.Advance(TimeSpan.FromSeconds(1));
        }

        var (backlog, status) = (test.Pump.Backlog()[0], test.Pump.Status().Endpoints);
        Assert.Equal((Provider.RingCentral, 2, 4), (backlog.Provider, backlog.Endpoints, backlog.UnderWay));
        Assert.Equal(status.Sum(e => e.Behind), backlog.Behind);
        Assert.Equal(status.Sum(e => e.Waiting), backlog.Waiting);
        Assert.Equal(status.Max(e => e.Lag), backlog.Lag);
        Assert.True(backlog.Behind > 0 && backlog.Waiting > 0 && backlog.Lag > TimeSpan.FromSeconds(30));
        Assert.Equal(new WebhookBacklog(Provider.Telnyx, 0, 0, 0, 0, TimeSpan.Zero), test.Pump.Backlog()[1]);
    }

    [Fact]
    public async Task The_delay_of_a_first_attempt_is_recorded_once_however_often_it_is_repeated()
    {
        List<(double Seconds, object? Provider)> delays = [];
        using Meter meter = new("test");
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter == meter)
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) => delays.Add((value, tags[0].Value)));
        listener.Start();
        using var test = await PumpUnderTest.StartAsync(meter: meter);
        test.Add("a", FactKinds.Texts).StatusOf = _ => 500;
        await test.Gateway.TextAsync("+15552000001", Sender, "Hello");
        test.Time.Advance(TimeSpan.FromSeconds(3));
        test.Run();
        test.Advance(TimeSpan.FromHours(1), steps: 100);

        var (seconds, provider) = Assert.Single(delays);
        Assert.Equal("ringcentral", provider);
        Assert.InRange(seconds, 2.999, 3.001);
        Assert.Equal(3, test.Pump.Counts.Failed(Provider.RingCentral));
    }
}
