using System.Globalization;

namespace GatewaySim.Domain;

/// <summary>Secrets of messaging profiles: 24 hexadecimal digits, as long as those in Telnyx's samples.</summary>
/// <remarks>Follow from the simulation's ids, so that a replay has them too. They guard nothing.</remarks>
public static class ProfileSecret
{
    /// <param name="generation">0 for the first; any other number for each that follows.</param>
    public static string Of(Guid profile, ulong generation)
    {
        var hash = Hashing.Of(profile.ToByteArray(bigEndian: true));
        hash = generation == 0 ? hash : Hashing.Mix(hash, generation);
        return string.Create(CultureInfo.InvariantCulture, $"{hash:x16}{(uint)Hashing.Mix(hash):x8}");
    }
}
