using GatewaySim.Actors;

namespace GatewaySim.Telnyx.Webhooks;

/// <summary>What every endpoint of this front door's webhooks needs.</summary>
internal sealed record WebhookDoor(ISenders Senders, TelnyxOptions Options, TelnyxSigningKey Key, DeliveryLog Log);
