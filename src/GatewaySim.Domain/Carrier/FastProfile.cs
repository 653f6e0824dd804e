using GatewaySim.Domain.Messages;

namespace GatewaySim.Domain.Carrier;

/// <summary>
/// <c>fast.v1</c>, the default: a consented list in the US, some ten times faster than a real carrier.
/// </summary>
/// <remarks>
/// <para>
/// Outcomes, of 1,000: delivered 956, unconfirmed 15, landline or unallocated 13, unreachable 8, spam 5, carrier
/// down 2, carrier opt-out 1. A model of ours from published ranges, not a measurement.
/// </para>
/// <para>
/// Delays (<see cref="FastDelays"/>): sent after 6 ms (median; 100 ms at most), the receipt 165 ms later (median;
/// 6 s at most), one in 25 slow. A message without receipt is given up 2 s after it was sent. Whatever happens, a
/// message is final within 6.1 s. The chance's high 32 bits are the outcome, bits 16 to 31 the receipt, bits 0 to 15
/// the sending.
/// </para>
/// </remarks>
public sealed class FastProfile : CarrierProfile
{
    public const string Name = "fast.v1";

    /// <summary>After this a message that gets no receipt is final.</summary>
    public static readonly TimeSpan UnconfirmedAfter = TimeSpan.FromSeconds(2);

    /// <summary>No message takes longer from its dispatch to its end.</summary>
    public static readonly TimeSpan FinalMax = TimeSpan.FromSeconds(6.1);

    /// <summary>Delivered below this value of the high 32 bits.</summary>
    private const uint DeliveredBelow = (uint)(((956UL << 32) + 999) / 1000);

    public override string StoredName => Name;

    public override TimeSpan FinalWithin => FinalMax;

    /// <inheritdoc/>
    /// <remarks>About 1 ns, never allocates.</remarks>
    public override Outcome Draw(ulong chance) => OutcomeOf((uint)(chance >> 32));

    public override void DrawMany(ulong chanceBase, ulong firstOrdinal, Span<byte> outcomes)
    {
        for (var n = 0; n < outcomes.Length; n++)
        {
            outcomes[n] = (byte)OutcomeOf((uint)(Chance.Of(chanceBase, firstOrdinal + (ulong)n) >> 32));
        }
    }

    public override CarrierDelays DelaysOf(ulong chance, Outcome outcome) => new(
        Quantiles.At(FastDelays.Sent, (int)(chance & 0xFFFF), TimeSpan.TicksPerMicrosecond),
        outcome == Outcome.Unconfirmed
            ? UnconfirmedAfter
            : Quantiles.At(FastDelays.Receipt, (int)(chance >> 16 & 0xFFFF), TimeSpan.TicksPerMicrosecond));

    private static Outcome OutcomeOf(uint high) => high < DeliveredBelow ? Outcome.Delivered : Undelivered(high);

    private static Outcome Undelivered(uint high) => ((ulong)high * 1000 >> 32) switch
    {
        < 971 => Outcome.Unconfirmed,
        < 984 => Outcome.Unroutable,
        < 992 => Outcome.Unreachable,
        < 997 => Outcome.Spam,
        < 999 => Outcome.CarrierDown,
        _ => Outcome.CarrierOptOut,
    };
}
