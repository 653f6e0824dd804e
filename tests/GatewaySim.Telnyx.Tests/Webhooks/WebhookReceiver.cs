using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GatewaySim.Telnyx.Tests.Webhooks;

/// <summary>One callback as it came in.</summary>
internal sealed record Callback(string Path, string Body, Dictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string Type => (string)Json["data"]!["event_type"]!;

    public Guid Id => (Guid)Json["data"]!["id"]!;

    public JsonNode Payload => Json["data"]!["payload"]!;

    public int Attempt => (int)Json["meta"]!["attempt"]!;
}

/// <summary>A consumer of webhooks on a real port. Answers what the test says.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly WebApplication _app;
    private readonly Channel<Callback> _callbacks = Channel.CreateUnbounded<Callback>();

    private WebhookReceiver(WebApplication app) => _app = app;

    public Func<Callback, int> StatusOf { get; set; } = _ => 200;

    public string Url(string path) => _app.Urls.Single() + path;

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new WebhookReceiver(app);
        app.MapPost("/{**path}", receiver.ReceiveAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>The next callback, in the order of their coming.</summary>
    public Task<Callback> NextAsync() =>
        _callbacks.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Timeout);

    public async Task<List<Callback>> NextAsync(int count)
    {
        var callbacks = new List<Callback>();
        while (callbacks.Count < count)
        {
            callbacks.Add(await NextAsync());
        }

        return callbacks;
    }

    /// <summary>All that came and was not taken by <see cref="NextAsync()"/>.</summary>
    public List<Callback> Come()
    {
        var callbacks = new List<Callback>();
        while (_callbacks.Reader.TryRead(out var callback))
        {
            callbacks.Add(callback);
        }

        return callbacks;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var callback = new Callback(
            http.Request.Path, body,
            http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        http.Response.StatusCode = StatusOf(callback);

        // Always the same: golden files show what receivers answered.
        http.Response.Headers.Date = "Fri, 02 Jan 2026 03:04:05 GMT";
        await _callbacks.Writer.WriteAsync(callback);
        if (http.Response.StatusCode != StatusCodes.Status204NoContent)
        {
            await http.Response.WriteAsync("seen");
        }
    }
}
