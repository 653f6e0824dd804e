using System.Diagnostics;
using GatewaySim.Domain;

namespace GatewaySim.Dashboard.Control;

/// <summary>How the control routes call the providers.</summary>
internal static class ProviderName
{
    public static string Of(Provider provider) => provider switch
    {
        Provider.RingCentral => "ringcentral",
        Provider.Telnyx => "telnyx",
        _ => throw new UnreachableException($"A record of provider {provider}."),
    };

    /// <param name="text">In any case; null for none.</param>
    public static bool TryParse(string? text, out Provider provider)
    {
        provider = text?.ToUpperInvariant() switch
        {
            "RINGCENTRAL" => Provider.RingCentral,
            "TELNYX" => Provider.Telnyx,
            _ => Provider.None,
        };
        return text is null || provider != Provider.None;
    }
}
