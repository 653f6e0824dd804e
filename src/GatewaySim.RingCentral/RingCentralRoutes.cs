using GatewaySim.Actors;
using GatewaySim.Actors.Webhooks;
using GatewaySim.RingCentral.Access;
using GatewaySim.RingCentral.Accounts;
using GatewaySim.RingCentral.Batches;
using GatewaySim.RingCentral.Consents;
using GatewaySim.RingCentral.Discovery;
using GatewaySim.RingCentral.Messages;
using GatewaySim.RingCentral.Numbers;
using GatewaySim.RingCentral.Subscriptions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace GatewaySim.RingCentral;

/// <summary>RingCentral's paths.</summary>
public static class RingCentralRoutes
{
    private const string Account = "/restapi/v1.0/account/{accountId}";
    private const string Sms = "/restapi/v1.0/account/{accountId}/a2p-sms";
    private const string Consents = "/restapi/v2/accounts/{accountId}/sms/consents";
    private const string Subscription = "/restapi/v1.0/subscription";

    /// <summary>Serves everything under <c>/restapi</c>, and the documents of discovery.</summary>
    /// <remarks>
    /// Needs, as singletons: <see cref="ISenders"/>, <see cref="ISubscriptions"/>, <see cref="IWebhookTransport"/>,
    /// <see cref="RingCentralOptions"/>, <see cref="SubscriptionOptions"/>, <see cref="TokenKey"/> and
    /// <see cref="TimeProvider"/>. They are taken from the container here, once.
    /// </remarks>
    public static IEndpointRouteBuilder MapRingCentral(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var options = services.GetRequiredService<RingCentralOptions>();
        var time = services.GetRequiredService<TimeProvider>();
        var tokens = new Tokens(services.GetRequiredService<TokenKey>(), time);
        var door = new Door(
            services.GetRequiredService<ISenders>(), options, new(tokens, time, options),
            options.RateLimits ? new(time, options) : null);

        var token = new TokenEndpoint(door);
        var accounts = new AccountEndpoints(door);
        var batches = new BatchEndpoints(door);
        var messages = new MessageEndpoints(door);
        var statuses = new StatusEndpoint(door);
        var optOuts = new OptOutEndpoints(door);
        var consents = new ConsentEndpoints(door);
        var numbers = new PhoneNumberEndpoints(door);
        var subscriptionOptions = services.GetRequiredService<SubscriptionOptions>();
        var subscriptions = new SubscriptionEndpoints(
            door, services.GetRequiredService<ISubscriptions>(), subscriptionOptions,
            new(services.GetRequiredService<IWebhookTransport>(), subscriptionOptions));

        Map("/restapi/oauth/token", ("POST", token.IssueAsync)).IsOpen = true;
        Map("/restapi/oauth/revoke", ("POST", token.RevokeAsync)).IsOpen = true;
        Map("/restapi", ("GET", VersionEndpoints.ListAsync)).IsOpen = true;
        Map("/restapi/v1.0", ("GET", VersionEndpoints.GetAsync)).IsOpen = true;
        Map("/restapi/v1.0/client-info", ("GET", VersionEndpoints.GetClientAsync));
        Map(DiscoveryEndpoints.InitialPath, ("GET", DiscoveryEndpoints.GetInitialAsync)).IsOpen = true;
        Map(DiscoveryEndpoints.ExternalPath, ("GET", DiscoveryEndpoints.GetExternalAsync)).IsOpen = true;
        Map(Account, ("GET", accounts.GetAsync));
        Map($"{Account}/phone-number", ("GET", numbers.ListOfAccountAsync));
        Map($"{Account}/extension/{{extensionId}}", ("GET", accounts.GetExtensionAsync));
        Map($"{Sms}/batches", ("POST", batches.PostAsync), ("GET", batches.ListAsync));
        Map($"{Sms}/batches/{{batchId}}", ("GET", batches.GetAsync));
        Map($"{Sms}/messages", ("GET", messages.ListAsync));
        Map($"{Sms}/messages/{{messageId}}", ("GET", messages.GetAsync));
        Map($"{Sms}/statuses", ("GET", statuses.GetAsync));
        Map($"{Sms}/opt-outs", ("GET", optOuts.ListAsync));
        Map($"{Sms}/opt-outs/bulk-assign", ("POST", optOuts.BulkAssignAsync));
        Map(Consents, ("GET", consents.ListAsync), ("PATCH", consents.PatchAsync));
        Map($"{Consents}/search", ("POST", consents.SearchAsync));
        Map($"{Consents}/history", ("GET", consents.HistoryAsync));
        Map($"{Consents}/export", ("GET", new ConsentExport(door).GetAsync));
        Map("/restapi/v1.0/account/{accountId}/extension/{extensionId}/phone-number", ("GET", numbers.ListAsync));
        Map(Subscription, ("POST", subscriptions.CreateAsync), ("GET", subscriptions.ListAsync))
            .Changes = RateGroup.Medium;
        Map(
            $"{Subscription}/{{subscriptionId}}",
            ("GET", subscriptions.GetAsync), ("PUT", subscriptions.PutAsync), ("DELETE", subscriptions.DeleteAsync))
            .Changes = RateGroup.Medium;
        Map($"{Subscription}/{{subscriptionId}}/renew", ("POST", subscriptions.RenewAsync));
        routes.Map("/restapi/{**path}", http =>
        {
            Gate.AddHeaders(http);
            return RingCentralErrors.UnknownPath.AnswerAsync(http);
        });
        return routes;

        // All calls count as light unless the gate's Reads and Changes say otherwise.
        Gate Map(string path, params (string Method, RequestDelegate Handle)[] calls)
        {
            var gate = new Gate(door, calls);
            routes.Map(path, gate.EnterAsync);
            return gate;
        }
    }
}
