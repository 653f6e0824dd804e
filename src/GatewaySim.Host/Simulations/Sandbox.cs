using GatewaySim.Dashboard;
using GatewaySim.Host.Options;
using GatewaySim.RingCentral;
using GatewaySim.Telnyx;

namespace GatewaySim.Host.Simulations;

/// <summary>A simulation beside the main one, with keys of its own.</summary>
internal sealed record Sandbox(string Id, SimulationSlot Slot, RequestDelegate Handle, SandboxInfo Info)
{
    /// <summary>The settings that make the keys of a sandbox.</summary>
    public static Dictionary<string, string> KeysOf(string id) => new()
    {
        ["Telnyx:ApiKey"] = TelnyxOptions.SandboxKeyPrefix + id,
        ["RingCentral:ClientId"] = $"gatewaysim-{id}",
        ["RingCentral:ClientSecret"] = $"gatewaysim-secret-{id}",
        ["RingCentral:Jwt"] = $"gatewaysim-jwt-{id}",
    };

    public static SandboxInfo InfoOf(string id, Settings settings, Simulation simulation) => new(
        id, settings.Get<TelnyxOptions>().ApiKey, simulation.Node.SigningKey.PublicKey,
        settings.Get<RingCentralOptions>().ClientId, settings.Get<RingCentralOptions>().ClientSecret,
        settings.Get<RingCentralOptions>().Jwt);
}
