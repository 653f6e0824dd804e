using GatewaySim.Dashboard;
using GatewaySim.Host.Options;

namespace GatewaySim.Host.Simulations;

/// <summary>Sends each request to its simulation: the main one, or a sandbox by its keys or its path.</summary>
internal sealed class SimulationFront : IAsyncDisposable
{
    private static readonly PathString Control = new("/_sim");
    private static readonly PathString Below = new("/_sim/sandboxes");

    private readonly SandboxSet _sandboxes;
    private readonly RequestDelegate _control;

    private SimulationFront(SimulationSlot main, SandboxSet sandboxes, RequestDelegate control) =>
        (Main, _sandboxes, _control) = (main, sandboxes, control);

    public SimulationSlot Main { get; }

    /// <exception cref="Journal.JournalException">The data directory cannot be used.</exception>
    public static async Task<SimulationFront> StartAsync(
        Settings settings, IServiceProvider services, CancellationToken cancel)
    {
        var host = SimulationHost.OfMain(services);
        var main = await SimulationSlot.StartAsync(settings, host, cancel);
        SandboxSet sandboxes = new(settings, host.OfSandbox(), slot => Steering(services, slot, null));
        sandboxes.DeleteLeftOvers();
        return new(main, sandboxes, Steering(services, main, sandboxes));
    }

    public Task HandleAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments(Control, StringComparison.Ordinal))
        {
            return HandleControlAsync(context);
        }

        return _sandboxes.Keys?.Find(context.Request) is { } sandbox
            ? sandbox.Slot.HandleAsync(context)
            : Main.HandleAsync(context);
    }

    /// <summary>Ends what goes wrong on purpose, so that requests under way can finish.</summary>
    public void ClearFaults()
    {
        Main.ClearFaults();
        foreach (var sandbox in _sandboxes.All)
        {
            sandbox.Slot.ClearFaults();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _sandboxes.DisposeAsync();
        await Main.DisposeAsync();
    }

    private Task HandleControlAsync(HttpContext context)
    {
        // Below /_sim/sandboxes/ID is the whole of a sandbox.
        if (!context.Request.Path.StartsWithSegments(Below, StringComparison.Ordinal, out var rest)
            || rest.Value is not { Length: > 1 } path || path.IndexOf('/', 1) is not (> 1 and var end))
        {
            return _control(context);
        }

        var id = path[1..end];
        if (_sandboxes.Find(id) is not { } sandbox)
        {
            return ControlRoutes.RefuseSandboxAsync(context, id);
        }

        context.Request.PathBase = context.Request.PathBase.Add(Below).Add("/" + id);
        context.Request.Path = path[end..];
        return sandbox.Handle(context);
    }

    /// <summary>The routes by which simulations themselves are steered, and the simulation of a slot behind them.
    /// </summary>
    private static RequestDelegate Steering(IServiceProvider services, SimulationSlot slot, SandboxSet? sandboxes)
    {
        var app = new ApplicationBuilder(services);
        app.UseControlErrors();
        app.UseRouting();
        app.UseEndpoints(routes =>
        {
            routes.MapSimulation(slot);
            if (sandboxes is not null)
            {
                routes.MapSandboxes(sandboxes);
            }
        });
        app.Run(slot.HandleAsync);
        return app.Build();
    }
}
