using FsCheck;
using FsCheck.Fluent;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Pools;

namespace GatewaySim.Domain.Tests.Pools;

/// <summary>What holds for every pool, and that weights are kept in the long run.</summary>
public sealed class PoolProperties
{
    private const int Draws = 20_000;

    private static readonly Gen<PhoneNumber> Numbers =
        from area in Gen.Elements(212, 312, 415, 416, 800, 833, 888)
        from rest in Gen.Choose(0, 30)
        select new PhoneNumber(10_000_000_000UL + (ulong)area * 10_000_000 + 5_550_100 + (ulong)rest);

    private static readonly Arbitrary<Case> Cases = (
        from numbers in Gen.ListOf(Numbers)
        from tollFree in Gen.Elements(0, 0.5, 1, 7, 1e300)
        from longCode in Gen.Elements(0, 0.5, 1, 7, 1e300)
        from switches in Gen.Choose(0, 31)
        from to in Numbers
        from sticky in Numbers
        from unhealthy in Gen.ListOf(Numbers)
        from ordinal in Gen.Choose(0, 1_000_000)
        select new Case(
            [.. numbers.Distinct()],
            new(tollFree, longCode, (switches & 1) > 0, (switches & 2) > 0, (switches & 4) > 0),
            new(
                to, (switches & 8) > 0 ? sticky : null, unhealthy.ToHashSet(),
                new((switches & 16) > 0, ordinal % 2 == 0)),
            ordinal)).ToArbitrary();

    [Fact]
    public void A_choice_is_one_of_the_selectable_numbers_and_there_is_one_where_any_is_selectable() =>
        Prop.ForAll(Cases, c =>
        {
            var selectable = c.Numbers.Where(c.IsSelectable).ToList();
            var chosen = c.Choose(c.Numbers);
            return chosen is { } number
                ? selectable.Contains(number) || (c.Request.Rules.StickyBeforeHealth && number == c.Request.Sticky)
                : selectable.Count == 0;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_in_which_numbers_came_to_the_profile_does_not_matter() => Prop.ForAll(
        Cases, c => c.Choose(c.Numbers) == c.Choose([.. c.Numbers.Reverse()])).QuickCheckThrowOnFailure();

    [Fact]
    public void Sticky_comes_before_geomatch_and_geomatch_before_weights() => Prop.ForAll(Cases, c =>
    {
        var selectable = c.Numbers.Where(c.IsSelectable).ToList();
        var near = selectable.Where(n => !NumberPlan.IsTollFree(n) && n.Value / 10_000_000 ==
            c.Request.To.Key / 10_000_000).ToList();
        return c.Settings.StickySender && c.Request.Sticky is { } sticky && selectable.Contains(sticky)
            ? c.Choose(c.Numbers) == sticky
            : !c.Settings.Geomatch || near.Count == 0 || c.Keeps
                || near.Contains(c.Choose(c.Numbers)!.Value);
    }).QuickCheckThrowOnFailure();

    /// <summary>
    /// Goal: weights hold in the long run, by type or by number as it is set, and numbers of a type share evenly.
    /// Method: 20,000 draws by a fixed seed; each share is within five standard deviations.
    /// </summary>
    [Theory]
    [InlineData(1, 5, false, 1.0 / 6)]      // guide: five messages from long codes, the sixth from a toll-free number
    [InlineData(1, 1, false, 0.5)]
    [InlineData(0.25, 0.75, false, 0.25)]
    [InlineData(1e308, 1e308, false, 0.5)]
    [InlineData(10, 1, true, 20.0 / 25)]    // help centre: two toll-free numbers get 400 of 1,000 each, five others 40
    [InlineData(1, 1, true, 2.0 / 7)]
    public void Weights_are_kept(double tollFree, double longCode, bool weighsNumbers, double share)
    {
        var pool = new PoolNumbers(
            "+18335550100 +18335550101 +13125550100 +13125550101 +13125550102 +14155550100 +447700900100".Split(' ')
                .Select(PhoneNumber.Parse));
        var request = new PoolRequest(Address.Parse("+12125550199")) with { Rules = new(false, weighsNumbers) };
        var counts = Enumerable.Range(0, Draws)
            .Select(n => PoolChoice.Choose(
                new(tollFree, longCode, false), pool, request, PoolChoice.ChanceOf(seed: 1, profileHash: 77, n)))
            .CountBy(n => n!.Value).ToDictionary();
        Assert.Equal(7, counts.Count);
        Assert.All(counts, c => Within(NumberPlan.IsTollFree(c.Key) ? share / 2 : (1 - share) / 5, c.Value));
        Within(share, counts.Where(c => NumberPlan.IsTollFree(c.Key)).Sum(c => c.Value));
    }

    private static void Within(double share, int count)
    {
        var deviation = Math.Sqrt(Draws * share * (1 - share));
        Assert.InRange(count, Draws * share - 5 * deviation, Draws * share + 5 * deviation);
    }

    private sealed record Case(
        IReadOnlyList<PhoneNumber> Numbers, NumberPool Settings, PoolRequest Request, int Ordinal)
    {
        /// <summary>Whether the recipient keeps an unhealthy sender.</summary>
        public bool Keeps => Settings.StickySender && Request.Rules.StickyBeforeHealth
            && Request.Sticky is { } sticky && Numbers.Contains(sticky) && WeightOf(sticky) > 0;

        public bool IsSelectable(PhoneNumber number) =>
            WeightOf(number) > 0 && !(Settings.SkipUnhealthy && Request.Unhealthy.Contains(number));

        public PhoneNumber? Choose(IReadOnlyList<PhoneNumber> numbers) => PoolChoice.Choose(
            Settings, new(numbers), Request, PoolChoice.ChanceOf(1, 2, Ordinal));

        private double WeightOf(PhoneNumber number) =>
            NumberPlan.IsTollFree(number) ? Settings.TollFreeWeight : Settings.LongCodeWeight;
    }
}
