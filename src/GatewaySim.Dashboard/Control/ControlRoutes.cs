using GatewaySim.Actors;
using GatewaySim.Actors.Auditing;
using GatewaySim.Actors.Phones;
using GatewaySim.Actors.Time;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Dashboard.Control;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GatewaySim.Dashboard;

/// <summary>The routes by which a person or a test steers the simulation, and those of the probes.</summary>
public static class ControlRoutes
{
    /// <summary>
    /// Maps <c>/_sim/…</c>. Needs <see cref="ISenders"/>, <see cref="IWebhooks"/>, <see cref="IClock"/>,
    /// <see cref="IConversations"/>, <see cref="IPhones"/>, <see cref="IAudits"/> and <see cref="PublicKeys"/>.
    /// </summary>
    public static IEndpointRouteBuilder MapControl(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/_sim/inbound", InboundEndpoint.HandleAsync);
        routes.MapGet("/_sim/explain", ExplainEndpoint.HandleAsync);
        routes.MapGet("/_sim/webhooks", WebhooksEndpoint.ShowAsync);
        routes.MapPost("/_sim/webhooks/redeliver", WebhooksEndpoint.RedeliverAsync);
        routes.MapGet("/_sim/clock", ClockEndpoint.Show);
        routes.MapPost("/_sim/clock", ClockEndpoint.ChangeAsync);
        routes.MapGet("/_sim/phones", PhonesEndpoint.ShowAsync);
        routes.MapPut("/_sim/phones", PhonesEndpoint.SetAllAsync);
        routes.MapDelete("/_sim/phones", PhonesEndpoint.ResetAsync);
        routes.MapGet("/_sim/phones/{number}", ConversationEndpoint.HandleAsync);
        routes.MapPut("/_sim/phones/{number}", PhonesEndpoint.SetAsync);
        routes.MapDelete("/_sim/phones/{number}", PhonesEndpoint.RemoveAsync);
        routes.MapGet("/_sim/audit", AuditEndpoint.HandleAsync);
        routes.MapGet("/_sim/keys", (PublicKeys keys) =>
            Results.Json(new KeysAnswer(new(keys.Telnyx)), ControlJson.Relaxed.KeysAnswer));
        return routes;
    }

    /// <summary>Maps what puts a whole simulation back: <c>/_sim/reset</c>, <c>/_sim/snapshots</c>.</summary>
    public static IEndpointRouteBuilder MapSimulation(this IEndpointRouteBuilder routes, ISimulation simulation)
    {
        var endpoint = new SimulationEndpoint(simulation);
        routes.MapPost("/_sim/reset", endpoint.ResetAsync);
        routes.MapGet("/_sim/snapshots", endpoint.ListAsync);
        routes.MapPut("/_sim/snapshots/{name}", endpoint.TakeAsync);
        routes.MapDelete("/_sim/snapshots/{name}", endpoint.DeleteAsync);
        routes.MapPost("/_sim/snapshots/{name}/restore", endpoint.RestoreAsync);
        return routes;
    }

    /// <summary>Maps <c>/_sim/sandboxes</c>.</summary>
    public static IEndpointRouteBuilder MapSandboxes(this IEndpointRouteBuilder routes, ISandboxes sandboxes)
    {
        var endpoint = new SandboxEndpoint(sandboxes);
        routes.MapPost("/_sim/sandboxes", (Delegate)endpoint.CreateAsync);
        routes.MapGet("/_sim/sandboxes", (Delegate)endpoint.List);
        routes.MapDelete("/_sim/sandboxes/{id}", endpoint.DeleteAsync);
        return routes;
    }

    /// <summary>Answers a request to a sandbox that is not there.</summary>
    public static Task RefuseSandboxAsync(HttpContext http, string id) =>
        ControlError.NoSandbox(id).ToResult().ExecuteAsync(http);

    /// <summary>Answers a request to a sandbox that was deleted while the request was waiting.</summary>
    public static Task RefuseGoneAsync(HttpContext http) => ControlError.SandboxGone.ToResult().ExecuteAsync(http);

    /// <summary>Answers a request to a simulation that could not be started again.</summary>
    public static Task RefuseBrokenAsync(HttpContext http, string why) =>
        ControlError.Broken(why).ToResult().ExecuteAsync(http);

    /// <summary>Maps <c>/livez</c> and <c>/readyz</c>. Needs an <see cref="IReadiness"/>.</summary>
    public static IEndpointRouteBuilder MapProbes(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/livez", () => Results.Text("alive\n"));
        routes.MapGet("/readyz", (IReadiness readiness) =>
        {
            var because = readiness.NotReadyBecause;
            return Results.Json(
                new ReadyAnswer(because is null, because), ControlJson.Relaxed.ReadyAnswer,
                statusCode: because is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
        return routes;
    }
}
