using GatewaySim.Domain.Settings;

namespace GatewaySim.Host.Options;

/// <summary>Where this node keeps what happened.</summary>
public sealed class JournalOptions
{
    [Setting("The data directory. Made when it is not there; held by one process at a time.")]
    public string Directory { get; set; } = "./gatewaysim-data";
}
