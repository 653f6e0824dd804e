namespace GatewaySim.Domain.Carrier;

/// <summary>Chance without a random stream: a hash of the seed, the sender and how many messages it sent before (P-24).</summary>
public static class Chance
{
    /// <summary>Where a sender's chance begins.</summary>
    public static ulong BaseOf(ulong seed, ulong senderHash) => Hashing.Mix(senderHash, seed);

    /// <summary>The 64 uniform bits of a sender's message number <paramref name="ordinal"/>, from 0.</summary>
    public static ulong Of(ulong chanceBase, long ordinal) =>
        Hashing.Mix(chanceBase + (ulong)ordinal * 0x9E3779B97F4A7C15UL);
}
