namespace GatewaySim.Domain.Messages;

/// <summary>What a Telnyx message costs: the same for all, whoever gets it.</summary>
/// <param name="Rate">What the provider takes for one part, US dollars, 0 or more.</param>
/// <param name="CarrierFee">What the carrier takes for one part, US dollars, 0 or more.</param>
public sealed record MessagePrices(decimal Rate, decimal CarrierFee)
{
    public static readonly MessagePrices Default = new(0.004m, 0.003m);

    public decimal CostOf(long parts) => (Rate + CarrierFee) * parts;
}
