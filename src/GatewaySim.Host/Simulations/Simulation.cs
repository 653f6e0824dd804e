using System.Diagnostics;
using GatewaySim.Actors.Time;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Host.Options;
using GatewaySim.Host.Serving;
using GatewaySim.Journal;
using Microsoft.AspNetCore.Http.Features;

namespace GatewaySim.Host.Simulations;

/// <summary>One gateway on one data directory, with all its routes; it shares nothing with another one.</summary>
internal sealed class Simulation : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly RequestDelegate _pipeline;
    private readonly ServicesFeature _feature;

    private Simulation(GatewayNode node, Settings settings, ServiceProvider services)
    {
        (Node, Settings, _services, _feature) = (node, settings, services, new(services));
        var app = new ApplicationBuilder(services);
        Wiring.MapEverything(app);
        _pipeline = app.Build();
    }

    public GatewayNode Node { get; }

    public Settings Settings { get; }

    public IClock Clock => _services.GetRequiredService<IClock>();

    /// <summary>Opens its data directory, or makes it, and brings every shard up to date.</summary>
    /// <param name="lifetime">When the process starts and stops, for its readiness.</param>
    /// <param name="clock">Where its clock goes on; null for where the journal ends.</param>
    /// <exception cref="JournalException">The directory cannot be used.</exception>
    public static async Task<Simulation> StartAsync(
        Settings settings, ILoggerFactory logs, IHostApplicationLifetime lifetime, ClockState? clock,
        CancellationToken cancel)
    {
        var node = await GatewayNode.StartAsync(settings, logs, clock, cancel);
        ServiceProvider? services = null;
        try
        {
            services = ServicesOf(settings, node, logs, lifetime);
            return new(node, settings, services);
        }
        catch
        {
            services?.Dispose();
            node.Dispose();
            throw;
        }
    }

    /// <summary>Begins to deliver webhooks and to move the clock: when the port is open, as receivers may call back.
    /// </summary>
    public void Begin()
    {
        _ = _services.GetRequiredService<IWebhooks>();
        _ = Clock;
    }

    public Task HandleAsync(HttpContext context)
    {
        context.Features.Set<IServiceProvidersFeature>(_feature);
        return _pipeline(context);
    }

    /// <summary>What waits is not sent any more; callbacks under way are cut off.</summary>
    public ValueTask AbandonAsync()
    {
        _services.GetRequiredService<WebhookEngine>().Abandon();
        return DisposeAsync();
    }

    /// <summary>To be called when no request is under way any more; a later one is answered that it failed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Node.Dispose();
    }

    private static ServiceProvider ServicesOf(
        Settings settings, GatewayNode node, ILoggerFactory logs, IHostApplicationLifetime lifetime)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddMetrics().AddRoutingCore();
        services.AddSingleton(logs).AddSingleton(lifetime);
        services.AddSingleton(new DiagnosticListener("Microsoft.AspNetCore"));
        foreach (var (type, value) in settings.Sections)
        {
            services.AddSingleton(type, value);
        }

        Wiring.AddGateway(services, node);
        return services.BuildServiceProvider();
    }

    /// <summary>All of its services live as long as it does, so that a request needs no scope.</summary>
    private sealed class ServicesFeature(IServiceProvider services) : IServiceProvidersFeature
    {
        public IServiceProvider RequestServices { get; set; } = services;
    }
}
