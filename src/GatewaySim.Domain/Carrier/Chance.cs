namespace GatewaySim.Domain.Carrier;

/// <summary>
/// The chance of a message: 64 uniform bits that depend on the seed, its sender and its ordinal, and nothing else.
/// </summary>
/// <remarks>
/// So outcomes do not depend on threads, nodes or order (P-24). Pinned: stored data depends on it.
/// </remarks>
public static class Chance
{
    /// <summary>What all messages of a sender have in common.</summary>
    /// <param name="seed">The seed of the simulation.</param>
    /// <param name="senderHash">The sender's stable hash: <see cref="Scope.Hash"/>.</param>
    public static ulong BaseOf(ulong seed, ulong senderHash) => Hashing.Mix(seed, senderHash);

    /// <summary>The chance of one message.</summary>
    /// <param name="chanceBase">From <see cref="BaseOf"/>.</param>
    /// <param name="ordinal">Any number that the message has for itself among the messages of its sender.</param>
    /// <remarks>The stream of SplitMix64, entered at any place. About 2 ns, never allocates.</remarks>
    public static ulong Of(ulong chanceBase, ulong ordinal) =>
        Hashing.Mix(chanceBase + ordinal * 0x9E3779B97F4A7C15UL);

    /// <summary>A chance as a place in a whole.</summary>
    /// <returns>From 0 to less than 1, of its upper 53 bits: exact in a double.</returns>
    public static double ShareOf(ulong chance) => (chance >> 11) * (1.0 / (1UL << 53));
}
