using System.Diagnostics.Metrics;
using GatewaySim.Actors;
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
        services.AddSingleton<IReadiness, ServerReadiness>();
        services.AddSingleton<TimeProvider>(node.Clock);
        services.AddSingleton<IPhones>(provider => provider.GetRequiredService<PhoneEngine>());
        services.AddSingleton(provider => PhoneEngine.Start(
            node.Gateway, provider.GetRequiredService<PhoneOptions>(),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger<PhoneEngine>()));
        services.AddSingleton<IClock>(provider => ClockDriver.Start(
            node.Clock, node.Gateway, provider.GetRequiredService<WebhookEngine>(),
            provider.GetRequiredService<ClockOptions>(), provider.GetRequiredService<PhoneEngine>()));
        services.AddSingleton(node.TokenKey);
        services.AddSingleton(node.Faults).AddRingCentralFaults().AddTelnyxFaults();
        AddMetrics(services, node);
    }

    /// <summary>Begins to measure. To be called before the first request, so that it is counted.</summary>
    public static void StartMetrics(IServiceProvider services)
    {
        if (services.GetRequiredService<MetricsOptions>().Enabled)
        {
            _ = services.GetRequiredService<MetricCollector>();
        }

        _ = services.GetRequiredService<OtlpExport>();
    }

    private static void AddMetrics(IServiceCollection services, GatewayNode node)
    {
        services.AddMetrics();
        services.AddSingleton(provider => new MetricCollector(
            WantedMetrics.Of(node.Meter, provider.GetRequiredService<IMeterFactory>()),
            provider.GetRequiredService<MetricsOptions>().SeriesMax));
        services.AddSingleton(provider => new OtlpExport(
            OtlpVariables.Read(Environment.GetEnvironmentVariable), provider.GetRequiredService<MetricsOptions>(),
            provider.GetRequiredService<ILoggerFactory>()));
    }

    public static void MapEverything(WebApplication app)
    {
        app.UseFaults();
        app.MapFaults();
        app.MapProbes();
        app.MapMetrics();
        app.MapControl();
        app.MapRingCentral();
        app.MapTelnyx();
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
