using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Phones;

/// <summary>A share of all phones, and what they do.</summary>
/// <param name="Share">Above 0, up to 1.</param>
public sealed record PhoneShare(double Share, PhoneBehaviour Behaviour);

/// <summary>Which phone does what. Immutable.</summary>
/// <param name="numbers">Phones that have a behaviour of their own.</param>
/// <param name="shares">
/// The others: the first rule has the first share of all phones, the next the share behind it; together at most 1.
/// </param>
public sealed class PhoneRules(
    IReadOnlyDictionary<PhoneNumber, PhoneBehaviour> numbers, IReadOnlyList<PhoneShare> shares)
{
    public const int SharesMax = 32;

    private const ulong Salt = 0x50686F6E65;

    public static readonly PhoneRules None = new(new Dictionary<PhoneNumber, PhoneBehaviour>(), []);

    public IReadOnlyDictionary<PhoneNumber, PhoneBehaviour> Numbers { get; } = numbers;

    public IReadOnlyList<PhoneShare> Shares { get; } = shares;

    /// <summary>Whether no phone ever answers.</summary>
    public bool IsSilent { get; } =
        numbers.Values.All(n => n.IsSilent) && shares.All(s => s.Behaviour.IsSilent);

    /// <summary>What a phone does; null for nothing. Follows from the seed, the number and the shares.</summary>
    /// <remarks>Some 5 ns, never allocates.</remarks>
    public PhoneBehaviour? Of(PhoneNumber phone, ulong seed)
    {
        if (Numbers.Count > 0 && Numbers.TryGetValue(phone, out var own))
        {
            return own;
        }

        if (Shares.Count == 0)
        {
            return null;
        }

        var place = Chance.ShareOf(Hashing.Mix(seed ^ Salt, phone.Value));
        for (var n = 0; n < Shares.Count; n++)
        {
            place -= Shares[n].Share;
            if (place < 0)
            {
                return Shares[n].Behaviour;
            }
        }

        return null;
    }
}
