using GatewaySim.Domain.Messages;

namespace GatewaySim.Domain.Carrier.Own;

/// <summary>A user's own carrier: a mix of outcomes for each handset carrier, delays, filters and brown-outs.</summary>
/// <remarks>
/// The chance's bits are used as by <see cref="FastProfile"/>; brown-outs and filters draw apart from it, each for
/// itself. What was drawn is journalled, so only the delays belong to the stored format.
/// </remarks>
/// <param name="mixes">By <see cref="HandsetCarrier"/>.</param>
/// <param name="brownOuts">At most 64; the first that strikes a message decides.</param>
/// <param name="filters">At most 64; asked behind the brown-outs, in their order.</param>
public sealed class OwnProfile(
    OwnDelays delays, IReadOnlyList<OutcomeMix> mixes, IReadOnlyList<BrownOut> brownOuts,
    IReadOnlyList<TextFilter> filters, bool isPaced) : CarrierProfile
{
    /// <summary>Of brown-outs and of filters.</summary>
    public const int RulesMax = 64;

    private const ulong BrownOutSalt = 0x42726F776E4F7574;
    private const ulong FilterSalt = 0x46696C746572;

    private readonly OutcomeMix[] _mixes = [.. mixes];

    public OwnDelays OwnDelays => delays;

    public override DelayProfile Delays => delays;

    public override string StoredName => delays.StoredName;

    public override TimeSpan FinalWithin => delays.FinalWithin;

    public override bool IsPaced => isPaced;

    public override bool LooksAtMessages => true;

    public override CarrierDelays DelaysOf(ulong chance, Outcome outcome) => delays.DelaysOf(chance, outcome);

    public override ulong BrownOutsAt(Stamp at)
    {
        ulong on = 0;
        for (var n = 0; n < brownOuts.Count; n++)
        {
            on |= brownOuts[n].Time.IsOn(at) ? 1UL << n : 0;
        }

        return on;
    }

    public override ulong FiltersOf(string text)
    {
        ulong matched = 0;
        for (var n = 0; n < filters.Count; n++)
        {
            matched |= filters[n].Matches(text) ? 1UL << n : 0;
        }

        return matched;
    }

    /// <inheritdoc/>
    /// <remarks>About 10 ns, never allocates.</remarks>
    public override Outcome DrawFor(ulong chance, ulong recipient, in Conditions conditions)
    {
        var carrier = HandsetCarriers.Of(recipient);
        for (var n = 0; conditions.BrownOuts >> n != 0 && n < brownOuts.Count; n++)
        {
            if ((conditions.BrownOuts >> n & 1) != 0
                && brownOuts[n].Effect.Strikes(carrier, Chance.Of(chance ^ BrownOutSalt, (ulong)n)))
            {
                return brownOuts[n].Effect.Outcome;
            }
        }

        for (var n = 0; conditions.Filters >> n != 0 && n < filters.Count; n++)
        {
            if ((conditions.Filters >> n & 1) != 0
                && filters[n].Effect.Strikes(carrier, Chance.Of(chance ^ FilterSalt, (ulong)n)))
            {
                return filters[n].Effect.Outcome;
            }
        }

        return _mixes[(int)carrier].At((uint)(chance >> 32));
    }

    public override Outcome Draw(ulong chance) =>
        throw new NotSupportedException("An own carrier looks at messages.");

    public override void DrawMany(ulong chanceBase, ulong firstOrdinal, Span<byte> outcomes) =>
        throw new NotSupportedException("An own carrier looks at messages.");
}
