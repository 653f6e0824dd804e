using GatewaySim.Actors;
using GatewaySim.Actors.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace GatewaySim.Telnyx.Faults;

/// <summary>What the host needs to make Telnyx's calls fail on demand.</summary>
public static class TelnyxFaults
{
    /// <summary>
    /// Registers the <see cref="IFaultDoor"/>. Needs <see cref="TelnyxOptions"/> and <see cref="ISenders"/>.
    /// </summary>
    public static IServiceCollection AddTelnyxFaults(this IServiceCollection services) =>
        services.AddSingleton<IFaultDoor>(provider => new TelnyxFaultDoor(
            provider.GetRequiredService<TelnyxOptions>(), provider.GetRequiredService<ISenders>()));
}
