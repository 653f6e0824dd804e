using GatewaySim.Actors;

namespace GatewaySim.Telnyx.Webhooks;

/// <summary>What every endpoint of this front door's webhooks needs.</summary>
internal sealed record WebhookDoor(ISenders Senders, TelnyxOptions Options, TelnyxSigningKey Key, DeliveryLog Log)
{
    /// <summary>The time that signatures are made with, in whole seconds since 1970.</summary>
    public long SigningTime =>
        (Options.SignWithSimulationTime ? Senders.Now.Time : TimeProvider.System.GetUtcNow()).ToUnixTimeSeconds();
}
