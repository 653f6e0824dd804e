using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Pools;

/// <summary>The numbers that a messaging profile's pool chooses from, in the groups that the choice needs.</summary>
/// <remarks>Immutable, made once after each change of a profile's numbers: looking things up never allocates.</remarks>
public sealed class PoolNumbers
{
    public static readonly PoolNumbers None = new([]);

    private readonly PhoneNumber[] _longCodes;
    private readonly PhoneNumber[] _tollFree;
    private readonly Dictionary<int, PhoneNumber[]> _byArea;
    private PoolNumbers? _forMms;

    /// <param name="numbers">Each once, in any order: the choice does not depend on it.</param>
    public PoolNumbers(IEnumerable<PhoneNumber> numbers)
    {
        var byType = numbers.Order().ToLookup(NumberPlan.IsTollFree);
        (_tollFree, _longCodes) = ([.. byType[true]], [.. byType[false]]);
        _byArea = _longCodes.Where(NumberPlan.IsNanp).GroupBy(NumberPlan.NanpAreaOf)
            .ToDictionary(g => g.Key, g => g.ToArray());
    }

    /// <summary>Ascending.</summary>
    public ReadOnlySpan<PhoneNumber> LongCodes => _longCodes;

    /// <summary>Ascending.</summary>
    public ReadOnlySpan<PhoneNumber> TollFree => _tollFree;

    public int Count => _longCodes.Length + _tollFree.Length;

    /// <summary>Those that may send an MMS: of the United States and Canada (40308).</summary>
    public PoolNumbers ForMms => _forMms ??= new(_longCodes.Concat(_tollFree).Where(
        n => NumberPlan.RegionOf(n) is var region && (region == Region.UnitedStates || region == Region.Canada)));

    public bool Contains(PhoneNumber number) =>
        Array.BinarySearch(NumberPlan.IsTollFree(number) ? _tollFree : _longCodes, number) >= 0;

    /// <summary>The long codes of the recipient's area code, ascending; none outside the NANP.</summary>
    public ReadOnlySpan<PhoneNumber> NearTo(Address recipient) =>
        NumberPlan.IsNanp(recipient.AsPhoneNumber)
        && _byArea.TryGetValue(NumberPlan.NanpAreaOf(recipient.AsPhoneNumber), out var numbers) ? numbers : [];
}
