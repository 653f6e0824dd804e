using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Pools;

namespace GatewaySim.Domain.Tests.Pools;

public sealed class SenderHealthTests
{
    [Theory]
    [InlineData(0, 0, 0, true)]
    [InlineData(9, 0, 9, true)]         // too few to say
    [InlineData(10, 2, 0, false)]       // 20 % delivered
    [InlineData(12, 3, 0, true)]        // 25 % is not below it
    [InlineData(100, 24, 0, false)]
    [InlineData(100, 25, 75, true)]     // 75 % spam is not above it
    [InlineData(100, 30, 76, false)]
    [InlineData(10, 10, 0, true)]
    public void Below_25_percent_delivered_or_above_75_percent_spam_is_unhealthy(
        long messages, long delivered, long spam, bool isHealthy) =>
        Assert.Equal(isHealthy, new SenderHealth(messages, delivered, spam, 0).IsHealthy);

    [Fact]
    public void It_counts_messages_by_their_outcome_and_texts()
    {
        var health = default(SenderHealth);
        foreach (var outcome in (Outcome[])
            [Outcome.Delivered, Outcome.Spam, Outcome.Unconfirmed, Outcome.Delivered, Outcome.CarrierDown])
        {
            health = health.After(outcome);
        }

        health = health.AfterText();
        Assert.Equal(new SenderHealth(5, 2, 1, 1), health);
        Assert.Equal((0.4, 0.2, 0.2), (health.SuccessRatio, health.SpamRatio, health.InboundOutboundRatio));
        Assert.Equal(
            (0d, 0d, 0d),
            (default(SenderHealth).SuccessRatio, default(SenderHealth).SpamRatio,
                default(SenderHealth).AfterText().InboundOutboundRatio));
    }
}
