using GatewaySim.Actors;

namespace GatewaySim.Host.Serving;

/// <summary>Ready while the server listens, is not asked to stop, and every shard has its state.</summary>
internal sealed class ServerReadiness(IHostApplicationLifetime lifetime, Gateway gateway) : IReadiness
{
    public string? NotReadyBecause =>
        lifetime.ApplicationStopping.IsCancellationRequested ? "stopping"
        : !lifetime.ApplicationStarted.IsCancellationRequested ? "starting"
        : gateway.IsReady ? null
        : "recovering";
}
