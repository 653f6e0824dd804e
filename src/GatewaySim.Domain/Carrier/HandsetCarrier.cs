namespace GatewaySim.Domain.Carrier;

/// <summary>Whose network a handset is on.</summary>
public enum HandsetCarrier : byte
{
    Verizon = 0,
    TMobile = 1,
    Att = 2,

    /// <summary>Any other carrier of the US and Canada.</summary>
    Other = 3,
}

/// <summary>Says which carrier a handset has.</summary>
/// <remarks>
/// Shares: Verizon 35 %, T-Mobile 33 %, AT&amp;T 28 %, others 4 %. A model from the carriers' connections of late 2025
/// (146, 140 and 119 million). By the number alone, so a person has the same carrier for every sender and in every run;
/// not by area code, as numbers are ported. Pinned: what is counted by carrier depends on it.
/// </remarks>
public static class HandsetCarriers
{
    /// <summary>The carrier of a handset.</summary>
    /// <param name="handset">The number's <see cref="Numbers.PhoneNumber.Value"/>; any other value has one too.</param>
    /// <remarks>About 2 ns, never allocates.</remarks>
    public static HandsetCarrier Of(ulong handset)
    {
        // The upper 32 bits as a share of 100; another constant than chance has, so that outcomes do not go with it.
        var percent = (Hashing.Mix(handset ^ 0xA5A3_5C69_1E24_B7D3UL) >> 32) * 100 >> 32;
        return percent < 35 ? HandsetCarrier.Verizon
            : percent < 68 ? HandsetCarrier.TMobile
            : percent < 96 ? HandsetCarrier.Att
            : HandsetCarrier.Other;
    }
}
