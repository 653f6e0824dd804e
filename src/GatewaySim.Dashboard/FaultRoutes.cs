using GatewaySim.Actors.Faults;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Dashboard.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace GatewaySim.Dashboard;

/// <summary>Faults on demand: where they are ordered, and what stands before the front doors.</summary>
public static class FaultRoutes
{
    /// <summary>
    /// Lets calls fail by the plan in force. Needs the <see cref="FaultBoard"/> and each front door's
    /// <see cref="IFaultDoor"/>, and at a call <see cref="IWebhooks"/>. Comes before what maps the front doors.
    /// </summary>
    public static IApplicationBuilder UseFaults(this IApplicationBuilder app)
    {
        var board = app.ApplicationServices.GetRequiredService<FaultBoard>();
        IFaultDoor[] doors = [.. app.ApplicationServices.GetServices<IFaultDoor>()];
        IWebhooks Webhooks() => app.ApplicationServices.GetRequiredService<IWebhooks>();
        return app.Use(next => new FaultMiddleware(next, board, doors, Webhooks, TimeProvider.System).InvokeAsync);
    }

    /// <summary>Maps <c>/_sim/faults</c>. Needs the same.</summary>
    public static IEndpointRouteBuilder MapFaults(this IEndpointRouteBuilder routes)
    {
        var endpoint = new FaultsEndpoint(
            routes.ServiceProvider.GetRequiredService<FaultBoard>(),
            [.. routes.ServiceProvider.GetServices<IFaultDoor>()]);
        routes.MapGet("/_sim/faults", endpoint.Show);
        routes.MapPut("/_sim/faults", (Delegate)endpoint.PutAsync);
        routes.MapDelete("/_sim/faults", endpoint.Clear);
        return routes;
    }
}
