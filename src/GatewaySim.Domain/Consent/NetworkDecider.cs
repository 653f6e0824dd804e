using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Consent;

/// <summary>The toll-free network's own block of (number, handset): neither provider can lift it (P-36).</summary>
/// <remarks>
/// Source: docs/rules.md, Keywords. Only STOP blocks; START and UNSTOP to the same number unblock (R22).
/// </remarks>
public static class NetworkDecider
{
    public static NetworkChange Hear(SenderType sender, Operation operation, string keyword, bool isBlocked) =>
        (sender, operation, keyword) switch
        {
            (SenderType.TollFree, Operation.Stop, "STOP") when !isBlocked => NetworkChange.Block,
            (SenderType.TollFree, Operation.Start, "START" or "UNSTOP") when isBlocked => NetworkChange.Unblock,
            _ => NetworkChange.None,
        };
}
