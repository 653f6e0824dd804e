using System.Diagnostics.Metrics;

namespace GatewaySim.Host.Metrics;

/// <summary>Which instruments are shown: ours, the web server's answers, and the runtime's own.</summary>
internal static class WantedMetrics
{
    private const string WebServer = "Microsoft.AspNetCore.Hosting";
    private const string Runtime = "System.Runtime";

    public static IReadOnlyList<string> Meters { get; } = [GatewayInstruments.MeterName, WebServer, Runtime];

    /// <remarks>
    /// Of the web server only the time of answers, by route and status: what else it has costs every request more.
    /// </remarks>
    public static bool Has(Instrument instrument) => instrument.Meter.Name switch
    {
        GatewayInstruments.MeterName or Runtime => true,
        WebServer => instrument.Name == "http.server.request.duration",
        _ => false,
    };

    /// <summary>Those of one simulation, as several run in one process, and those of the process.</summary>
    public static Func<Instrument, bool> Of(Meter meter, IMeterFactory webServer) => instrument =>
        instrument.Meter == meter
        || (instrument.Meter.Name != GatewayInstruments.MeterName && Has(instrument)
            && (instrument.Meter.Scope == webServer || instrument.Meter.Name == Runtime));
}
