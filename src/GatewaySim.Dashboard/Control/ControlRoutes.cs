using GatewaySim.Actors;
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
    /// <see cref="IConversations"/>, <see cref="IPhones"/> and <see cref="PublicKeys"/>.
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
        routes.MapGet("/_sim/keys", (PublicKeys keys) =>
            Results.Json(new KeysAnswer(new(keys.Telnyx)), ControlJson.Relaxed.KeysAnswer));
        return routes;
    }

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
