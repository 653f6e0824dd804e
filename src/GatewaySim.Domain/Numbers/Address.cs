using System.Globalization;

namespace GatewaySim.Domain.Numbers;

/// <summary>What a sender or recipient address is. Stored: append, never renumber.</summary>
public enum AddressKind : byte
{
    None = 0,
    PhoneNumber = 1,
    ShortCode = 2,
    Alphanumeric = 3,
}

/// <summary>The end of a message: a phone number, a short code (5 or 6 digits) or an alphanumeric sender.</summary>
/// <remarks>
/// Phone numbers start at 1,000,000 and short codes end at 999,999, so one 64-bit <see cref="Key"/> names either.
/// Source for the shapes: contracts of E.164; short codes 5-6 digits; alphanumeric 1-11 of letters, digits, space,
/// at least one letter (Telnyx, 40325).
/// </remarks>
public readonly record struct Address
{
    public const int AlphanumericCharsMax = 11;

    private Address(ulong key, string? name) => (Key, Name) = (key, name);

    /// <summary>The digits as a number; 0 for an alphanumeric sender or no address.</summary>
    public ulong Key { get; }

    /// <summary>The alphanumeric sender; null for numbers.</summary>
    public string? Name { get; }

    public static Address Of(PhoneNumber number) => new(number.Value, null);

    public static implicit operator Address(PhoneNumber number) => Of(number);

    /// <summary>Puts an address back together from what the journal holds.</summary>
    public static Address FromStored(ulong key, string? name) => new(key, name);

    public AddressKind Kind => Name is not null ? AddressKind.Alphanumeric
        : Key >= PhoneNumber.ValueMin ? AddressKind.PhoneNumber
        : Key > 0 ? AddressKind.ShortCode : AddressKind.None;

    public PhoneNumber AsPhoneNumber => Kind == AddressKind.PhoneNumber ? new(Key) : default;

    /// <summary>Reads '+' and E.164 digits, or 5 to 6 digits (first 1 to 9), or an alphanumeric sender.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Address address)
    {
        address = default;
        if (text.IsEmpty)
        {
            return false;
        }

        if (text[0] == '+')
        {
            var isNumber = PhoneNumber.TryParse(text, out var number);
            address = isNumber ? Of(number) : default;
            return isNumber;
        }

        if (text.ContainsAnyExceptInRange('0', '9'))
        {
            return TryAlphanumeric(text, out address);
        }

        if (text.Length is 5 or 6 && text[0] != '0')
        {
            address = new(ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture), null);
            return true;
        }

        return false;
    }

    /// <exception cref="FormatException">The text is no address.</exception>
    public static Address Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an address.");

    private static bool TryAlphanumeric(ReadOnlySpan<char> text, out Address address)
    {
        address = default;
        if (text.Length > AlphanumericCharsMax)
        {
            return false;
        }

        var letters = 0;
        foreach (var c in text)
        {
            letters += char.IsAsciiLetter(c) ? 1 : 0;
            if (!char.IsAsciiLetterOrDigit(c) && c != ' ')
            {
                return false;
            }
        }

        address = letters > 0 ? new(0, text.ToString()) : default;
        return letters > 0;
    }

    public override string ToString() => Kind switch
    {
        AddressKind.PhoneNumber => new PhoneNumber(Key).ToString(),
        AddressKind.ShortCode => Key.ToString(CultureInfo.InvariantCulture),
        AddressKind.Alphanumeric => Name!,
        _ => "",
    };
}
