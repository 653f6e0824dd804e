using FsCheck;
using FsCheck.Fluent;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Tests.Numbers;

/// <summary>Random phone numbers: half of +1, half of anywhere, of every length.</summary>
internal static class PhoneNumbers
{
    private const string Alphabet = "0123456789++- ()a１\u0660\uD83D";

    private static readonly Gen<PhoneNumber> Nanp =
        from rest in Gen.Choose(0, 9).ArrayOf(10)
        select PhoneNumber.Parse($"+1{string.Concat(rest)}");

    private static readonly Gen<PhoneNumber> Foreign =
        from length in Gen.Choose(PhoneNumber.DigitsMin, PhoneNumber.DigitsMax)
        from first in Gen.Choose(2, 9)
        from rest in Gen.Choose(0, 9).ArrayOf(length - 1)
        select PhoneNumber.Parse($"+{first}{string.Concat(rest)}");

    public static Arbitrary<PhoneNumber> Any { get; } = Gen.OneOf(Nanp, Foreign).ToArbitrary();

    /// <summary>A number with up to three characters replaced, inserted or removed.</summary>
    public static string Mangled(Random random)
    {
        var text = $"+{random.NextInt64(1_000_000, 99_999_999_999)}";
        for (var edits = random.Next(4); edits > 0 && text.Length > 0; edits--)
        {
            var at = random.Next(text.Length);
            var with = random.Next(3) == 0 ? "" : Alphabet[random.Next(Alphabet.Length)].ToString();
            text = text[..at] + with + text[(at + random.Next(2))..];
        }

        return text;
    }
}
