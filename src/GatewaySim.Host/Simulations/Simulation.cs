using System.Diagnostics;
using GatewaySim.Actors.Time;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Host.Metrics;
using GatewaySim.Host.Options;
using GatewaySim.Host.Serving;
using GatewaySim.Journal;
using Microsoft.AspNetCore.Http.Features;

namespace GatewaySim.Host.Simulations;

/// <summary>One gateway on one data directory, with all its routes; it shares nothing with another one.</summary>
internal sealed class Simulation : IAsyncDisposable
{
    /// <summary>How long requests under way may take when it ends.</summary>
    private static readonly TimeSpan DrainMax = TimeSpan.FromSeconds(5);

    private readonly ServiceProvider _services;
    private readonly RequestDelegate _pipeline;
    private readonly ServicesFeature _feature;
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _underWay;
    private int _isClosed;

    private Simulation(GatewayNode node, Settings settings, ServiceProvider services)
    {
        (Node, Settings, _services, _feature) = (node, settings, services, new(services));
        var app = new ApplicationBuilder(services);
        Wiring.MapEverything(app);
        if (node.Meter.Name == GatewayInstruments.MeterName && settings.Get<MetricsOptions>().Enabled)
        {
            // Before the first request, so that it is counted. Each that listens costs all requests a little, so that
            // a sandbox waits until somebody asks.
            _ = services.GetRequiredService<MetricCollector>();
        }

        _pipeline = app.Build();
    }

    public GatewayNode Node { get; }

    public Settings Settings { get; }

    public IClock Clock => _services.GetRequiredService<IClock>();

    /// <summary>Opens its data directory, or makes it, and brings every shard up to date.</summary>
    /// <param name="clock">Where its clock goes on; null for where the journal ends.</param>
    /// <exception cref="JournalException">The directory cannot be used.</exception>
    public static async Task<Simulation> StartAsync(
        Settings settings, SimulationHost host, ClockState? clock, CancellationToken cancel)
    {
        var node = await GatewayNode.StartAsync(settings, host.Logs, host.MeterName, clock, cancel);
        ServiceProvider? services = null;
        try
        {
            services = ServicesOf(settings, node, host);
            Simulation simulation = new(node, settings, services);

            // Routes are made at the first request; nobody's request shall wait for that.
            DefaultHttpContext probe = new() { Request = { Method = HttpMethods.Get, Path = "/livez" } };
            await simulation.TryHandle(probe)!;
            return simulation;
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

    /// <summary>Handles a request.</summary>
    /// <returns>Null when it takes no more: another simulation is about to take its place.</returns>
    public Task? TryHandle(HttpContext context)
    {
        Interlocked.Increment(ref _underWay);
        if (Volatile.Read(ref _isClosed) == 0)
        {
            return HandleAsync(context);
        }

        Leave();
        return null;
    }

    /// <summary>
    /// Takes no more requests, lets those under way finish for some seconds, and ends. Callbacks are cut off.
    /// </summary>
    public async Task CloseAsync()
    {
        Interlocked.Increment(ref _underWay);
        Interlocked.Exchange(ref _isClosed, 1);
        Node.Faults.Clear();
        _services.GetRequiredService<WebhookEngine>().Abandon();
        _services.GetRequiredService<ClockDriver>().Dispose();
        Leave();
        await Task.WhenAny(_idle.Task, Task.Delay(DrainMax));
        await Node.Gateway.RestAsync(DrainMax);
        await DisposeAsync();
    }

    /// <summary>To be called when no request is under way any more; a later one is answered that it failed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Node.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        try
        {
            context.Features.Set<IServiceProvidersFeature>(_feature);
            await _pipeline(context).ConfigureAwait(false);
        }
        finally
        {
            Leave();
        }
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _underWay) == 0 && Volatile.Read(ref _isClosed) != 0)
        {
            _idle.TrySetResult();
        }
    }

    private static ServiceProvider ServicesOf(Settings settings, GatewayNode node, SimulationHost host)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddRoutingCore();
        services.AddSingleton(host.Logs).AddSingleton(host.Lifetime).AddSingleton(host.WebServer);
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
