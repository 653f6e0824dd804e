using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace GatewaySim.RingCentral.Tests.Subscriptions;

/// <summary>A customer's web server at a free port of this machine, which answers as a test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly bool _isHttps;
    private readonly List<Received> _requests = [];
    private readonly TaskCompletionSource _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Receiver(WebApplication app, bool isHttps) => (_app, _isHttps) = (app, isHttps);

    public string Url => $"{(_isHttps ? "https" : "http")}://127.0.0.1:{new Uri(_app.Urls.Single()).Port}/hook";

    /// <summary>How requests are answered: by default as a handshake should be.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = EchoAsync;

    public IReadOnlyList<Received> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    /// <param name="https">Whether it has a certificate: one that nobody trusts.</param>
    public static async Task<Receiver> OpenAsync(bool https = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0, endpoint =>
            {
                endpoint.Protocols = HttpProtocols.Http1;
                if (https)
                {
                    endpoint.UseHttps(OwnCertificate.Create());
                }
            });
        });
        var app = builder.Build();
        var receiver = new Receiver(app, https);
        app.Run(receiver.HandleAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Echoes the token with an empty JSON answer.</summary>
    public static Task EchoAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        http.Response.Headers["Validation-Token"] = http.Request.Headers["Validation-Token"];
        return Task.CompletedTask;
    }

    /// <summary>Never answers.</summary>
    public Task HangAsync(HttpContext http) => _closing.Task;

    public async ValueTask DisposeAsync()
    {
        _closing.TrySetResult();
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        lock (_requests)
        {
            _requests.Add(new(
                $"{http.Request.Method} {http.Request.Path}",
                http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.Ordinal), body));
        }

        await Answer(http);
    }
}

/// <summary>A request as it came.</summary>
internal sealed record Received(string Line, Dictionary<string, string> Headers, string Body);
