using System.Net.Sockets;
using GatewaySim.Actors.Time;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Host.Options;
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
    private readonly GatewayNode _node;
    private readonly SerilogLoggerFactory _logs;
    private readonly ILogger<GatewayServer> _log;

    private GatewayServer(WebApplication app, GatewayNode node, SerilogLoggerFactory logs, ListenAddress address)
    {
        (_app, _node, _logs, Address) = (app, node, logs, address);
        _log = logs.CreateLogger<GatewayServer>();
    }

    /// <summary>Where it listens, with the port that it got.</summary>
    public ListenAddress Address { get; }

    public GatewayNode Node => _node;

    /// <summary>Starts the gateway; it is ready when this returns.</summary>
    /// <exception cref="VerbException">The port cannot be had.</exception>
    /// <exception cref="JournalException">The data directory cannot be used.</exception>
    public static async Task<GatewayServer> StartAsync(Settings settings, CancellationToken cancel)
    {
        // The front doors ask the gateway, so it comes first; and it ends last, when nobody asks any more.
        var wanted = ListenAddress.Of(settings.Server);
        SerilogLoggerFactory logs = new(Logs.Create(settings.Server), dispose: true);
        GatewayNode? node = null;
        WebApplication? app = null;
        try
        {
            node = await GatewayNode.StartAsync(settings, logs, cancel);
            app = Build(settings, wanted, node, logs);
            Wiring.StartMetrics(app.Services);
            await app.StartAsync(cancel);

            // Delivery begins when the port is open: a receiver may call back at once. It ends with the services.
            _ = app.Services.GetRequiredService<IWebhooks>();
            _ = app.Services.GetRequiredService<IClock>();
            GatewayServer server = new(app, node, logs, wanted with { Port = new Uri(app.Urls.Single()).Port });
            ServerLog.Listening(server._log, server.Address.Url);
            return server;
        }
        catch (Exception e)
        {
            await DisposeAsync(app, node, logs);
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
        await _app.StopAsync(CancellationToken.None);
        ServerLog.Stopped(_log);
    }

    public ValueTask DisposeAsync() => DisposeAsync(_app, _node, _logs);

    private static async ValueTask DisposeAsync(WebApplication? app, GatewayNode? node, SerilogLoggerFactory logs)
    {
        if (app is not null)
        {
            await app.DisposeAsync();
        }

        node?.Dispose();
        logs.Dispose();
    }

    private static WebApplication Build(
        Settings settings, ListenAddress address, GatewayNode node, ILoggerFactory logs)
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
        foreach (var (type, value) in settings.Sections)
        {
            builder.Services.AddSingleton(type, value);
        }

        Wiring.AddGateway(builder.Services, node);
        var app = builder.Build();
        Wiring.MapEverything(app);

        // Requests under way are to be finished, so nothing may hold them back.
        app.Lifetime.ApplicationStopping.Register(node.Faults.Clear);
        return app;
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
