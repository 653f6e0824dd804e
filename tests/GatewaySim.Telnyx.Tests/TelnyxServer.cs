using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using GatewaySim.Actors;
using GatewaySim.Actors.Pacing;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GatewaySim.Telnyx.Tests;

/// <summary>An answer, read to its end.</summary>
public sealed record Answer(HttpStatusCode Status, string Body, HttpResponseMessage Response)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string? Code => (string?)Json["errors"]?[0]?["code"];

    /// <summary>Pointer or parameter of the first error.</summary>
    public string? Source => (string?)(SourceOfError?["pointer"] ?? SourceOfError?["parameter"]);

    private JsonNode? SourceOfError => Json["errors"]?[0]?["source"];
}

/// <summary>The front door on a real server at a free port of this machine.</summary>
public sealed class TelnyxServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TestGateway? _gateway;

    private TelnyxServer(WebApplication app, TestGateway? gateway)
    {
        (_app, _gateway) = (app, gateway);
        Client = new() { BaseAddress = new(app.Urls.First()) };
        Client.DefaultRequestHeaders.Authorization = new("Bearer", "KEY1");
    }

    public HttpClient Client { get; }

    public TestGateway Gateway => _gateway ?? throw new InvalidOperationException("This server has no gateway.");

    /// <summary>Starts with the real gateway on a journal in memory.</summary>
    public static async Task<TelnyxServer> StartAsync(
        TelnyxOptions? options = null, TimeProvider? time = null, GatewayOptions? simulated = null,
        PacingOptions? pacing = null)
    {
        var gateway = await TestGateway.StartAsync(simulated, time: time, prices: options?.ToPrices(), pacing: pacing);
        return new(await HostAsync(gateway.Senders, options), gateway);
    }

    public static async Task<TelnyxServer> StartAsync(ISenders senders, TelnyxOptions? options = null) =>
        new(await HostAsync(senders, options), null);

    public Task<Answer> GetAsync(string url) => SendAsync(new(HttpMethod.Get, url));

    public Task<Answer> PostAsync(string url, string json) => SendAsync(HttpMethod.Post, url, json);

    public Task<Answer> PatchAsync(string url, string json) => SendAsync(HttpMethod.Patch, url, json);

    public Task<Answer> PutAsync(string url, string json) => SendAsync(HttpMethod.Put, url, json);

    public Task<Answer> DeleteAsync(string url) => SendAsync(new(HttpMethod.Delete, url));

    public Task<Answer> SendAsync(HttpMethod method, string url, string json) =>
        SendAsync(new(method, url) { Content = Json(Encoding.UTF8.GetBytes(json)) });

    public Task<Answer> PostBytesAsync(string url, byte[] body) =>
        SendAsync(new(HttpMethod.Post, url) { Content = Json(body) });

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(), response);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _gateway?.Dispose();
    }

    /// <summary>The base64 of the key that its webhooks are signed with.</summary>
    public string PublicKey => _app.Services.GetRequiredService<TelnyxSigningKey>().PublicKey;

    /// <summary>The methods and paths that are served.</summary>
    public IReadOnlyList<(string Method, string Pattern)> Routes =>
        [.. ((IEndpointRouteBuilder)_app).DataSources.SelectMany(d => d.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
                .Select(m => (m, e.RoutePattern.RawText!)))];

    /// <summary>Begins to deliver webhooks, by real requests.</summary>
    /// <param name="gateway">Where the events are; by default the server's own gateway.</param>
    public WebhookEngine DeliverWebhooks(Gateway? gateway = null) => WebhookEngine.Start(
        gateway ?? Gateway.Gateway, [.. _app.Services.GetServices<IWebhookSource>()], new HttpTransport(new()), new(),
        NullLogger.Instance);

    private static ByteArrayContent Json(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private static async Task<WebApplication> HostAsync(ISenders senders, TelnyxOptions? options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(senders);
        builder.Services.AddSingleton((ITelnyxAccounts)senders);
        builder.Services.AddSingleton(options ?? new());
        builder.Services.AddSingleton(TelnyxSigningKey.Create()).AddTelnyxWebhooks();
        builder.Services.AddSingleton((senders as IMarks) ?? new NoMarks());
        var app = builder.Build();
        app.MapTelnyx();
        await app.StartAsync();
        return app;
    }

    private sealed class NoMarks : IMarks
    {
        public byte[]? FindMark(string name) => null;

        public void KeepMark(string name, byte[] value)
        {
        }
    }
}
