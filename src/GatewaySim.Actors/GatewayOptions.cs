using GatewaySim.Domain.Settings;

namespace GatewaySim.Actors;

/// <summary>What is simulated.</summary>
public sealed class GatewayOptions
{
    [Setting("The carrier model that draws outcomes and delays.", Words = "instant|fast|realistic|cold-list",
        Reach = SettingReach.Cluster)]
    public string Carrier { get; init; } = "fast";

    [Setting("A file (.json, .yaml or .yml) with a carrier of your own, which takes the place of Carrier. Form: "
        + "docs/carriers.md.", Reach = SettingReach.Cluster)]
    public string? CarrierFile { get; init; }

    [Setting("Recipients +1 500 555 0000 to 0016 do what their last two digits say; README has the table.",
        Reach = SettingReach.Cluster)]
    public bool MagicNumbers { get; init; }

    [Setting(
        "Refuse senders that nobody assigned (40305, CMN-101). Off: an unknown sender is given to the demo account on "
        + "first use.", Reach = SettingReach.Cluster)]
    public bool StrictSenders { get; init; }
}
