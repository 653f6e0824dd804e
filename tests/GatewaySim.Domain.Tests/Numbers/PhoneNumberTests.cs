using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Tests.Numbers;

public class PhoneNumberTests
{
    [Theory]
    [InlineData("+16501112345")]       // the providers' own examples, which a strict NANP check refuses
    [InlineData("+14081112222")]
    [InlineData("+15551234567")]
    [InlineData("+4088070206")]        // the 1 forgotten: still E.164
    [InlineData("+447700900123")]
    [InlineData("+2901234")]           // 7 digits, the fewest
    [InlineData("+999999999999999")]   // 15 digits, the most
    public void A_number_in_e164_is_read_and_written_the_same(string text)
    {
        Assert.True(PhoneNumber.TryParse(text, out var number));
        Assert.Equal(text, number.ToString());
        Assert.True(PhoneNumber.TryParse(Encoding.UTF8.GetBytes(text), out var fromUtf8));
        Assert.Equal(number, fromUtf8);
        Assert.Equal(Address.Of(number), Address.Parse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("16505550100")]
    [InlineData("+1650555010")]        // +1 and 9 digits
    [InlineData("+165055501000")]      // +1 and 11 digits
    [InlineData("+123456")]            // 6 digits
    [InlineData("+1234567890123456")]  // 16 digits
    [InlineData("+0123456789")]
    [InlineData("+1 (650) 555-0100")]
    [InlineData("+1650555010a")]
    [InlineData("++1650555010")]
    [InlineData(" +16505550100")]
    [InlineData("+16505550100 ")]
    [InlineData("+１６５０５５５０１００")]  // full-width digits
    [InlineData("+٤٠٨٨٠٧٠٢٠٦")]        // Arabic-Indic digits
    public void Anything_else_is_refused_and_leaves_no_number(string text)
    {
        Assert.False(PhoneNumber.TryParse(text, out var number));
        Assert.Equal(default, number);
        Assert.False(PhoneNumber.TryParse(Encoding.UTF8.GetBytes(text), out number));
        Assert.Equal(default, number);
        Assert.Throws<FormatException>(() => PhoneNumber.Parse(text));
    }

    [Fact]
    public void P34_parse_undoes_format_and_every_number_has_a_region() =>
        Prop.ForAll(PhoneNumbers.Any, number =>
            PhoneNumber.Parse(number.ToString()) == number
            && Address.Parse(number.ToString()).AsPhoneNumber == number
            && Region.Parse(NumberPlan.RegionOf(number).ToString()) == NumberPlan.RegionOf(number))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void P34_equal_numbers_are_equal_keys() =>
        Prop.ForAll(PhoneNumbers.Any, PhoneNumbers.Any, (a, b) =>
            (a.ToString() == b.ToString()) == (Address.Of(a).Key == Address.Of(b).Key)
            && string.CompareOrdinal(a.ToString().PadLeft(16), b.ToString().PadLeft(16)) < 0 == a < b)
        .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    /// <summary>
    /// Goal: any text is either a number that is written the same again, or refused; UTF-16 and UTF-8 agree.
    /// Method: random edits of a good number, by seed.
    /// </summary>
    [Fact]
    public void Random_texts_are_read_the_same_in_utf16_and_utf8_and_never_throw()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var i = 0; i < 100_000; i++)
        {
            var text = PhoneNumbers.Mangled(random);
            var isNumber = PhoneNumber.TryParse(text, out var number);
            var isUtf8 = PhoneNumber.TryParse(Encoding.UTF8.GetBytes(text), out var fromUtf8);
            Assert.True(isNumber == isUtf8 && number == fromUtf8, $"seed {seed}, case {i}: '{text}'");
            Assert.True(!isNumber || number.ToString() == text, $"seed {seed}, case {i}: '{text}'");
            _ = NumberPlan.RegionOf(number);
        }
    }
}
