using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Messages;

namespace GatewaySim.Domain.Tests.Carrier;

public sealed class CarrierProfileTests
{
    [Theory]
    [InlineData("fast", "fast.v1"), InlineData("fast.v1", "fast.v1")]
    [InlineData("instant", "instant.v1"), InlineData("instant.v1", "instant.v1")]
    [InlineData("realistic", "realistic.v1"), InlineData("realistic.v1", "realistic.v1")]
    [InlineData("cold-list", "cold-list.v1"), InlineData("cold-list.v1", "cold-list.v1")]
    public void A_profile_is_found_by_its_name_and_by_its_stored_name(string name, string stored) =>
        Assert.Equal(stored, CarrierProfile.Named(name).StoredName);

    [Fact]
    public void An_unknown_profile_is_named_in_the_error() =>
        Assert.Contains(
            "fast.v9",
            Assert.Throws<ArgumentException>(() => CarrierProfile.Named("fast.v9")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Fast_is_what_is_used_by_default() => Assert.Equal("fast.v1", CarrierProfile.Default.StoredName);

    /// <summary>
    /// Goal: the documented mix. Method: 2 million draws, each share within five standard deviations.
    /// </summary>
    [Theory]
    [InlineData("fast", .956, .015, .013, .008, .005, .002, .001)]
    [InlineData("realistic", .956, .015, .013, .008, .005, .002, .001)]
    [InlineData("cold-list", .85, .03, .07, .02, .025, .003, .002)]
    public void Outcomes_come_in_the_documented_shares(string name, params double[] shares)
    {
        const int Draws = 2_000_000;
        var drawn = new byte[Draws];
        CarrierProfile.Named(name).DrawMany(Chance.BaseOf(1, 2), 0, drawn);
        var counts = new int[256];
        foreach (var outcome in drawn)
        {
            counts[outcome]++;
        }

        Outcome[] outcomes =
        [
            Outcome.Delivered, Outcome.Unconfirmed, Outcome.Unroutable, Outcome.Unreachable, Outcome.Spam,
            Outcome.CarrierDown, Outcome.CarrierOptOut,
        ];
        Assert.Equal(Draws, outcomes.Sum(o => counts[(int)o]));
        foreach (var (outcome, share) in outcomes.Zip(shares))
        {
            var slack = 5 * Math.Sqrt(Draws * share * (1 - share));
            Assert.InRange(counts[(int)outcome], Draws * share - slack, Draws * share + slack);
        }
    }

    /// <summary>P-24: neither the size of the batches nor the order of the draws changes an outcome.</summary>
    [Theory]
    [InlineData("fast"), InlineData("instant"), InlineData("realistic"), InlineData("cold-list")]
    public void A_message_has_the_same_outcome_however_it_is_drawn(string name)
    {
        var profile = CarrierProfile.Named(name);
        var chanceBase = Chance.BaseOf(7, 8);
        var whole = new byte[10_000];
        profile.DrawMany(chanceBase, 1_000, whole);
        var pieces = new byte[whole.Length];
        var random = new Random(3);
        for (int at = 0, length; at < pieces.Length; at += length)
        {
            length = Math.Min(random.Next(0, 200), pieces.Length - at);
            profile.DrawMany(chanceBase, 1_000 + (ulong)at, pieces.AsSpan(at, length));
        }

        Assert.Equal(whole, pieces);
        for (var n = whole.Length - 1; n >= 0; n--)
        {
            Assert.Equal((Outcome)whole[n], profile.Draw(Chance.Of(chanceBase, 1_000 + (ulong)n)));
        }
    }

    /// <summary>Stored messages depend on these: a change needs a new name.</summary>
    [Fact]
    public void The_outcomes_of_fast_are_pinned()
    {
        (uint High, Outcome Outcome)[] edges =
        [
            (0, Outcome.Delivered),
            (4_105_988_734, Outcome.Delivered), (4_105_988_735, Outcome.Unconfirmed),
            (4_170_413_244, Outcome.Unconfirmed), (4_170_413_245, Outcome.Unroutable),
            (4_226_247_819, Outcome.Unroutable), (4_226_247_820, Outcome.Unreachable),
            (4_260_607_557, Outcome.Unreachable), (4_260_607_558, Outcome.Spam),
            (4_282_082_394, Outcome.Spam), (4_282_082_395, Outcome.CarrierDown),
            (4_290_672_328, Outcome.CarrierDown), (4_290_672_329, Outcome.CarrierOptOut),
            (uint.MaxValue, Outcome.CarrierOptOut),
        ];
        Assert.Equal(
            edges.Select(e => e.Outcome),
            edges.Select(e => CarrierProfile.Fast.Draw((ulong)e.High << 32 | 0x12345678)));
    }

    /// <summary>In ticks of 100 ns. Stored messages depend on these: a change needs a new name.</summary>
    [Theory]
    [InlineData(0x0000_0000, 5_960, 214_180)]
    [InlineData(0x4000_4000, 34_980, 1_020_570)]
    [InlineData(0x8000_8000, 60_000, 1_658_100)]
    [InlineData(0x8080_8080, 60_235, 1_664_030)]
    [InlineData(0xC0FF_C0FF, 103_936, 2_767_027)]
    [InlineData(0xF5A3_FE01, 415_397, 7_318_382)]
    [InlineData(0xFFFF_FFFF, 998_062, 59_875_954)]
    public void The_delays_of_fast_are_pinned(uint low, long sent, long receipt)
    {
        var delays = CarrierProfile.Fast.DelaysOf(0xABCD_0000_0000_0000 | low, Outcome.Delivered);
        Assert.Equal((sent, receipt), (delays.SentAfter.Ticks, delays.FinalAfter.Ticks));
    }

    [Fact]
    public void The_tables_of_delays_are_pinned_and_rise()
    {
        foreach (var (table, sum) in ((int[], int)[])
            [
                (FastDelays.Sent, 2_175_426), (FastDelays.Receipt, 67_488_568),
                (RealisticDelays.SentMicroseconds, 22_754_235), (RealisticDelays.ReceiptMilliseconds, 26_951_968),
                (RealisticDelays.RefusalMilliseconds, 397_111),
            ])
        {
            Assert.Equal((257, sum), (table.Length, table.Sum()));
            Assert.Equal(table.Order(), table);
        }
    }

    [Fact]
    public void Delays_of_fast_have_the_documented_medians_and_bounds()
    {
        var delays = Enumerable.Range(0, 100_001)
            .Select(n => CarrierProfile.Fast.DelaysOf(Chance.Of(Chance.BaseOf(1, 2), (ulong)n), Outcome.Delivered))
            .ToArray();
        var sent = delays.Select(d => d.SentAfter).Order().ToArray();
        var receipts = delays.Select(d => d.FinalAfter).Order().ToArray();
        Assert.InRange(sent[50_000].TotalMilliseconds, 5.9, 6.1);
        Assert.InRange(receipts[50_000].TotalMilliseconds, 163, 168);
        Assert.InRange(receipts[99_000].TotalMilliseconds, 1_500, 2_000);
        Assert.True(sent[0] > TimeSpan.Zero && sent[^1] <= TimeSpan.FromMilliseconds(100));
        Assert.True(receipts[0] > TimeSpan.Zero && delays.Max(d => d.SentAfter + d.FinalAfter) <= FastProfile.FinalMax);
    }

    [Fact]
    public void Delays_of_realistic_have_the_documented_medians_and_bounds()
    {
        var realistic = RealisticProfile.ConsentedList;
        var delays = Enumerable.Range(0, 100_001)
            .Select(n => realistic.DelaysOf(Chance.Of(Chance.BaseOf(1, 2), (ulong)n), Outcome.Delivered)).ToArray();
        var receipts = delays.Select(d => d.FinalAfter).Order().ToArray();
        Assert.InRange(delays.Select(d => d.SentAfter).Order().ElementAt(50_000).TotalMilliseconds, 59, 61);
        Assert.InRange(receipts[50_000].TotalSeconds, 1.6, 1.75);
        Assert.InRange(receipts[93_000].TotalSeconds, 4.5, 30);
        Assert.InRange(receipts[99_000].TotalMinutes, 5, 30);
        Assert.True(receipts[^1] <= TimeSpan.FromHours(6));
        Assert.All(delays, d => Assert.InRange(d.SentAfter + d.FinalAfter, TimeSpan.Zero, realistic.FinalWithin));
        Assert.Equal(TimeSpan.FromHours(2), realistic.DelaysOf(1, Outcome.Unconfirmed).FinalAfter);
        Assert.Equal(TimeSpan.FromHours(4), realistic.DelaysOf(1, Outcome.Unreachable).FinalAfter);
        Assert.InRange(realistic.DelaysOf(0x8000_0000, Outcome.Spam).FinalAfter.TotalSeconds, .8, 1);
    }

    [Fact]
    public void A_message_without_receipt_is_given_up_after_two_seconds() => Assert.Equal(
        TimeSpan.FromSeconds(2), CarrierProfile.Fast.DelaysOf(0x1234_5678_9ABC_DEF0, Outcome.Unconfirmed).FinalAfter);

    [Fact]
    public void Drawing_never_allocates()
    {
        var outcomes = new byte[1000];
        Assert.Equal(0, Allocations.Of(() =>
        {
            CarrierProfile.Fast.DrawMany(1, 2, outcomes);
            CarrierProfile.Instant.DrawMany(1, 2, outcomes);
            RealisticProfile.ColdList.DrawMany(1, 2, outcomes);
            CarrierProfile.Named("fast.v1").DelaysOf(3, CarrierProfile.Fast.Draw(3));
        }));
    }
}
