using GatewaySim.Domain.Messages;

namespace GatewaySim.Domain.Carrier;

/// <summary>
/// <c>realistic.v1</c> and <c>cold-list.v1</c>: delays as real carriers have them, for a list that agreed to be written
/// to, and for one that did not.
/// </summary>
/// <remarks>
/// <para>
/// Outcomes, of 1,000: delivered 956 (850), unconfirmed 15 (30), landline or unallocated 13 (70), unreachable 8 (20),
/// spam 5 (25), carrier down 2 (3), carrier opt-out 1 (2); in brackets the cold list. A model of ours from published
/// ranges, not a measurement.
/// </para>
/// <para>
/// Delays (<see cref="RealisticDelays"/>): sent after 60 ms (median), the receipt 1.6 s later (median), one in 20 takes
/// about half a minute, one in 65 minutes to hours. A refusal comes 0.9 s after sending. A message without receipt is
/// given up after two hours, one that does not reach its phone after four. The chance's bits are used as by
/// <see cref="FastProfile"/>.
/// </para>
/// </remarks>
public sealed class RealisticProfile : CarrierProfile
{
    public const string Name = "realistic.v1";
    public const string ColdListName = "cold-list.v1";

    public static readonly TimeSpan UnconfirmedAfter = TimeSpan.FromHours(2);

    public static readonly TimeSpan UnreachableAfter = TimeSpan.FromHours(4);

    private readonly int[] _below;

    private RealisticProfile(string storedName, int[] below) => (StoredName, _below) = (storedName, below);

    public static RealisticProfile ConsentedList { get; } = new(Name, [956, 971, 984, 992, 997, 999]);

    public static RealisticProfile ColdList { get; } = new(ColdListName, [850, 880, 950, 970, 995, 998]);

    public override string StoredName { get; }

    public override TimeSpan FinalWithin => TimeSpan.FromHours(6) + TimeSpan.FromSeconds(2);

    public override bool IsPaced => true;

    public override Outcome Draw(ulong chance)
    {
        var thousandth = (int)((chance >> 32) * 1000 >> 32);
        return thousandth < _below[0] ? Outcome.Delivered
            : thousandth < _below[1] ? Outcome.Unconfirmed
            : thousandth < _below[2] ? Outcome.Unroutable
            : thousandth < _below[3] ? Outcome.Unreachable
            : thousandth < _below[4] ? Outcome.Spam
            : thousandth < _below[5] ? Outcome.CarrierDown
            : Outcome.CarrierOptOut;
    }

    public override void DrawMany(ulong chanceBase, ulong firstOrdinal, Span<byte> outcomes)
    {
        for (var n = 0; n < outcomes.Length; n++)
        {
            outcomes[n] = (byte)Draw(Chance.Of(chanceBase, firstOrdinal + (ulong)n));
        }
    }

    public override CarrierDelays DelaysOf(ulong chance, Outcome outcome)
    {
        var fraction = (int)(chance >> 16 & 0xFFFF);
        return new(
            Quantiles.At(
                RealisticDelays.SentMicroseconds, (int)(chance & 0xFFFF), TimeSpan.TicksPerMicrosecond),
            outcome switch
            {
                Outcome.Delivered => Quantiles.At(
                    RealisticDelays.ReceiptMilliseconds, fraction, TimeSpan.TicksPerMillisecond),
                Outcome.Unconfirmed => UnconfirmedAfter,
                Outcome.Unreachable => UnreachableAfter,
                _ => Quantiles.At(RealisticDelays.RefusalMilliseconds, fraction, TimeSpan.TicksPerMillisecond),
            });
    }
}
