namespace GatewaySim.Domain.Numbers;

/// <summary>A phone number in E.164 form: '+', then 7 to 15 digits, the first of them 1 to 9.</summary>
/// <param name="Value">The digits as a number, 1,000,000 to 999,999,999,999,999 (50 bits). 0 is no number.</param>
public readonly record struct PhoneNumber(ulong Value) : IComparable<PhoneNumber>
{
    public const int DigitsMin = 7;
    public const int DigitsMax = 15;
    public const ulong ValueMin = 1_000_000;
    public const ulong ValueMax = 999_999_999_999_999;

    private const int NanpDigits = 11;

    public int CompareTo(PhoneNumber other) => Value.CompareTo(other.Value);

    public static bool operator <(PhoneNumber left, PhoneNumber right) => left.Value < right.Value;

    public static bool operator >(PhoneNumber left, PhoneNumber right) => left.Value > right.Value;

    public static bool operator <=(PhoneNumber left, PhoneNumber right) => left.Value <= right.Value;

    public static bool operator >=(PhoneNumber left, PhoneNumber right) => left.Value >= right.Value;

    /// <summary>Reads a number by its structure alone: E.164, and 11 digits if it begins with +1.</summary>
    /// <param name="text">With the '+', no spaces or punctuation. Any length, any characters.</param>
    /// <returns>False for anything else. Never throws, never allocates.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out PhoneNumber number)
    {
        number = default;
        if (text.Length is < DigitsMin + 1 or > DigitsMax + 1 || text[0] != '+' || text[1] == '0')
        {
            return false;
        }

        ulong value = 0;
        foreach (var c in text[1..])
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            value = value * 10 + (ulong)(c - '0');
        }

        if (text[1] == '1' && text.Length != NanpDigits + 1)
        {
            return false;
        }

        number = new(value);
        return true;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out PhoneNumber)"/>
    /// <param name="utf8">The same, as UTF-8.</param>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out PhoneNumber number)
    {
        number = default;
        if (utf8.Length is < DigitsMin + 1 or > DigitsMax + 1 || utf8[0] != '+' || utf8[1] == '0')
        {
            return false;
        }

        ulong value = 0;
        foreach (var b in utf8[1..])
        {
            var digit = (uint)b - '0';
            if (digit > 9)
            {
                return false;
            }

            value = value * 10 + digit;
        }

        if (utf8[1] == '1' && utf8.Length != NanpDigits + 1)
        {
            return false;
        }

        number = new(value);
        return true;
    }

    /// <exception cref="FormatException">The text is no number.</exception>
    public static PhoneNumber Parse(string text) =>
        TryParse(text, out var number) ? number : throw new FormatException($"'{text}' is not an E.164 number.");

    public override string ToString() =>
        Value == 0 ? "" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"+{Value}");
}
