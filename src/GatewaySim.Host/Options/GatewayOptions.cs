using GatewaySim.Domain.Settings;

namespace GatewaySim.Host.Options;

/// <summary>What is simulated.</summary>
public sealed class GatewayOptions
{
    [Setting("All chance comes from this number: the same seed and the same inputs give the same outcomes.",
        Min = 0, Max = ulong.MaxValue, Reach = SettingReach.Cluster)]
    public ulong Seed { get; set; } = 1;

    [Setting("How the carriers behave: instant (everything delivered at once) or fast (short delays, few failures).",
        Words = "instant|fast", Reach = SettingReach.Cluster)]
    public string Carrier { get; set; } = "fast";

    [Setting("Whether a sender number that belongs to nobody is refused (Telnyx 40305, RingCentral CMN-101). "
        + "When false, it is given to the demo account at its first use.", Reach = SettingReach.Cluster)]
    public bool StrictSenders { get; set; }
}
