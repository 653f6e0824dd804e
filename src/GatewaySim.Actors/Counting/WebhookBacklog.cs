using GatewaySim.Domain;

namespace GatewaySim.Actors.Counting;

/// <summary>What of one provider's webhooks is still to be told.</summary>
/// <param name="Endpoints">Subscriptions and profiles that are to be told anything.</param>
/// <param name="Behind">Events of the journal that endpoints have not read yet, each counted for each of them.</param>
/// <param name="Waiting">Callbacks that are due and wait for their turn or their next attempt.</param>
/// <param name="UnderWay">Attempts under way.</param>
/// <param name="Lag">How long the oldest callback that is due and not delivered has waited, in the simulation.</param>
public sealed record WebhookBacklog(
    Provider Provider, int Endpoints, long Behind, long Waiting, long UnderWay, TimeSpan Lag);
