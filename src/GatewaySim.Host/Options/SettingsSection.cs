using GatewaySim.Actors;
using GatewaySim.Actors.Auditing;
using GatewaySim.Actors.Pacing;
using GatewaySim.Actors.Phones;
using GatewaySim.Actors.Time;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain.Settings;
using GatewaySim.Host.Metrics;
using GatewaySim.RingCentral;
using GatewaySim.RingCentral.Subscriptions;
using GatewaySim.Telnyx;

namespace GatewaySim.Host.Options;

/// <summary>A part of the settings file: its name and the type that lists its keys.</summary>
/// <param name="Reach">Who must agree on all of it; null where the keys say so themselves.</param>
public sealed record SettingsSection(string Name, Type Type, SettingReach? Reach = null)
{
    /// <summary>Every section of the program. A new options type is added here and nowhere else.</summary>
    public static IReadOnlyList<SettingsSection> All { get; } =
    [
        new("Server", typeof(ServerOptions)),
        new("Journal", typeof(JournalOptions)),
        new("Simulation", typeof(SimulationOptions)),
        new("Sandboxes", typeof(SandboxOptions)),
        new("Clock", typeof(ClockOptions)),
        new("Gateway", typeof(GatewayOptions)),
        new("Pacing", typeof(PacingOptions), SettingReach.Cluster),
        new("Consent", typeof(ConsentOptions)),
        new("Shards", typeof(ShardOptions)),
        new("Webhooks", typeof(WebhookOptions)),
        new("Phones", typeof(PhoneOptions), SettingReach.Cluster),
        new("Audit", typeof(AuditOptions)),
        new("Metrics", typeof(MetricsOptions)),
        new("RingCentral", typeof(RingCentralOptions), SettingReach.Cluster),
        new("RingCentralSubscriptions", typeof(SubscriptionOptions), SettingReach.Cluster),
        new("Telnyx", typeof(TelnyxOptions), SettingReach.Cluster),
    ];
}
