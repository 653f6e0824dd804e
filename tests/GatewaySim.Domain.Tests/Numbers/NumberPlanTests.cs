using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Tests.Numbers;

public class NumberPlanTests
{
    private const string CanadianAreas =
        "204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 403 416 418 428 431 437 438 450 468 474 506 514 "
        + "519 548 579 581 584 587 604 613 639 647 672 683 705 709 742 753 778 780 782 807 819 825 867 873 879 902 905 "
        + "942";

    private const string OtherAreas =
        "AG268 AI264 AS684 BB246 BM441 BS242 DM767 DO809 DO829 DO849 GD473 GU671 JM658 JM876 KN869 KY345 LC758 MP670 "
        + "MS664 PR787 PR939 SX721 TC649 TT868 VC784 VG284 VI340";

    private const string TollFreeAreas = "800 833 844 855 866 877 888";

    [Fact]
    public void Every_area_code_of_plus_one_has_its_country_and_the_rest_are_the_united_states()
    {
        var expected = Enumerable.Range(0, 1000).ToDictionary(area => area, _ => "US");
        foreach (var area in CanadianAreas.Split(' '))
        {
            expected[int.Parse(area)] = "CA";
        }

        foreach (var entry in OtherAreas.Split(' '))
        {
            expected[int.Parse(entry[2..])] = entry[..2];
        }

        Assert.Equal(55, expected.Values.Count(code => code == "CA"));
        Assert.All(expected, area => Assert.Equal(
            area.Value, NumberPlan.RegionOf(PhoneNumber.Parse($"+1{area.Key:000}5550100")).ToString()));
    }

    [Theory]
    [InlineData("+76501112345", "RU", 7)]      // shared with KZ
    [InlineData("+390612345678", "IT", 39)]    // shared with VA
    [InlineData("+447700900123", "GB", 44)]    // shared with GG, IM, JE
    [InlineData("+4721234567", "NO", 47)]      // shared with SJ
    [InlineData("+61412345678", "AU", 61)]     // shared with CC, CX
    [InlineData("+212612345678", "MA", 212)]
    [InlineData("+262692123456", "RE", 262)]
    [InlineData("+29051234", "SH", 290)]
    [InlineData("+358401234567", "FI", 358)]
    [InlineData("+590690123456", "GP", 590)]
    [InlineData("+59995123456", "CW", 599)]
    [InlineData("+5215512345678", "MX", 52)]
    [InlineData("+4088070206", "RO", 40)]
    [InlineData("+38349123456", "XK", 383)]
    [InlineData("+883510012345", "001", 883)]
    [InlineData("+80012345678", "001", 800)]   // the international toll-free service, not the NANP's
    [InlineData("+15551234567", "US", 1)]
    [InlineData("+18005550100", "US", 1)]
    [InlineData("+2101234567", "ZZ", 0)]       // nobody's
    [InlineData("+9991234567", "ZZ", 0)]
    public void The_calling_code_says_the_country(string number, string region, int callingCode)
    {
        Assert.Equal(region, NumberPlan.RegionOf(PhoneNumber.Parse(number)).ToString());
        Assert.Equal(callingCode, NumberPlan.CallingCodeOf(PhoneNumber.Parse(number)));
    }

    [Fact]
    public void All_215_calling_codes_are_found_at_every_length_of_number()
    {
        var all = CallingCodes.All.ToList();
        Assert.Equal(215, all.Count);
        foreach (var entry in all.Where(entry => entry.Code != 1))
        {
            for (var digits = PhoneNumber.DigitsMin; digits <= PhoneNumber.DigitsMax; digits++)
            {
                var number = PhoneNumber.Parse($"+{entry.Code}".PadRight(digits + 1, '5'));
                Assert.Equal(entry.Code, NumberPlan.CallingCodeOf(number));
                Assert.Equal(entry.Region, NumberPlan.RegionOf(number));
            }
        }
    }

    [Fact]
    public void No_calling_code_begins_with_another() =>
        Assert.All(CallingCodes.All, a => Assert.DoesNotContain(CallingCodes.All, b => a != b
            && b.Code.ToString().StartsWith(a.Code.ToString(), StringComparison.Ordinal)));

    [Theory]
    [InlineData("+16505550100", true, true)]
    [InlineData("+16501112345", true, false)]   // exchange 111: the providers' example
    [InlineData("+15551234567", true, false)]   // exchange 123
    [InlineData("+15552000000", true, true)]    // the synthetic range
    [InlineData("+11505550100", true, false)]   // area below 200
    [InlineData("+12905550100", true, false)]   // second digit 9 is reserved
    [InlineData("+19115550100", true, false)]   // N11
    [InlineData("+16509110100", true, false)]   // exchange N11
    [InlineData("+4088070206", false, false)]
    [InlineData("+447700900123", false, false)]
    [InlineData("+200123456789012", false, false)]
    public void Nanp_is_plus_one_and_ten_digits_and_valid_nanp_is_stricter(string number, bool nanp, bool valid)
    {
        Assert.Equal(nanp, NumberPlan.IsNanp(PhoneNumber.Parse(number)));
        Assert.Equal(valid, NumberPlan.IsValidNanp(PhoneNumber.Parse(number)));
    }

    [Fact]
    public void Seven_area_codes_are_toll_free_and_no_other() =>
        Assert.Equal(TollFreeAreas.Split(' ').Select(int.Parse), Enumerable.Range(0, 1000)
            .Where(area => NumberPlan.IsTollFree(PhoneNumber.Parse($"+1{area:000}5550100"))));

    [Theory]
    [InlineData("+16505550100", SenderType.LongCode)]
    [InlineData("+18885550100", SenderType.TollFree)]
    [InlineData("+18225550100", SenderType.LongCode)]
    [InlineData("+80012345678", SenderType.LongCode)]
    [InlineData("+447700900123", SenderType.LongCode)]
    [InlineData("72345", SenderType.ShortCode)]
    [InlineData("723456", SenderType.ShortCode)]
    [InlineData("ACME", SenderType.Alphanumeric)]
    public void The_address_says_the_sender_type(string address, SenderType type) =>
        Assert.Equal(type, SenderTypes.Of(Address.Parse(address)));

    [Fact]
    public void No_address_has_no_sender_type() =>
        Assert.Throws<InvariantBrokenException>(() => SenderTypes.Of(default));

    [Fact]
    public void No_number_is_of_no_country()
    {
        Assert.Equal(Region.Unknown, NumberPlan.RegionOf(default));
        Assert.Equal(0, NumberPlan.CallingCodeOf(default));
    }
}
