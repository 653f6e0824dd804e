using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Pools;

/// <summary>Chooses the sender of a message that names none.</summary>
/// <remarks>
/// Source: Telnyx number pool, sticky sender and geomatch guides; OAS number_pool_settings; telnyx.md 3.3. First the
/// sender that the recipient knows, then one of the recipient's area code, then by weight. Between numbers of the same
/// rank the choice is even.
/// </remarks>
public static class PoolChoice
{
    /// <summary>Keeps the choices of a profile apart from everything else that is drawn for it.</summary>
    private const ulong Salt = 0x504F4F4C;

    /// <summary>
    /// The chance of one choice: a function of the seed, the profile and the ordinal, and nothing else.
    /// </summary>
    /// <param name="profileHash"><see cref="Scope.Hash"/> of the profile.</param>
    /// <param name="ordinal">How many messages the profile was given before.</param>
    public static ulong ChanceOf(ulong seed, ulong profileHash, long ordinal) =>
        Chance.Of(Hashing.Mix(Chance.BaseOf(seed, profileHash), Salt), (ulong)ordinal);

    /// <param name="settings">Weights 0 or more, finite; 0 takes a type out of the pool.</param>
    /// <param name="chance">64 uniform bits, from <see cref="ChanceOf"/>.</param>
    /// <returns>Null when nothing can be chosen. Pure; the same arguments always give the same number.</returns>
    /// <remarks>Some 30 ns, and never allocates while all numbers are healthy; then linear in the numbers.</remarks>
    public static PhoneNumber? Choose(NumberPool settings, PoolNumbers numbers, in PoolRequest request, ulong chance)
    {
        // 1. The sender that the recipient knows, while it is in the pool.
        var skips = settings.SkipUnhealthy && request.Unhealthy.Count > 0;
        if (settings.StickySender && request.Sticky is { } known && numbers.Contains(known)
            && WeightOf(settings, known) > 0
            && (!skips || request.Rules.StickyBeforeHealth || !request.Unhealthy.Contains(known)))
        {
            return known;
        }

        // 2. One from the recipient's area.
        var unhealthy = skips ? request.Unhealthy : null;
        if (settings is { Geomatch: true, LongCodeWeight: > 0 }
            && Healthy(numbers.NearTo(request.To), unhealthy) is { IsEmpty: false } near)
        {
            return Pick(near, chance);
        }

        // 3. By weight.
        var tollFree = settings.TollFreeWeight > 0 ? Healthy(numbers.TollFree, unhealthy) : [];
        var longCodes = settings.LongCodeWeight > 0 ? Healthy(numbers.LongCodes, unhealthy) : [];
        return tollFree.IsEmpty && longCodes.IsEmpty ? null
            : Pick(IsTollFree(settings, tollFree.Length, longCodes.Length, request.Rules, chance)
                ? tollFree : longCodes, chance);
    }

    private static bool IsTollFree(
        NumberPool settings, int tollFree, int longCodes, PoolRules rules, ulong chance)
    {
        if (tollFree == 0 || longCodes == 0)
        {
            return tollFree > 0;
        }

        // Against the greater weight, as the sum of two may be more than a number holds.
        var greater = Math.Max(settings.TollFreeWeight, settings.LongCodeWeight);
        var (left, right) = (settings.TollFreeWeight / greater, settings.LongCodeWeight / greater);
        if (rules.WeighNumbers)
        {
            (left, right) = (left * tollFree, right * longCodes);
        }

        return Chance.ShareOf(chance) * (left + right) < left;
    }

    private static double WeightOf(NumberPool settings, PhoneNumber number) =>
        NumberPlan.IsTollFree(number) ? settings.TollFreeWeight : settings.LongCodeWeight;

    /// <summary>One of them by other bits than those that chose the type.</summary>
    private static PhoneNumber Pick(ReadOnlySpan<PhoneNumber> numbers, ulong chance) =>
        numbers[(int)Math.BigMul(Hashing.Mix(chance), (ulong)numbers.Length, out _)];

    private static ReadOnlySpan<PhoneNumber> Healthy(
        ReadOnlySpan<PhoneNumber> numbers, IReadOnlySet<PhoneNumber>? unhealthy)
    {
        if (unhealthy is null)
        {
            return numbers;
        }

        var healthy = new List<PhoneNumber>(numbers.Length);
        foreach (var number in numbers)
        {
            if (!unhealthy.Contains(number))
            {
                healthy.Add(number);
            }
        }

        return healthy.ToArray();
    }
}
