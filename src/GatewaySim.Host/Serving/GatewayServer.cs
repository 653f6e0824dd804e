using System.Net.Sockets;
using GatewaySim.Host.Options;
using GatewaySim.Host.Verbs;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Serilog;

namespace GatewaySim.Host.Serving;

/// <summary>The gateway behind a listening port.</summary>
internal sealed class GatewayServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ILogger<GatewayServer> _log;

    private GatewayServer(WebApplication app, ListenAddress address)
    {
        _app = app;
        _log = app.Services.GetRequiredService<ILogger<GatewayServer>>();
        Address = address;
    }

    public ListenAddress Address { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Starts the gateway; it is ready when this returns.</summary>
    /// <exception cref="VerbException">The port cannot be had.</exception>
    public static async Task<GatewayServer> StartAsync(Settings settings, CancellationToken cancel)
    {
        var wanted = ListenAddress.Of(settings.Server);
        var app = Build(settings, wanted);
        try
        {
            await app.StartAsync(cancel);
        }
        catch (Exception e) when ((e.InnerException ?? e) is AddressInUseException or SocketException)
        {
            await app.DisposeAsync();
            throw new VerbException(Describe(e, wanted), e);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        GatewayServer server = new(app, wanted with { Port = new Uri(app.Urls.Single()).Port });
        ServerLog.Listening(server._log, server.Address.Url);
        return server;
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

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static WebApplication Build(Settings settings, ListenAddress address)
    {
        var builder = WebApplication.CreateSlimBuilder();

        // Our settings are the only ones: no appsettings.json, no ASPNETCORE_URLS.
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.WebHost.UseUrls(address.Url).ConfigureKestrel(kestrel => Configure(kestrel, settings.Server));
        builder.Logging.ClearProviders().AddSerilog(Logs.Create(settings.Server), dispose: true);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host =>
            host.ShutdownTimeout = TimeSpan.FromMilliseconds(settings.Server.ShutdownTimeoutMs));
        foreach (var (type, value) in settings.Sections)
        {
            builder.Services.AddSingleton(type, value);
        }

        Wiring.AddGateway(builder.Services, settings);
        var app = builder.Build();
        Wiring.MapEverything(app);
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
