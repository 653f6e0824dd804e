using System.Diagnostics;

namespace GatewaySim.Domain.Numbers;

/// <summary>Tells the kind of sender from the address alone.</summary>
public static class SenderTypes
{
    /// <param name="address">Any address; having none is a bug of the caller.</param>
    /// <remarks>Never allocates.</remarks>
    public static SenderType Of(Address address)
    {
        var kind = address.Kind;
        Invariant.Holds(kind != AddressKind.None);
        return kind switch
        {
            AddressKind.PhoneNumber => NumberPlan.IsTollFree(address.AsPhoneNumber)
                ? SenderType.TollFree : SenderType.LongCode,
            AddressKind.ShortCode => SenderType.ShortCode,
            AddressKind.Alphanumeric => SenderType.Alphanumeric,
            _ => throw new UnreachableException($"No sender type for {kind}."),
        };
    }
}
