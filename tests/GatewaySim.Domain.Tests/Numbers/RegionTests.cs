using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Tests.Numbers;

public class RegionTests
{
    [Theory]
    [InlineData("US", "US")]
    [InlineData("us", "US")]
    [InlineData("mX", "MX")]
    [InlineData("*", "*")]
    [InlineData("001", "001")]
    public void A_code_is_read_in_any_case_and_written_in_capitals(string code, string expected)
    {
        Assert.True(Region.TryParse(code, out var region));
        Assert.Equal(expected, region.ToString());
        Assert.Equal(region, Region.FromStored(region.Value));
        Assert.Equal(region, Region.Parse(expected));
    }

    [Theory]
    [InlineData("")]
    [InlineData("U")]
    [InlineData("USA")]
    [InlineData("U1")]
    [InlineData("U*")]
    [InlineData("**")]
    [InlineData("002")]
    [InlineData("ÜS")]
    [InlineData("ＵＳ")]
    [InlineData(" US")]
    public void Anything_else_is_no_region(string code)
    {
        Assert.False(Region.TryParse(code, out var region));
        Assert.Equal("", region.ToString());
        Assert.Throws<FormatException>(() => Region.Parse(code));
    }

    [Fact]
    public void No_two_codes_are_the_same_region()
    {
        var codes = from a in Letters from b in Letters select $"{a}{b}";
        var regions = codes.Append("*").Append("001").Select(Region.Parse).ToHashSet();
        Assert.Equal(26 * 26 + 2, regions.Count);
        Assert.DoesNotContain(default, regions);
    }

    private static IEnumerable<char> Letters => Enumerable.Range('A', 26).Select(i => (char)i);
}
