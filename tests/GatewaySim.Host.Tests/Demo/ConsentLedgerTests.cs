using GatewaySim.Host.Demo;

namespace GatewaySim.Host.Tests.Demo;

/// <summary>The demo's own judgement: wrong here would make every verdict worthless.</summary>
public sealed class ConsentLedgerTests
{
    private readonly ConsentLedger _ledger = new();

    [Fact]
    public void Nothing_heard_means_that_it_may_be_sent() => Assert.Equal(Expectation.MaySend, Expect());

    [Fact]
    public void An_acknowledged_stop_must_block()
    {
        _ledger.Acknowledge(_ledger.Begin(1, isOptOut: true));
        Assert.Equal(Expectation.MustBlock, Expect());
    }

    [Fact]
    public void The_newest_acknowledged_change_counts()
    {
        _ledger.Acknowledge(_ledger.Begin(1, isOptOut: true));
        _ledger.Acknowledge(_ledger.Begin(1, isOptOut: false));
        Assert.Equal(Expectation.MaySend, Expect());
    }

    [Fact]
    public void A_stop_under_way_is_a_race()
    {
        var change = _ledger.Begin(1, isOptOut: true);
        Assert.Equal(Expectation.Racing, Expect());
        _ledger.Acknowledge(change);
    }

    [Fact]
    public void A_stop_acknowledged_while_the_message_is_under_way_is_a_race()
    {
        var submitted = _ledger.Tick();
        _ledger.Acknowledge(_ledger.Begin(1, isOptOut: true));
        Assert.Equal(Expectation.Racing, _ledger.Expect(1, submitted, _ledger.Tick()));
    }

    [Fact]
    public void A_stop_after_the_message_settled_does_not_count()
    {
        var (submitted, settled) = (_ledger.Tick(), _ledger.Tick());
        _ledger.Acknowledge(_ledger.Begin(1, isOptOut: true));
        Assert.Equal(Expectation.MaySend, _ledger.Expect(1, submitted, settled));
    }

    [Fact]
    public void Other_people_are_not_concerned()
    {
        _ledger.Acknowledge(_ledger.Begin(2, isOptOut: true));
        Assert.Equal(Expectation.MaySend, Expect());
    }

    private Expectation Expect() => _ledger.Expect(1, _ledger.Tick(), _ledger.Tick());
}
