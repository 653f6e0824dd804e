using GatewaySim.Actors;
using GatewaySim.Actors.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace GatewaySim.RingCentral.Subscriptions;

/// <summary>What the host needs to deliver RingCentral's events.</summary>
public static class RingCentralWebhooks
{
    /// <summary>Registers the subscriptions as an <see cref="IWebhookSource"/>.</summary>
    /// <remarks>
    /// Needs, as singletons: <see cref="ISenders"/>, <see cref="ISubscriptions"/>, <see cref="IWebhookTransport"/>,
    /// <see cref="RingCentralOptions"/> and <see cref="SubscriptionOptions"/>.
    /// </remarks>
    public static IServiceCollection AddRingCentralWebhooks(this IServiceCollection services) =>
        services.AddSingleton<IWebhookSource>(provider => new SubscriptionSource(
            provider.GetRequiredService<ISenders>(), provider.GetRequiredService<ISubscriptions>(),
            provider.GetRequiredService<IWebhookTransport>(), provider.GetRequiredService<RingCentralOptions>(),
            provider.GetRequiredService<SubscriptionOptions>()));
}
