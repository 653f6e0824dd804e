using GatewaySim.Actors;
using GatewaySim.RingCentral;
using GatewaySim.Telnyx;

namespace GatewaySim.Host.Options;

/// <summary>A part of the settings file: its name and the type that lists its keys.</summary>
public sealed record SettingsSection(string Name, Type Type)
{
    /// <summary>Every section of the program. A new options type is added here and nowhere else.</summary>
    public static IReadOnlyList<SettingsSection> All { get; } =
    [
        new("Server", typeof(ServerOptions)),
        new("Journal", typeof(JournalOptions)),
        new("Simulation", typeof(SimulationOptions)),
        new("Gateway", typeof(GatewayOptions)),
        new("Consent", typeof(ConsentOptions)),
        new("Shards", typeof(ShardOptions)),
        new("RingCentral", typeof(RingCentralOptions)),
        new("Telnyx", typeof(TelnyxOptions)),
    ];
}
