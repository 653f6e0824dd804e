using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Pools;

namespace GatewaySim.Domain.Tests.Pools;

/// <summary>Which numbers can be chosen at all, by settings, recipient and health.</summary>
public sealed class PoolChoiceTests
{
    /// <summary>Two long codes of 312, one of 415, one British one, two toll-free numbers.</summary>
    private static readonly string[] All =
        ["+13125550100", "+13125550101", "+14155550100", "+447700900100", "+18335550100", "+18445550100"];

    private static readonly PoolNumbers Pool = new(All.Select(PhoneNumber.Parse));

    // Settings are TOLL-FREE/LONG-CODE and letters: s sticky, g geomatch, u skip unhealthy; b and n are the rules
    // "sticky before health" and "weigh numbers". Numbers are given by their place in All.
    [Theory]
    [InlineData("1/1", "+12125550199", "", "", "012345")]
    [InlineData("0/1", "+12125550199", "", "", "0123")]
    [InlineData("2.5/0", "+12125550199", "", "", "45")]
    [InlineData("0/0", "+12125550199", "", "", "")]
    [InlineData("1e308/1e308", "+12125550199", "", "", "012345")]
    [InlineData("1/1", "22222", "", "", "012345")]
    [InlineData("1/1g", "+13125550199", "", "", "01")]             // the area of two of them
    [InlineData("1/1g", "+14155550199", "", "", "2")]
    [InlineData("1/1g", "+12125550199", "", "", "012345")]         // an area that none has
    [InlineData("1/1g", "+447700900100", "", "", "012345")]        // outside of the NANP
    [InlineData("1/1g", "+18335550199", "", "", "012345")]         // toll-free is no area
    [InlineData("1/1g", "22222", "", "", "012345")]
    [InlineData("1/1", "+13125550199", "", "", "012345")]          // without geomatch
    [InlineData("1/0g", "+13125550199", "", "", "45")]             // the type of the area's numbers is out
    [InlineData("1/1s", "+12125550199", "4", "", "4")]
    [InlineData("1/1s", "+12125550199", "", "", "012345")]
    [InlineData("1/1", "+12125550199", "4", "", "012345")]         // without sticky_sender
    [InlineData("1/1sg", "+13125550199", "4", "", "4")]            // before geomatch
    [InlineData("0/1s", "+12125550199", "4", "", "0123")]          // its type is out
    [InlineData("1/1s", "+12125550199", "x", "", "012345")]        // it left the pool
    [InlineData("1/1u", "+12125550199", "", "02", "1345")]
    [InlineData("1/1", "+12125550199", "", "02", "012345")]        // without skip_unhealthy
    [InlineData("1/1u", "+12125550199", "", "012345", "")]
    [InlineData("1/0u", "+12125550199", "", "45", "")]
    [InlineData("1/1ug", "+13125550199", "", "0", "1")]
    [InlineData("1/1ug", "+13125550199", "", "01", "2345")]        // nobody healthy is near
    [InlineData("1/1us", "+12125550199", "4", "4", "01235")]
    [InlineData("1/1s", "+12125550199", "4", "4", "4")]
    [InlineData("1/1usb", "+12125550199", "4", "4", "4")]
    [InlineData("1/1usb", "+12125550199", "4", "0", "4")]
    [InlineData("1/1n", "+12125550199", "", "", "012345")]
    [InlineData("0/1n", "+12125550199", "", "", "0123")]
    public void What_can_be_chosen(string settings, string to, string sticky, string unhealthy, string expected)
    {
        var request = new PoolRequest(
            Address.Parse(to), sticky switch
            {
                "" => null,
                "x" => PhoneNumber.Parse("+19995550100"),
                _ => NumberAt(sticky[0]),
            },
            unhealthy.Select(NumberAt).ToHashSet(),
            new(settings.Contains('b', StringComparison.Ordinal), settings.Contains('n', StringComparison.Ordinal)));
        var chosen = Enumerable.Range(0, 400)
            .Select(n => PoolChoice.Choose(SettingsOf(settings), Pool, request, PoolChoice.ChanceOf(1, 2, n)))
            .Where(n => n is not null).Select(n => Array.IndexOf(All, n.ToString())).Distinct().Order();
        Assert.Equal(expected, string.Concat(chosen));
    }

    [Fact]
    public void An_empty_pool_has_nothing_to_choose() => Assert.Null(PoolChoice.Choose(
        new(1, 1, false, true, true), PoolNumbers.None, new(Address.Parse("+13125550199")), 7));

    [Fact]
    public void A_seed_gives_the_same_senders_in_every_version() => Assert.Equal(
        "3314443451", string.Concat(Enumerable.Range(0, 10).Select(n => Array.IndexOf(All, PoolChoice.Choose(
            new(1, 1, false), Pool, new(Address.Parse("+12125550199")), PoolChoice.ChanceOf(1, 2, n)).ToString()))));

    [Fact]
    public void Only_numbers_of_the_united_states_and_canada_send_an_mms()
    {
        var numbers = new PoolNumbers(
            [.. All.Append("+14165550100").Append("+17875550100").Select(PhoneNumber.Parse)]);
        Assert.Equal(
            "+13125550100 +13125550101 +14155550100 +14165550100",
            string.Join(' ', numbers.ForMms.LongCodes.ToArray()));
        Assert.Equal(2, numbers.ForMms.TollFree.Length);
    }

    private static PhoneNumber NumberAt(char place) => PhoneNumber.Parse(All[place - '0']);

    private static NumberPool SettingsOf(string text)
    {
        var weights = text.TrimEnd('s', 'g', 'u', 'b', 'n').Split('/')
            .Select(w => double.Parse(w, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return new(
            weights[0], weights[1], text.Contains('u', StringComparison.Ordinal),
            text.Contains('s', StringComparison.Ordinal), text.Contains('g', StringComparison.Ordinal));
    }
}
