using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Testing;

namespace GatewaySim.Actors.Tests;

/// <summary>Stories that cross the whole gateway, on both journals.</summary>
public sealed class GatewayTests : IDisposable
{
    private const string RingCentral = "+16505550100";
    private const string Telnyx = "+13125550100";
    private const string Alice = "+15552000001";
    private const string Bob = "+15552000002";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stop_blocks_the_next_batch_and_a_start_lifts_it(bool onDisk)
    {
        using var gateway = await StartAsync(onDisk);
        Assert.Equal([Outcome.Delivered, Outcome.Delivered], await OutcomesAsync(gateway, Alice, Bob));

        var stop = await gateway.TextAsync(Alice, RingCentral, " Stop! ");
        Assert.Equal((Verdict.Accepted, Operation.Stop, true, 1),
            (stop.Verdict, stop.Operation, stop.ConsentChanged, stop.Replies));
        Assert.Equal([Outcome.Blocked, Outcome.Delivered], await OutcomesAsync(gateway, Alice, Bob));

        await gateway.TextAsync(Alice, RingCentral, "start");
        Assert.Equal([Outcome.Delivered, Outcome.Delivered], await OutcomesAsync(gateway, Alice, Bob));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_wildcard_blocks_every_sender_of_the_account(bool onDisk)
    {
        using var gateway = await StartAsync(onDisk);
        await gateway.SetConsentAsync("*", Alice, ConsentStatus.OptOut);
        Assert.Equal([Outcome.Blocked, Outcome.Delivered], await OutcomesAsync(gateway, Alice, Bob));
        await gateway.TextAsync(Alice, RingCentral, "START");
        Assert.Equal([Outcome.Delivered], await OutcomesAsync(gateway, Alice));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_telnyx_stop_blocks_the_whole_profile_until_start_reaches_the_same_number(bool onDisk)
    {
        using var gateway = await StartAsync(onDisk);
        Assert.Equal(Verdict.Accepted, (await gateway.SendAsync(Telnyx, Alice, "hi")).Verdict);
        await gateway.TextAsync(Alice, Telnyx, "STOP");
        Assert.Equal(Verdict.Blocked, (await gateway.SendAsync("+13125550101", Alice, "hi")).Verdict);
        await gateway.TextAsync(Alice, "+13125550101", "START");
        Assert.Equal(Verdict.Blocked, (await gateway.SendAsync(Telnyx, Alice, "hi")).Verdict);
        await gateway.TextAsync(Alice, Telnyx, "START");
        Assert.Equal(Verdict.Accepted, (await gateway.SendAsync(Telnyx, Alice, "hi")).Verdict);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_is_found_by_its_id_with_its_text_and_outcome(bool onDisk)
    {
        using var gateway = await StartAsync(onDisk);
        var sent = await gateway.SendAsync(Telnyx, Alice, "hello");
        var message = gateway.Senders.Read.FindMessage(sent.Id)!;
        Assert.Equal((Direction.Outbound, "hello", Alice), (message.Direction, message.Text, message.To.ToString()));
        Assert.Equal(Outcome.Delivered, message.Dispatch!.Value.Outcome);
    }

    [Fact]
    public async Task Everything_is_there_after_a_restart()
    {
        MessageId batch;
        using (var gateway = await StartAsync(onDisk: true))
        {
            await gateway.TextAsync(Alice, RingCentral, "STOP");
            batch = (await gateway.BatchAsync(RingCentral, "one", Alice, Bob)).Id;
        }

        using var again = await StartAsync(onDisk: true);
        Assert.True(again.Senders.Read.FindBatch(batch)!.IsComplete);
        Assert.Equal([Outcome.Blocked], await OutcomesAsync(again, Alice));
    }

    [Fact]
    public async Task An_unknown_sender_is_refused_in_strict_mode_and_claimed_otherwise()
    {
        using var strict = await TestGateway.StartAsync(new() { Carrier = "instant", StrictSenders = true });
        Assert.Equal(Verdict.UnknownSender, (await strict.BatchAsync("+14155550123", "hi", Alice)).Verdict);
        Assert.Equal(Verdict.UnknownSender, (await strict.SendAsync("+14155550123", Alice, "hi")).Verdict);

        using var open = await TestGateway.StartAsync();
        Assert.Equal(Verdict.Accepted, (await open.BatchAsync("+14155550123", "hi", Alice)).Verdict);
        Assert.NotNull(open.Senders.Directory.FindNumber(
            Provider.RingCentral, Domain.Numbers.Address.Parse("+14155550123")));
    }

    [Fact]
    public async Task Explain_names_the_rule_and_the_event()
    {
        using var gateway = await StartAsync(onDisk: true);
        await gateway.TextAsync(Alice, Telnyx, "STOP");
        var why = (await gateway.Senders.ExplainAsync(
            Domain.Numbers.Address.Parse(Telnyx), Domain.Numbers.PhoneNumber.Parse(Alice), Provider.None,
            CancellationToken.None)).Explanation!;
        Assert.False(why.Allowed);
        Assert.Equal("profile-block", why.Rule);
        Assert.NotNull(why.Event);
    }

    private Task<TestGateway> StartAsync(bool onDisk) =>
        onDisk ? TestGateway.StartOnDiskAsync(_folder.Path) : TestGateway.StartAsync();

    private static async Task<Outcome[]> OutcomesAsync(TestGateway gateway, params string[] to)
    {
        var batch = await gateway.BatchAsync(RingCentral, "hi", to);
        Assert.Equal(Verdict.Accepted, batch.Verdict);
        var messages = gateway.Senders.Read.ListMessages(new(
            DemoAccount.Id, batch.Id, null, null, null, [], null, 1000));
        Assert.Equal(to.Reverse(), messages.Select(m => m.To.ToString()));
        return [.. messages.Reverse().Select(m => m.Dispatch!.Value.Outcome)];
    }
}
