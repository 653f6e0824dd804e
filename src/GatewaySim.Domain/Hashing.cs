using System.Numerics;

namespace GatewaySim.Domain;

/// <summary>The one mixing function behind stable hashes and chance. Pinned: stored data depends on it.</summary>
public static class Hashing
{
    /// <summary>Mixes 64 bits so that every output bit depends on every input bit. A bijection.</summary>
    /// <remarks>The finaliser of SplitMix64 (Steele, Lea, Flood 2014). Never allocates.</remarks>
    public static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }

    /// <summary>Undoes <see cref="Mix(ulong)"/>.</summary>
    public static ulong Unmix(ulong x)
    {
        x = (x ^ (x >> 31) ^ (x >> 62)) * 0x319642B2D24D8EC3UL;
        x = (x ^ (x >> 27) ^ (x >> 54)) * 0x96DE1B173F119089UL;
        return x ^ (x >> 30) ^ (x >> 60);
    }

    public static ulong Mix(ulong a, ulong b) => Mix(a + 0x9E3779B97F4A7C15UL + BitOperations.RotateLeft(Mix(b), 23));

    /// <summary>A hash of bytes that is the same on every machine and in every version.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var b in bytes)
        {
            hash = (hash ^ b) * 0x100000001B3UL;
        }

        return Mix(hash);
    }
}
