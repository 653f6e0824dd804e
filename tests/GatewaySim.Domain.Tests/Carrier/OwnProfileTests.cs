using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Carrier.Own;
using GatewaySim.Domain.Messages;

namespace GatewaySim.Domain.Tests.Carrier;

/// <summary>
/// An own carrier draws what its file says: each distribution is counted over 200,000 messages of a fixed seed, and the
/// counts may differ from the shares by four standard deviations.
/// </summary>
public sealed class OwnProfileTests
{
    private const int Messages = 200_000;

    private static readonly Stamp Noon = Stamp.Of(new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));

    private static readonly OutcomeMix Mix = new(
        [(Outcome.Delivered, .9), (Outcome.Unconfirmed, .06), (Outcome.SenderFlagged, .03), (Outcome.Unroutable, .01)]);

    private static readonly OutcomeMix OfAtt = new([(Outcome.Delivered, .5), (Outcome.SpamAtt, .5)]);

    [Fact]
    public void Every_outcome_has_its_share_at_every_handset_carrier()
    {
        var drawn = Draw(ProfileOf()).ToLookup(d => d.Carrier, d => d.Outcome);
        foreach (var carrier in Enum.GetValues<HandsetCarrier>())
        {
            var outcomes = drawn[carrier].ToList();
            (Outcome Outcome, double Share)[] expected = carrier == HandsetCarrier.Att
                ? [(Outcome.Delivered, .5), (Outcome.SpamAtt, .5), (Outcome.Unconfirmed, 0)]
                : [(Outcome.Delivered, .9), (Outcome.Unconfirmed, .06), (Outcome.SenderFlagged, .03),
                    (Outcome.Unroutable, .01), (Outcome.SpamAtt, 0)];
            Assert.All(expected, e => AssertShare(e.Share, outcomes.Count(o => o == e.Outcome), outcomes.Count));
        }

        AssertShare(.35, drawn[HandsetCarrier.Verizon].Count(), Messages);
        AssertShare(.28, drawn[HandsetCarrier.Att].Count(), Messages);
    }

    [Fact]
    public void A_brown_out_takes_its_share_of_its_carrier_while_it_is_on()
    {
        var profile = ProfileOf(brownOuts:
        [
            new(new BrownOutSpan(Noon.Time, Noon.Time.AddHours(1)),
                new(HandsetCarrier.Verizon, .25, Outcome.CarrierDown)),
        ]);
        var during = Draw(profile, Noon).ToList();
        var verizon = during.Where(d => d.Carrier == HandsetCarrier.Verizon).ToList();
        AssertShare(.25, verizon.Count(d => d.Outcome == Outcome.CarrierDown), verizon.Count);
        AssertShare(.75 * .9, verizon.Count(d => d.Outcome == Outcome.Delivered), verizon.Count);
        Assert.DoesNotContain(during, d => d.Carrier != HandsetCarrier.Verizon && d.Outcome == Outcome.CarrierDown);
        var after = Draw(profile, Noon.Plus(TimeSpan.FromHours(1)));
        Assert.Equal(Draw(ProfileOf()), after);
    }

    [Fact]
    public void A_filter_takes_its_share_of_the_texts_that_hold_its_words()
    {
        var profile = ProfileOf(filters:
        [
            new(["free money", "BIT.LY/"], new(null, .4, Outcome.ShortenedLink)),
            new(["money"], new(null, .1, Outcome.Spam)),
        ]);
        Assert.Equal([0UL, 1, 3, 2], new[] { "hello", "see bit.ly/x", "Free Money!", "your money" }
            .Select(profile.FiltersOf));
        var outcomes = Draw(profile, text: "FREE MONEY").Select(d => d.Outcome).ToList();
        AssertShare(.4, outcomes.Count(o => o == Outcome.ShortenedLink), Messages);
        AssertShare(.6 * .1, outcomes.Count(o => o == Outcome.Spam), Messages);
        Assert.Equal(Draw(ProfileOf()), Draw(profile, text: "hello"));
    }

    [Theory]
    [InlineData("22:00", "23:30", "2026-07-02T02:00:00Z", true)] // 22:00 in New York
    [InlineData("22:00", "23:30", "2026-07-02T01:59:59Z", false)]
    [InlineData("22:00", "23:30", "2026-07-02T03:30:00Z", false)]
    [InlineData("22:00", "23:30", "2026-01-02T03:00:00Z", true)] // in winter an hour later
    [InlineData("22:00", "23:30", "2026-01-02T02:00:00Z", false)]
    [InlineData("23:00", "01:00", "2026-07-02T04:59:59Z", true)] // over midnight, begun on Wednesday
    [InlineData("23:00", "01:00", "2026-07-02T05:00:00Z", false)]
    [InlineData("23:00", "01:00", "2026-07-03T04:30:00Z", false)] // begun on Thursday
    public void A_brown_out_keeps_the_hours_of_its_zone(string from, string to, string at, bool isOn)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
        var hours = new BrownOutHours(
            TimeSpan.Parse(from, null), TimeSpan.Parse(to, null), zone,
            at.StartsWith("2026-07", StringComparison.Ordinal) ? [DayOfWeek.Wednesday] : []);
        Assert.Equal(isOn, hours.IsOn(Stamp.Of(DateTimeOffset.Parse(at, null))));
    }

    [Fact]
    public void Delays_follow_their_mixture()
    {
        // 80 % log-normal around 2 s, 20 % of exactly a minute: quantiles computed from the formula by hand.
        DelayMixture mixture = new(
            [new(.8, TimeSpan.FromSeconds(2), .5), new(.2, TimeSpan.FromMinutes(1), 0)], TimeSpan.FromHours(1));
        var delays = DelaysOf(
            new DelayMixture([new(1, TimeSpan.FromMilliseconds(60), .8)], TimeSpan.FromDays(1)), mixture);
        var sent = Sorted(delays, Outcome.Delivered, d => d.SentAfter);
        var receipts = Sorted(delays, Outcome.Delivered, d => d.FinalAfter);
        Assert.InRange(sent[Messages / 2], .0594, .0606);
        Assert.InRange(sent[(int)(Messages * .84134)], .1309, .1363); // one sigma above: 60 ms * e^0.8
        Assert.InRange(sent[(int)(Messages * .15866)], .0264, .0276);
        Assert.InRange(receipts[(int)(Messages * .4)], 1.97, 2.03); // the middle of the 80 %
        Assert.InRange(receipts[(int)(Messages * .8 * .84134)], 3.22, 3.38); // 2 s * e^0.5
        Assert.Equal(60, receipts[(int)(Messages * .9)], 3);
        Assert.Equal(60, receipts[^1], 3);
        Assert.Equal(7200, Sorted(delays, Outcome.Unconfirmed, d => d.FinalAfter)[0]);
        Assert.Equal(14400, Sorted(delays, Outcome.Unreachable, d => d.FinalAfter)[^1]);
        Assert.Equal(1200, Sorted(delays, Outcome.DeliveredLate, d => d.FinalAfter)[0], 3);
        Assert.True(delays.FinalWithin >= TimeSpan.FromHours(4));
    }

    [Fact]
    public void No_delay_is_longer_than_the_longest() => Assert.Equal(
        3_000_000, new DelayMixture([new(1, TimeSpan.FromSeconds(2), 2)], TimeSpan.FromSeconds(3)).Quantiles()[^1]);

    [Fact]
    public void Delays_are_found_by_a_name_that_follows_from_their_content()
    {
        DelayMixture one = new([new(1, TimeSpan.FromSeconds(1), 0)], TimeSpan.FromHours(1));
        DelayMixture two = new([new(1, TimeSpan.FromSeconds(2), 0)], TimeSpan.FromHours(1));
        var delays = DelaysOf(one, two);
        Assert.Same(delays, DelaysOf(one, two));
        Assert.Same(delays, DelayProfile.Stored(delays.StoredName));
        Assert.NotEqual(delays.StoredName, DelaysOf(two, two).StoredName);
        Assert.Throws<ArgumentException>(() => DelayProfile.Stored("own.v1:test:0000000000000000"));
        var late = MessageProgress.At(
            new(Noon, Outcome.DeliveredLate, delays.StoredName, 5), Noon.Plus(TimeSpan.FromHours(1)));
        Assert.Equal((Outcome.Delivered, Noon.Plus(TimeSpan.FromSeconds(1201))), (late.Outcome, late.FinalAt!.Value));
    }

    [Fact]
    public void Drawing_never_allocates()
    {
        var profile = ProfileOf();
        Conditions conditions = new(0, 0);
        profile.DrawFor(1, 2, conditions);
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (ulong n = 0; n < 1000; n++)
            {
                profile.DrawFor(n, n, conditions);
            }
        }));
    }

    private static OwnDelays DelaysOf(DelayMixture sent, DelayMixture delivered)
    {
        var late = new DelayMixture([new(1, TimeSpan.FromMinutes(20), 0)], TimeSpan.FromHours(1)).Quantiles();
        return OwnDelays.Of(
            "test", sent.Quantiles(), delivered.Quantiles(), late, sent.Quantiles(), TimeSpan.FromHours(2),
            TimeSpan.FromHours(4));
    }

    private static OwnProfile ProfileOf(BrownOut[]? brownOuts = null, TextFilter[]? filters = null)
    {
        DelayMixture second = new([new(1, TimeSpan.FromSeconds(1), 0)], TimeSpan.FromHours(1));
        return new(DelaysOf(second, second), [Mix, Mix, OfAtt, Mix], brownOuts ?? [], filters ?? [], false);
    }

    private static List<(HandsetCarrier Carrier, Outcome Outcome)> Draw(
        OwnProfile profile, Stamp? at = null, string text = "hello")
    {
        Conditions conditions = new(profile.BrownOutsAt(at ?? Noon), profile.FiltersOf(text));
        var chanceBase = Chance.BaseOf(1, 2);
        return [.. Enumerable.Range(0, Messages).Select(n => (
            HandsetCarriers.Of(15552000000UL + (ulong)n),
            profile.DrawFor(Chance.Of(chanceBase, (ulong)n), 15552000000UL + (ulong)n, conditions)))];
    }

    private static double[] Sorted(OwnDelays delays, Outcome outcome, Func<CarrierDelays, TimeSpan> of) =>
    [
        .. Enumerable.Range(0, Messages)
            .Select(n => of(delays.DelaysOf(Chance.Of(Chance.BaseOf(1, 2), (ulong)n), outcome)).TotalSeconds).Order(),
    ];

    private static void AssertShare(double share, int count, int of)
    {
        var off = 4 * Math.Sqrt(of * share * (1 - share));
        Assert.InRange(count, of * share - off, of * share + off);
    }
}
