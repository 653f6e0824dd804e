using GatewaySim.Actors;
using GatewaySim.Telnyx.Messages;
using GatewaySim.Telnyx.Numbers;
using GatewaySim.Telnyx.OptOuts;
using GatewaySim.Telnyx.Profiles;
using GatewaySim.Telnyx.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace GatewaySim.Telnyx;

/// <summary>The Telnyx front door.</summary>
public static class TelnyxEndpoints
{
    /// <summary>
    /// Maps everything under <c>/v2</c>. Takes <see cref="ISenders"/>, <see cref="TelnyxOptions"/> and what
    /// <see cref="TelnyxWebhooks.AddTelnyxWebhooks"/> added from DI.
    /// </summary>
    public static IEndpointRouteBuilder MapTelnyx(this IEndpointRouteBuilder routes)
    {
        var senders = routes.ServiceProvider.GetRequiredService<ISenders>();
        var options = routes.ServiceProvider.GetRequiredService<TelnyxOptions>();
        var messages = new MessagesEndpoint(
            senders, options, routes.ServiceProvider.GetRequiredService<ProfileWebhooks>());
        var groups = new GroupEndpoint(senders, options, routes.ServiceProvider.GetRequiredService<ProfileWebhooks>());
        var deliveries = new DeliveriesEndpoint(
            routes.ServiceProvider.GetRequiredService<DeliveryLog>(), options);
        var profiles = new ProfilesEndpoint(senders, options);
        var numbers = new NumbersEndpoint(senders, options);
        var optOuts = new OptOutsEndpoint(senders, options);

        var door = new Door(routes, options);
        door.Map("/v2/messages", ("POST", messages.Post(MessageKind.Any)));
        door.Map("/v2/messages/long_code", ("POST", messages.Post(MessageKind.LongCode)));
        door.Map("/v2/messages/short_code", ("POST", messages.Post(MessageKind.ShortCode)));
        door.Map("/v2/messages/number_pool", ("POST", messages.Post(MessageKind.NumberPool)));
        door.Map("/v2/messages/schedule", ("POST", messages.Post(MessageKind.Schedule)));
        door.Map("/v2/messages/alphanumeric_sender_id", ("POST", messages.Post(MessageKind.Alphanumeric)));
        door.Map("/v2/messages/group_mms", ("POST", groups.PostAsync));
        door.Map("/v2/messages/group/{id}", ("GET", groups.GetAsync));
        door.Map("/v2/messages/{id}", ("GET", messages.GetAsync), ("DELETE", messages.DeleteAsync));
        door.Map("/v2/messaging_optouts", ("GET", optOuts.GetAsync));
        door.Map("/v2/messaging_profiles", ("GET", profiles.ListAsync), ("POST", profiles.PostAsync));
        door.Map("/v2/messaging_profiles/{id}", ("GET", profiles.GetAsync));
        door.Map("/v2/phone_numbers/messaging", ("GET", numbers.ListAsync));
        door.Map("/v2/phone_numbers/{id}/messaging", ("GET", numbers.GetAsync), ("PATCH", numbers.PatchAsync));
        door.Map("/v2/webhook_deliveries", ("GET", deliveries.ListAsync));
        door.Map("/v2/webhook_deliveries/{id}", ("GET", deliveries.GetAsync));
        door.MapRest();
        return routes;
    }

    /// <summary>What every request passes: the ids of the answer, then the check of the key.</summary>
    private sealed class Door(IEndpointRouteBuilder routes, TelnyxOptions options)
    {
        public void Map(string pattern, params (string Method, RequestDelegate Handler)[] methods)
        {
            foreach (var (method, handler) in methods)
            {
                routes.MapMethods(pattern, [method], Guard(handler));
            }

            var allowed = string.Join(", ", methods.Select(m => m.Method));
            routes.Map(pattern, Guard(context =>
            {
                context.Response.Headers.Allow = allowed;
                TelnyxJson.Fail(context, TelnyxErrors.MethodNotAllowed.Fault, options);
                return Task.CompletedTask;
            }));
        }

        public void MapRest() => routes.Map("/v2/{**rest}", Guard(context =>
        {
            TelnyxJson.Fail(context, TelnyxErrors.NotFound.Fault, options);
            return Task.CompletedTask;
        }));

        private RequestDelegate Guard(RequestDelegate next) => context =>
        {
            var id = RequestIds.Next();
            context.Response.Headers["x-request-id"] = id;
            context.Response.Headers["Request-Id"] = id;
            if (TelnyxAuthentication.Check(context.Request.Headers.Authorization, options) is { } fault)
            {
                TelnyxJson.Fail(context, fault, options);
                return Task.CompletedTask;
            }

            return next(context);
        };
    }
}
