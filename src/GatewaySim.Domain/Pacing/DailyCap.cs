using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Pacing;

/// <summary>What T-Mobile counts of a 10DLC brand on a Pacific day.</summary>
/// <remarks>
/// Sources: Telnyx, 10DLC rate limits and throughput: 200,000 at a vetting score of 75 to 100, 40,000 from 50, 10,000
/// from 25, 2,000 below or without one, 1,000 for a sole proprietor, over all campaigns and vendors. Bird: anew at
/// midnight Pacific; what is over fails and does not wait. Counted in segments, an MMS as one. Pure; allocates nothing.
/// </remarks>
public static class DailyCap
{
    /// <summary>Whether a sender has a 10DLC brand: a local number of the NANP.</summary>
    public static bool HasBrand(Address from) =>
        from.Kind == AddressKind.PhoneNumber && NumberPlan.IsNanp(from.AsPhoneNumber)
        && SenderTypes.Of(from) == SenderType.LongCode;

    /// <summary>Whether a handset is T-Mobile's, in the United States.</summary>
    /// <param name="handset">The number's <see cref="PhoneNumber.Value"/>.</param>
    public static bool IsHandset(ulong handset) => HandsetCarriers.Of(handset) == HandsetCarrier.TMobile
        && NumberPlan.RegionOf(new(handset)) == Region.UnitedStates;

    /// <summary>Whether a message that ends so came to the carrier and was taken by it, so that it counts.</summary>
    public static bool IsTaken(Outcome outcome) => outcome.IsHandedOver() && outcome != Outcome.DailyCapped;
}
