using GatewaySim.Actors;
using GatewaySim.Actors.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace GatewaySim.RingCentral.Faults;

/// <summary>What the host needs to make RingCentral's calls fail on demand.</summary>
public static class RingCentralFaults
{
    /// <summary>
    /// Registers the <see cref="IFaultDoor"/>. Needs <see cref="RingCentralOptions"/> and <see cref="ISenders"/>.
    /// </summary>
    public static IServiceCollection AddRingCentralFaults(this IServiceCollection services) =>
        services.AddSingleton<IFaultDoor>(provider => new RingCentralFaultDoor(
            provider.GetRequiredService<RingCentralOptions>(), provider.GetRequiredService<ISenders>()));
}
