namespace GatewaySim.Domain.Numbers;

/// <summary>A country or territory: an ISO 3166-1 alpha-2 code, or one of the special regions below.</summary>
/// <remarks>Two bytes, so that comparing costs one instruction. Shape only: XQ is accepted and is nowhere.</remarks>
public readonly record struct Region
{
    private const string GlobalCode = "*";
    private const string NonGeographicCode = "001";

    // Outside the range of two packed letters, so these clash with no country.
    private const ushort GlobalValue = 1;
    private const ushort NonGeographicValue = 2;

    private Region(ushort value) => Value = value;

    /// <summary>Every country: the <c>*</c> of a Telnyx auto-response configuration.</summary>
    public static readonly Region Global = new(GlobalValue);

    /// <summary>Numbers of no country, such as +800 and +883: UN M.49's 001, as in libphonenumber.</summary>
    public static readonly Region NonGeographic = new(NonGeographicValue);

    /// <summary>A calling code that nobody has: ISO's user-assigned ZZ, as in libphonenumber.</summary>
    public static readonly Region Unknown = Parse("ZZ");

    public static readonly Region UnitedStates = Parse("US");

    public static readonly Region Canada = Parse("CA");

    /// <summary>1 and 2 for <see cref="Global"/> and <see cref="NonGeographic"/>, else two ASCII letters; 0 is no
    /// region. Stored: never change.</summary>
    public ushort Value { get; }

    /// <summary>Puts a region back together from what the journal holds.</summary>
    public static Region FromStored(ushort value) => new(value);

    /// <summary>Reads two ASCII letters of any case, <c>*</c> or <c>001</c>.</summary>
    /// <returns>False for anything else. Never throws, never allocates.</returns>
    public static bool TryParse(ReadOnlySpan<char> code, out Region region)
    {
        region = code switch
        {
            GlobalCode => Global,
            NonGeographicCode => NonGeographic,
            [var a, var b] when char.IsAsciiLetter(a) && char.IsAsciiLetter(b) => new(Pack(a, b)),
            _ => default,
        };
        return region.Value != 0;
    }

    /// <exception cref="FormatException">The text is no region.</exception>
    public static Region Parse(string code) =>
        TryParse(code, out var region) ? region : throw new FormatException($"'{code}' is not a region.");

    // Clearing bit 5 makes an ASCII letter a capital.
    private static ushort Pack(char a, char b) => (ushort)(((a & ~0x20) << 8) | (b & ~0x20));

    /// <summary>The code; empty for no region.</summary>
    public override string ToString() => Value switch
    {
        0 => "",
        GlobalValue => GlobalCode,
        NonGeographicValue => NonGeographicCode,
        _ => new string([(char)(Value >> 8), (char)(Value & 0xFF)]),
    };
}
