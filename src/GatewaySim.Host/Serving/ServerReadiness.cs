using GatewaySim.Actors;

namespace GatewaySim.Host.Serving;

/// <summary>Ready from the moment the server listens until it is asked to stop.</summary>
internal sealed class ServerReadiness(IHostApplicationLifetime lifetime) : IReadiness
{
    public string? NotReadyBecause =>
        lifetime.ApplicationStopping.IsCancellationRequested ? "stopping"
        : lifetime.ApplicationStarted.IsCancellationRequested ? null
        : "starting";
}
