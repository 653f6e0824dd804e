using GatewaySim.Domain.Carrier;

namespace GatewaySim.Domain.Tests.Carrier;

public sealed class HandsetCarrierTests
{
    /// <summary>
    /// Goal: the documented shares in numbers as they come. Method: a million numbers in a row, five standard
    /// deviations.
    /// </summary>
    [Fact]
    public void Carriers_have_the_documented_shares()
    {
        const int Handsets = 1_000_000;
        var counts = new int[4];
        for (var n = 0UL; n < Handsets; n++)
        {
            counts[(int)HandsetCarriers.Of(12_065_550_000UL + n)]++;
        }

        double[] shares = [.35, .33, .28, .04];
        for (var carrier = 0; carrier < shares.Length; carrier++)
        {
            var slack = 5 * Math.Sqrt(Handsets * shares[carrier] * (1 - shares[carrier]));
            Assert.InRange(
                counts[carrier], Handsets * shares[carrier] - slack, Handsets * shares[carrier] + slack);
        }
    }

    /// <summary>What is counted by carrier depends on these: they never change.</summary>
    [Theory]
    [InlineData(16505550100, HandsetCarrier.TMobile)]
    [InlineData(16505550101, HandsetCarrier.Verizon)]
    [InlineData(16505550102, HandsetCarrier.Att)]
    [InlineData(16505550103, HandsetCarrier.TMobile)]
    [InlineData(0, HandsetCarrier.Att)]
    [InlineData(ulong.MaxValue, HandsetCarrier.Att)]
    public void Carriers_are_pinned(ulong handset, HandsetCarrier carrier) =>
        Assert.Equal(carrier, HandsetCarriers.Of(handset));
}
