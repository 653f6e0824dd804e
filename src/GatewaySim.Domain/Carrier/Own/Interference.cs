using GatewaySim.Domain.Messages;

namespace GatewaySim.Domain.Carrier.Own;

/// <summary>A share of messages that end otherwise than the mix says.</summary>
/// <param name="Carrier">Whose handsets it is about; null for all.</param>
/// <param name="Share">Of their messages, 0 to 1.</param>
/// <param name="Outcome">How those end.</param>
public readonly record struct Interference(HandsetCarrier? Carrier, double Share, Outcome Outcome)
{
    /// <summary>Whether it strikes a message.</summary>
    /// <param name="draw">64 uniform bits for this alone.</param>
    public bool Strikes(HandsetCarrier carrier, ulong draw) =>
        (Carrier is null || Carrier == carrier) && Chance.ShareOf(draw) < Share;
}
