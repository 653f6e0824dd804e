using GatewaySim.Domain;

namespace GatewaySim.Journal;

/// <summary>What a data directory was made with. Fixed for its life.</summary>
/// <param name="Shards">How many streams there are, 1 to <see cref="MessageId.ShardsMax"/>.</param>
/// <param name="Seed">Where all chance begins.</param>
public sealed record JournalInfo(int Shards, ulong Seed)
{
    /// <summary>What a new data directory gets where nothing else is said.</summary>
    public const int ShardsDefault = 16;

    /// <summary>Makes the UUIDs of this simulation differ from another seed's.</summary>
    public ulong IdSalt => Hashing.Mix(Seed, 0x5A17);
}
