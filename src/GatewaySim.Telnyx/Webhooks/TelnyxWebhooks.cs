using GatewaySim.Actors;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Telnyx.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace GatewaySim.Telnyx;

/// <summary>Registers Telnyx's webhooks.</summary>
public static class TelnyxWebhooks
{
    /// <summary>
    /// Adds Telnyx's <see cref="IWebhookSource"/>. Needs <see cref="ISenders"/>, <see cref="IMarks"/>,
    /// <see cref="TelnyxOptions"/> and <see cref="TelnyxSigningKey"/>.
    /// </summary>
    public static IServiceCollection AddTelnyxWebhooks(this IServiceCollection services) => services
        .AddSingleton(provider => new DeliveryLog(
            provider.GetRequiredService<TelnyxOptions>().WebhookDeliveriesMax))
        .AddSingleton(provider => new WebhookDoor(
            provider.GetRequiredService<ISenders>(), provider.GetRequiredService<TelnyxOptions>(),
            provider.GetRequiredService<TelnyxSigningKey>(), provider.GetRequiredService<DeliveryLog>()))
        .AddSingleton<ProfileWebhooks>()
        .AddSingleton<IWebhookSource>(provider => provider.GetRequiredService<ProfileWebhooks>());
}
