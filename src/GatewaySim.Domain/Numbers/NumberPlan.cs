namespace GatewaySim.Domain.Numbers;

/// <summary>What the digits of a phone number say: its country, toll-free or not, and stricter rules.</summary>
/// <remarks>
/// Source: E.164; NANP; libphonenumber f7e3e88. Nothing here throws or allocates; every accepted
/// number has a region (P-34).
/// </remarks>
public static class NumberPlan
{
    private const ulong NanpMin = 10_000_000_000;
    private const ulong NanpMax = 19_999_999_999;

    /// <summary>The country of a number; for +1 by area code, elsewhere the main region of the calling code.</summary>
    /// <returns><see cref="Region.NonGeographic"/> for the likes of +883; <see cref="Region.Unknown"/> for calling
    /// codes that nobody has, such as +210.</returns>
    public static Region RegionOf(PhoneNumber number) =>
        IsNanp(number)
            ? NanpAreas.RegionOf(NanpAreaOf(number))
            : CallingCodes.Of(FirstThreeDigits(number.Value)).Region;

    /// <summary>The calling code, 1 to 999; 0 when nobody has it.</summary>
    public static int CallingCodeOf(PhoneNumber number) => CallingCodes.Of(FirstThreeDigits(number.Value)).Code;

    /// <summary>Whether the number is +1 and ten more digits: all that RingCentral's High Volume SMS serves.</summary>
    /// <remarks>Source, RingCentral: US and Canada only; +4088070206 (the 1 forgotten) is SMS-RC-410.</remarks>
    public static bool IsNanp(PhoneNumber number) => number.Value is >= NanpMin and <= NanpMax;

    /// <summary>Whether the number is toll-free in the NANP: 800, 833, 844, 855, 866, 877, 888.</summary>
    public static bool IsTollFree(PhoneNumber number) => IsNanp(number) && NanpAreas.IsTollFree(NanpAreaOf(number));

    /// <summary>The area code of a number that <see cref="IsNanp"/> accepts; of others nonsense.</summary>
    public static int NanpAreaOf(PhoneNumber number) => (int)(number.Value / 10_000_000 % 1000);

    /// <summary>Whether it could be assigned: area [2-9][0-8]X and exchange [2-9]XX, neither ending in 11.</summary>
    /// <remarks>An option: it refuses the providers' own examples, such as +16501112345.</remarks>
    public static bool IsValidNanp(PhoneNumber number)
    {
        var area = NanpAreaOf(number);
        var exchange = (int)(number.Value / 10_000 % 1000);
        return IsNanp(number)
            && area >= 200 && area / 10 % 10 != 9 && area % 100 != 11
            && exchange >= 200 && exchange % 100 != 11;
    }

    private static int FirstThreeDigits(ulong value)
    {
        while (value >= 1_000_000)
        {
            value /= 1000;
        }

        while (value >= 1000)
        {
            value /= 10;
        }

        return (int)value;
    }
}
