using GatewaySim.Actors;
using GatewaySim.Telnyx.AutoResponses;
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
    /// Maps everything under <c>/v2</c>. Takes <see cref="ISenders"/>, <see cref="ITelnyxAccounts"/>,
    /// <see cref="TelnyxOptions"/> and what
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
        MapAccounts(door, new(senders, routes.ServiceProvider.GetRequiredService<ITelnyxAccounts>(), options));
        door.Map("/v2/webhook_deliveries", ("GET", deliveries.ListAsync));
        door.Map("/v2/webhook_deliveries/{id}", ("GET", deliveries.GetAsync));
        door.MapRest();
        return routes;
    }

    /// <summary>What is kept about an account: profiles, their auto-responses, numbers and senders.</summary>
    private static void MapAccounts(Door door, TelnyxDoor account)
    {
        var profiles = new ProfilesEndpoint(account);
        var metrics = new MetricsEndpoint(account);
        var responses = new AutoResponsesEndpoint(account);
        var numbers = new NumbersEndpoint(account);
        var codes = new ShortCodesEndpoint(account);
        var senders = new AlphaSendersEndpoint(account);
        var bulk = new BulkUpdateEndpoint(account);

        const string Profile = "/v2/messaging_profiles/{id}";
        door.Map("/v2/messaging_profiles", ("GET", profiles.ListAsync), ("POST", profiles.PostAsync));
        door.Map(
            Profile, ("GET", profiles.GetAsync), ("PATCH", profiles.PatchAsync), ("DELETE", profiles.DeleteAsync));
        door.Map($"{Profile}/actions/regenerate_secret", ("POST", profiles.RegenerateSecretAsync));
        door.Map($"{Profile}/phone_numbers", ("GET", profiles.NumbersAsync));
        door.Map($"{Profile}/short_codes", ("GET", profiles.ShortCodesAsync));
        door.Map($"{Profile}/alphanumeric_sender_ids", ("GET", profiles.AlphaSendersAsync));
        door.Map($"{Profile}/metrics", ("GET", metrics.GetAsync));
        door.Map("/v2/messaging_profile_metrics", ("GET", metrics.ListAsync));

        const string Responses = "/v2/messaging_profiles/{profile_id}/autoresp_configs";
        door.Map(Responses, ("GET", responses.ListAsync), ("POST", responses.PostAsync));
        door.Map(
            $"{Responses}/{{id}}", ("GET", responses.GetAsync), ("PUT", responses.PutAsync),
            ("DELETE", responses.DeleteAsync));

        door.Map("/v2/phone_numbers/messaging", ("GET", numbers.ListAsync));
        door.Map("/v2/phone_numbers/{id}/messaging", ("GET", numbers.GetAsync), ("PATCH", numbers.PatchAsync));
        door.Map("/v2/messaging_numbers_bulk_updates", ("POST", bulk.PostAsync));
        door.Map("/v2/messaging_numbers_bulk_updates/{id}", ("GET", bulk.GetAsync));
        door.Map("/v2/short_codes", ("GET", codes.ListAsync));
        door.Map("/v2/short_codes/{id}", ("GET", codes.GetAsync), ("PATCH", codes.PatchAsync));
        door.Map("/v2/alphanumeric_sender_ids", ("GET", senders.ListAsync), ("POST", senders.PostAsync));
        door.Map("/v2/alphanumeric_sender_ids/{id}", ("GET", senders.GetAsync), ("DELETE", senders.DeleteAsync));
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
            RequestIds.AddTo(context.Response);
            var isNamed = context.Request.PathBase.HasValue;
            if (TelnyxAuthentication.Check(context.Request.Headers.Authorization, options, isNamed) is { } fault)
            {
                TelnyxJson.Fail(context, fault, options);
                return Task.CompletedTask;
            }

            return next(context);
        };
    }
}
