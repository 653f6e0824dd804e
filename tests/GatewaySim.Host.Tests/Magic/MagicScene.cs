using GatewaySim.Host.Options;
using GatewaySim.Host.Tests.Faults;

namespace GatewaySim.Host.Tests.Magic;

/// <summary>The whole gateway with magic numbers.</summary>
public sealed class MagicScene : FaultScene
{
    private protected override void Add(Dictionary<string, FlagValue> flags) =>
        flags["Gateway:MagicNumbers"] = new("--magic", "true");
}
