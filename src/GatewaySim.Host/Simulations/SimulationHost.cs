using System.Diagnostics.Metrics;
using GatewaySim.Host.Metrics;

namespace GatewaySim.Host.Simulations;

/// <summary>What a simulation has of the process.</summary>
/// <param name="Lifetime">When the process starts and stops, for its readiness.</param>
/// <param name="WebServer">Who makes the web server's instruments.</param>
/// <param name="MeterName">What its own instruments are under.</param>
internal sealed record SimulationHost(
    ILoggerFactory Logs, IHostApplicationLifetime Lifetime, IMeterFactory WebServer, string MeterName)
{
    public static SimulationHost OfMain(IServiceProvider services) => new(
        services.GetRequiredService<ILoggerFactory>(), services.GetRequiredService<IHostApplicationLifetime>(),
        services.GetRequiredService<IMeterFactory>(), GatewayInstruments.MeterName);

    public SimulationHost OfSandbox() => this with { MeterName = GatewayInstruments.SandboxMeterName };
}
