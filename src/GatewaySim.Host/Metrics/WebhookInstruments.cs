using System.Diagnostics.Metrics;
using GatewaySim.Actors.Counting;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;

namespace GatewaySim.Host.Metrics;

/// <summary>How the delivery of webhooks stands, as instruments.</summary>
/// <remarks>By provider and not by endpoint: clients make endpoints, so there is no bound to their number.</remarks>
internal sealed class WebhookInstruments(Meter meter, WebhookEngine webhooks)
{
    private static readonly Provider[] Providers = [Provider.RingCentral, Provider.Telnyx];

    public void Create()
    {
        meter.CreateObservableCounter(
            "gatewaysim.webhook.attempts", ObserveAttempts, "{attempt}",
            "Attempts to deliver a webhook, by what came of them.");
        meter.CreateObservableCounter(
            "gatewaysim.webhook.lost", ObserveLost, "{event}",
            "Events that an endpoint was not told: given up after the last attempt, or due while it was suspended.");
        meter.CreateObservableUpDownCounter(
            "gatewaysim.webhook.endpoints", () => Backlog(b => b.Endpoints), "{endpoint}",
            "Subscriptions and profiles that are to be told anything.");
        meter.CreateObservableUpDownCounter(
            "gatewaysim.webhook.backlog", () => Backlog(b => b.Waiting), "{event}",
            "Callbacks that are due and wait for their turn or their next attempt.");
        meter.CreateObservableUpDownCounter(
            "gatewaysim.webhook.active", () => Backlog(b => b.UnderWay), "{attempt}",
            "Attempts under way.");
        meter.CreateObservableUpDownCounter(
            "gatewaysim.webhook.unread", () => Backlog(b => b.Behind), "{event}",
            "Events of the journal that endpoints with a full memory have still to read, counted for each of them.");
        meter.CreateObservableGauge(
            "gatewaysim.webhook.lag", () => Backlog(b => b.Lag.TotalSeconds), "s",
            "How long the oldest callback that is due and not delivered has waited, in the simulation's time.");
    }

    private IEnumerable<Measurement<long>> ObserveAttempts() => Providers.SelectMany(provider => new[]
    {
        Of(provider, "result", "delivered", webhooks.Counts.Delivered(provider)),
        Of(provider, "result", "failed", webhooks.Counts.Failed(provider)),
    });

    private IEnumerable<Measurement<long>> ObserveLost() => Providers.SelectMany(provider => new[]
    {
        Of(provider, "reason", "given_up", webhooks.Counts.Dead(provider)),
        Of(provider, "reason", "suspended", webhooks.Counts.Dropped(provider)),
    });

    private IEnumerable<Measurement<T>> Backlog<T>(Func<WebhookBacklog, T> read) where T : struct =>
        webhooks.Backlog.Select(b => new Measurement<T>(
            read(b), new KeyValuePair<string, object?>("provider", Words.Of(b.Provider))));

    private static Measurement<long> Of(Provider provider, string label, string value, long count) =>
        new(count, new("provider", Words.Of(provider)), new(label, value));
}
