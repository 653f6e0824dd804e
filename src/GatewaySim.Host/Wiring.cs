using System.Diagnostics.Metrics;
using GatewaySim.Actors;
using GatewaySim.Actors.Auditing;
using GatewaySim.Actors.Phones;
using GatewaySim.Actors.Time;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Dashboard;
using GatewaySim.Host.Demo;
using GatewaySim.Host.Metrics;
using GatewaySim.Host.Options;
using GatewaySim.Host.Serving;
using GatewaySim.Host.Verbs;
using GatewaySim.RingCentral;
using GatewaySim.RingCentral.Faults;
using GatewaySim.RingCentral.Subscriptions;
using GatewaySim.Telnyx;
using GatewaySim.Telnyx.Faults;

namespace GatewaySim.Host;

/// <summary>The one place where the parts meet.</summary>
internal static class Wiring
{
    /// <summary>Registers the gateway. Every section of the settings is in the container, by its type.</summary>
    public static void AddGateway(IServiceCollection services, GatewayNode node)
    {
        services.AddSingleton(node.Gateway);
        services.AddSingleton<ISenders>(node.Gateway);
        services.AddSingleton<ITelnyxAccounts>(node.Gateway);
        services.AddSingleton<ISubscriptions>(node.Gateway);
        services.AddSingleton<IMarks>(node.Gateway);
        services.AddSingleton<IConversations>(node.Gateway);
        services.AddSingleton(node.SigningKey);
        services.AddSingleton(new PublicKeys(Telnyx: node.SigningKey.PublicKey));
        services.AddTelnyxWebhooks();
        services.AddRingCentralWebhooks();
        services.AddSingleton<IWebhookTransport, HttpTransport>();
        services.AddSingleton<IWebhooks>(provider => provider.GetRequiredService<WebhookEngine>());
        services.AddSingleton(provider =>
        {
            var engine = WebhookEngine.Start(
                node.Gateway, [.. provider.GetServices<IWebhookSource>()],
                provider.GetRequiredService<IWebhookTransport>(), provider.GetRequiredService<WebhookOptions>(),
                provider.GetRequiredService<ILoggerFactory>().CreateLogger<WebhookEngine>(), node.Faults, node.Meter);
            new WebhookInstruments(node.Meter, engine).Create();
            return engine;
        });
        services.AddSingleton<IAudits>(
            provider => JournalAudits.Of(node.Gateway, provider.GetRequiredService<AuditOptions>()));
        services.AddSingleton<IReadiness, ServerReadiness>();
        services.AddSingleton<TimeProvider>(node.Clock);
        services.AddSingleton<IPhones>(provider => provider.GetRequiredService<PhoneEngine>());
        services.AddSingleton(provider => PhoneEngine.Start(
            node.Gateway, provider.GetRequiredService<PhoneOptions>(),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger<PhoneEngine>()));
        services.AddSingleton<IClock>(provider => provider.GetRequiredService<ClockDriver>());
        services.AddSingleton(provider => ClockDriver.Start(
            node.Clock, node.Gateway, provider.GetRequiredService<WebhookEngine>(),
            provider.GetRequiredService<ClockOptions>(), provider.GetRequiredService<PhoneEngine>()));
        services.AddSingleton(node.TokenKey);
        services.AddSingleton(node.Faults).AddRingCentralFaults().AddTelnyxFaults();
        services.AddSingleton(provider => new MetricCollector(
            WantedMetrics.Of(node.Meter, provider.GetRequiredService<IMeterFactory>()),
            provider.GetRequiredService<MetricsOptions>().SeriesMax));
    }

    public static void MapEverything(IApplicationBuilder app)
    {
        app.UseRouting();
        app.UseFaults();
        app.UseEndpoints(routes =>
        {
            routes.MapFaults();
            routes.MapProbes();
            routes.MapMetrics();
            routes.MapControl();
            routes.MapRingCentral();
            routes.MapTelnyx();
        });
    }

    /// <summary>What <c>serve</c> prints for the SDKs.</summary>
    public static DemoCredentials DemoCredentialsOf(Settings settings) => new(
        TelnyxApiKey: settings.Get<TelnyxOptions>().ApiKey,
        RingCentralClientId: settings.Get<RingCentralOptions>().ClientId,
        RingCentralClientSecret: settings.Get<RingCentralOptions>().ClientSecret,
        RingCentralJwt: settings.Get<RingCentralOptions>().Jwt,
        RingCentralNumber: DemoAccount.RingCentralNumbers[0].ToString(),
        TelnyxNumber: DemoAccount.TelnyxNumbers[0].ToString(),
        AnyNumber: !settings.Get<GatewayOptions>().StrictSenders);

    public static Task<int> RunDemoAsync(
        Settings settings, DemoRequest request, TextWriter output, CancellationToken stop) =>
        DemoRun.RunAsync(settings, request, output, stop);
}
