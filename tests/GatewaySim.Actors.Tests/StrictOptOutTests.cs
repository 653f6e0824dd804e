using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;
using GatewaySim.Testing;

namespace GatewaySim.Actors.Tests;

/// <summary>
/// Strict mode: what the recipient or the carrier blocked, no update by API unblocks; without it, any update does.
/// </summary>
public sealed class StrictOptOutTests
{
    private const string Ours = "+16505550100";
    private const string Theirs = "+15552000001";

    /// <remarks>
    /// A story is "who:what" with spaces between: <c>stop</c>, <c>start</c>, or an update <c>pair</c>, <c>all</c> with
    /// <c>-out</c> or <c>-in</c> and the source it claims. The last one is judged.
    /// </remarks>
    [Theory]
    [InlineData("stop pair-in:Api", Verdict.Blocked)]
    [InlineData("stop pair-in:Recipient", Verdict.Blocked)]
    [InlineData("stop all-in:Api", Verdict.Blocked)]
    [InlineData("pair-out:Carrier pair-in:Api", Verdict.Blocked)]
    [InlineData("pair-out:Recipient pair-in:Api", Verdict.Blocked)]
    [InlineData("pair-out:Api pair-in:Api", Verdict.Accepted)]
    [InlineData("pair-out:Upstream pair-in:Api", Verdict.Accepted)]
    [InlineData("all-out:Api pair-in:Api", Verdict.Accepted)]
    [InlineData("all-out:Carrier pair-in:Api", Verdict.Blocked)]
    [InlineData("all-out:Api all-in:Api", Verdict.Blocked)]
    [InlineData("stop all-out:Api pair-in:Api", Verdict.Blocked)]
    [InlineData("stop pair-out:Api pair-in:Api", Verdict.Blocked)]
    [InlineData("all-out:Carrier all-out:Api pair-in:Api", Verdict.Blocked)]
    [InlineData("stop start pair-out:Api pair-in:Api", Verdict.Accepted)]
    [InlineData("all-out:Carrier start pair-out:Api pair-in:Api", Verdict.Accepted)]
    [InlineData("stop pair-out:Api", Verdict.Unchanged)]
    [InlineData("pair-in:Api pair-in:Api", Verdict.Unchanged)]
    [InlineData("stop start pair-in:Api", Verdict.Unchanged)]
    [InlineData("pair-in:Api", Verdict.Accepted)]
    public async Task An_update_is_refused_where_only_the_recipient_may_lift_the_opt_out(string story, Verdict verdict)
    {
        Assert.Equal(verdict, await TellAsync(story, isStrict: true));
        var free = await TellAsync(story, isStrict: false);
        Assert.Equal(verdict is Verdict.Blocked ? Verdict.Accepted : verdict, free);
    }

    [Fact]
    public async Task A_refused_update_stores_nothing_and_the_recipient_can_still_come_back()
    {
        using var gateway = await OpenAsync(isStrict: true);
        await gateway.TextAsync(Theirs, Ours, "STOP");
        var before = gateway.EventCount;
        Assert.Equal(Verdict.Blocked, (await gateway.SetConsentAsync(Ours, Theirs, ConsentStatus.OptIn)).Verdict);
        Assert.Equal(Verdict.Blocked, (await gateway.SetConsentAsync("*", Theirs, ConsentStatus.OptIn)).Verdict);
        Assert.Equal(before, gateway.EventCount);

        Assert.True((await gateway.TextAsync(Theirs, Ours, "START")).ConsentChanged);
        var explained = await gateway.Senders.ExplainAsync(
            Address.Parse(Ours), PhoneNumber.Parse(Theirs), Domain.Provider.RingCentral, CancellationToken.None);
        Assert.True(explained.Explanation!.Allowed);
    }

    private static async Task<Verdict> TellAsync(string story, bool isStrict)
    {
        using var gateway = await OpenAsync(isStrict);
        var last = Verdict.Unknown;
        foreach (var step in story.Split(' '))
        {
            if (step is "stop" or "start")
            {
                await gateway.TextAsync(Theirs, Ours, step);
                continue;
            }

            var parts = step.Split('-', ':');
            last = (await gateway.Senders.SetConsentsAsync(
                DemoAccount.Id,
                [
                    new(
                        parts[0] == "all" ? null : Address.Parse(Ours), PhoneNumber.Parse(Theirs),
                        parts[1] == "out" ? ConsentStatus.OptOut : ConsentStatus.OptIn,
                        Enum.Parse<ConsentSource>(parts[2])),
                ],
                CancellationToken.None))[0].Verdict;
        }

        return last;
    }

    private static Task<TestGateway> OpenAsync(bool isStrict) =>
        TestGateway.StartAsync(consent: new() { RingCentralStrictOptOuts = isStrict });
}
