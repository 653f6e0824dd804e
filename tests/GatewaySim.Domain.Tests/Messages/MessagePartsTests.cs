using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;

namespace GatewaySim.Domain.Tests.Messages;

public sealed class MessagePartsTests
{
    [Theory]
    [InlineData("a", 160, null, 1)]
    [InlineData("a", 161, null, 2)]
    [InlineData("a", 70, "ucs2", 1)]
    [InlineData("a", 71, "ucs2", 2)]
    [InlineData("\u2019", 71, null, 2)]
    [InlineData("\u2019", 71, "auto", 2)]
    [InlineData("\u2019", 71, "smart", 1)]     // becomes an apostrophe
    [InlineData("\u2019", 71, "gsm7", 1)]
    [InlineData("\u2026", 54, "smart", 2)]     // becomes three dots
    [InlineData("ж", 71, "smart", 2)]          // nothing similar
    [InlineData("a", 307, null, 3)]
    public void Of_a_text(string text, int times, string? encoding, int parts) => Assert.Equal(
        parts, MessageParts.Of(string.Concat(Enumerable.Repeat(text, times)), new() { Encoding = encoding }));

    [Fact]
    public void An_mms_is_one_part_however_long_its_text_is()
    {
        Assert.Equal(1, MessageParts.Of(new('a', 900), new() { Subject = "s" }));
        Assert.Equal(1, MessageParts.Of(new('a', 900), new() { MediaUrls = ["u"] }));
    }

    [Fact]
    public void Costs_are_dollars_a_part() => Assert.Equal(0.028m, MessagePrices.Default.CostOf(4));
}
