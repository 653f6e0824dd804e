using GatewaySim.Domain;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Telnyx;

/// <summary>The carrier shown for a number. Made up, but always the same for the same number.</summary>
/// <remarks>Names in the style of captured answers. UNVERIFIED: the real service looks the number up.</remarks>
internal static class TelnyxCarriers
{
    /// <summary>The carrier of every business number.</summary>
    public const string Own = "Telnyx";

    private static readonly string[] Names =
        ["T-MOBILE USA, INC.", "AT&T Mobility", "Verizon Wireless", "US Cellular", "Metro by T-Mobile"];

    public static string Of(in Address address) => Names[(int)(Hashing.Mix(address.Key) % (ulong)Names.Length)];
}
