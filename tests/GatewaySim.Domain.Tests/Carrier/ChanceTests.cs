using GatewaySim.Domain.Carrier;

namespace GatewaySim.Domain.Tests.Carrier;

public sealed class ChanceTests
{
    [Fact]
    public void Mixing_can_be_undone()
    {
        var random = new Random(1);
        for (var i = 0; i < 1000; i++)
        {
            var value = (ulong)random.NextInt64();
            Assert.Equal(value, Hashing.Unmix(Hashing.Mix(value)));
        }
    }

    /// <summary>Stored data depends on these: they never change.</summary>
    [Theory]
    [InlineData(0, 0, 0, 0x48218226FF3CD4BF)]
    [InlineData(0, 0, 1, 0xA706DD2F4D197E6F)]
    [InlineData(1, 0, 0, 0xDCE423FC82C0D5B8)]
    [InlineData(42, 0xDEADBEEF, 7, 0xDE8FC9AF9EA4C98F)]
    [InlineData(ulong.MaxValue, 1, ulong.MaxValue, 0xDF47D45516C5D8B0)]
    public void Chance_is_pinned(ulong seed, ulong sender, ulong ordinal, ulong chance) =>
        Assert.Equal(chance, Chance.Of(Chance.BaseOf(seed, sender), ordinal));

    /// <summary>
    /// The reference vectors of SplitMix64 (Vigna's splitmix64.c), seed 1234567: our stream from ordinal 1.
    /// </summary>
    [Fact]
    public void The_stream_is_that_of_splitmix64() => Assert.Equal(
        [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
        Enumerable.Range(1, 5).Select(n => Chance.Of(1234567, (ulong)n)));

    [Theory]
    [InlineData(0UL, 0)]
    [InlineData(1UL << 63, 0.5)]
    [InlineData(ulong.MaxValue, 1 - 1.0 / (1UL << 53))]
    public void A_share_is_from_0_to_less_than_1(ulong chance, double share) =>
        Assert.Equal(share, Chance.ShareOf(chance));

    [Fact]
    public void Every_bit_is_set_half_of_the_time()
    {
        const int Draws = 100_000;
        for (var bit = 0; bit < 64; bit++)
        {
            var set = 0;
            for (ulong n = 0; n < Draws; n++)
            {
                set += (int)(Chance.Of(Chance.BaseOf(1, 2), n) >> bit & 1);
            }

            // Five standard deviations.
            Assert.InRange(set, Draws / 2 - 800, Draws / 2 + 800);
        }
    }
}
