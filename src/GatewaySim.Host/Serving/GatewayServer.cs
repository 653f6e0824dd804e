using System.Net.Sockets;
using GatewaySim.Host.Metrics;
using GatewaySim.Host.Options;
using GatewaySim.Host.Simulations;
using GatewaySim.Host.Verbs;
using GatewaySim.Journal;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Serilog.Extensions.Logging;

namespace GatewaySim.Host.Serving;

/// <summary>The gateway behind a listening port.</summary>
internal sealed class GatewayServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SimulationFront _front;
    private readonly SerilogLoggerFactory _logs;
    private readonly ILogger<GatewayServer> _log;

    private GatewayServer(WebApplication app, SimulationFront front, SerilogLoggerFactory logs, ListenAddress address)
    {
        (_app, _front, _logs, Address) = (app, front, logs, address);
        _log = logs.CreateLogger<GatewayServer>();
    }

    /// <summary>Where it listens, with the port that it got.</summary>
    public ListenAddress Address { get; }

    /// <summary>The main simulation's.</summary>
    public GatewayNode Node => _front.Main.Current.Node;

    /// <summary>Starts the gateway; it is ready when this returns.</summary>
    /// <exception cref="VerbException">The port cannot be had.</exception>
    /// <exception cref="JournalException">The data directory cannot be used.</exception>
    public static async Task<GatewayServer> StartAsync(Settings settings, CancellationToken cancel)
    {
        var wanted = ListenAddress.Of(settings.Server);
        SerilogLoggerFactory logs = new(Logs.Create(settings.Server), dispose: true);
        SimulationFront? front = null;
        WebApplication? app = null;
        try
        {
            app = Build(settings, wanted, logs);
            _ = app.Services.GetRequiredService<OtlpExport>();
            front = await SimulationFront.StartAsync(settings, app.Services, cancel);
            app.Run(front.HandleAsync);
            await app.StartAsync(cancel);
            front.Main.Current.Begin();
            GatewayServer server = new(app, front, logs, wanted with { Port = new Uri(app.Urls.Single()).Port });
            ServerLog.Listening(server._log, server.Address.Url);
            return server;
        }
        catch (Exception e)
        {
            await DisposeAsync(app, front, logs);
            if ((e.InnerException ?? e) is AddressInUseException or SocketException)
            {
                throw new VerbException(Describe(e, wanted), e);
            }

            throw;
        }
    }

    /// <summary>Serves until the token says stop, then closes the port and lets requests under way finish.</summary>
    public async Task ServeUntilAsync(CancellationToken stop)
    {
        TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (stop.Register(stopped.SetResult))
        {
            await stopped.Task;
        }

        ServerLog.Stopping(_log);
        _front.ClearFaults();
        await _app.StopAsync(CancellationToken.None);
        ServerLog.Stopped(_log);
    }

    public ValueTask DisposeAsync() => DisposeAsync(_app, _front, _logs);

    private static async ValueTask DisposeAsync(
        WebApplication? app, SimulationFront? front, SerilogLoggerFactory logs)
    {
        // Simulations last: nobody asks them any more.
        if (app is not null)
        {
            await app.DisposeAsync();
        }

        if (front is not null)
        {
            await front.DisposeAsync();
        }

        logs.Dispose();
    }

    private static WebApplication Build(
        Settings settings, ListenAddress address, ILoggerFactory logs)
    {
        // Our settings are the only ones: no appsettings.json, no ASPNETCORE_URLS; and nobody watches the folder for
        // changes of such files, which would cost an event for every write of a journal below it.
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseUrls(address.Url)
            .ConfigureKestrel(kestrel => Configure(kestrel, settings.Server));
        builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host =>
            host.ShutdownTimeout = TimeSpan.FromMilliseconds(settings.Server.ShutdownTimeoutMs));
        builder.Services.AddSingleton(_ => new OtlpExport(
            OtlpVariables.Read(Environment.GetEnvironmentVariable), settings.Get<MetricsOptions>(), logs));
        return builder.Build();
    }

    private static void Configure(KestrelServerOptions kestrel, ServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = options.ConnectionsMax;
        kestrel.Limits.MaxConcurrentUpgradedConnections = options.ConnectionsMax;
        kestrel.Limits.MaxRequestBodySize = options.BodyBytesMax;
        kestrel.Limits.MaxRequestHeadersTotalSize = options.HeadersBytesMax;
        kestrel.Limits.MaxRequestHeaderCount = options.HeadersMax;
        kestrel.Limits.MaxRequestLineSize = options.RequestLineBytesMax;
        kestrel.Limits.MaxRequestBufferSize = Math.Max(1 << 20, options.RequestLineBytesMax + options.HeadersBytesMax);
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromMilliseconds(options.HeadersTimeoutMs);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMilliseconds(options.IdleTimeoutMs);
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
    }

    private static string Describe(Exception e, ListenAddress address) => e.InnerException is AddressInUseException
        ? $"cannot listen on {address.Address} port {address.Port}: another program uses it "
            + "(choose another with --port; 0 takes a free one)"
        : $"cannot listen on {address.Address} port {address.Port}: {(e.InnerException ?? e).Message}";
}
