using System.Collections.Concurrent;
using System.Net.Http.Json;
using GatewaySim.Actors;
using GatewaySim.Telnyx;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace GatewaySim.Host.Tests.Metrics;

/// <summary>
/// Goal: metrics reach a collector when the standard variables ask for it, as they say, and nothing leaves otherwise.
/// Method: the real program beside a small collector, which keeps what it is sent.
/// </summary>
public sealed class OtlpExportTests : IAsyncDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string GrpcPath = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
    private const int GrpcFrame = 5;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<Export> _exports = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private WebApplication? _collector;

    public async ValueTask DisposeAsync()
    {
        await (_collector?.DisposeAsync() ?? ValueTask.CompletedTask);
        _arrived.Dispose();
    }

    [Theory]
    [InlineData("http/protobuf", "/v1/metrics")]
    [InlineData("grpc", GrpcPath)]
    [InlineData("", GrpcPath)]
    public async Task Metrics_reach_the_collector_every_interval_and_once_more_at_the_end(string protocol, string path)
    {
        var address = await CollectAsync(path == GrpcPath ? HttpProtocols.Http2 : HttpProtocols.Http1);
        using GatewayProcess serve = new(
            "serve --port 0 --carrier instant", (Endpoint, address), ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol),
            ("OTEL_EXPORTER_OTLP_HEADERS", "x-key=secret"), ("OTEL_METRIC_EXPORT_INTERVAL", "300"),
            ("OTEL_SERVICE_NAME", "my-sim"), ("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=ci"));
        await SendAsync(await serve.UrlAsync(), messages: 7);
        for (var n = 0; n < 3; n++)
        {
            Assert.True(await _arrived.WaitAsync(Timeout, TestContext.Current.CancellationToken));
        }

        serve.Signal("TERM");
        var (code, _, error) = await serve.EndAsync();
        Assert.Equal(0, code);
        Assert.DoesNotContain("OTLP", error);
        Assert.All(_exports, e => Assert.Equal((path, "secret"), (e.Path, e.Key)));
        var resource = Assert.Single(new Wire(_exports.Last().Body).Messages(1));
        var attributes = resource.Messages(1).Single().Messages(1)
            .ToDictionary(a => a.Text(1), a => a.Messages(2).Single().Text(1));
        Assert.Equal("my-sim", attributes["service.name"]);
        Assert.Equal("ci", attributes["deployment.environment.name"]);

        // Sums of points, each a number of its own: what was sent is what arrives.
        var metrics = resource.Messages(2).SelectMany(scope => scope.Messages(2)).ToDictionary(m => m.Text(1));
        var points = metrics["gatewaysim.messages.accepted"].Messages(7).Single().Messages(1);
        Assert.Equal(7, points.Sum(p => (long)p.Number(6)));
        Assert.Equal("{message}", metrics["gatewaysim.messages.accepted"].Text(3));
        Assert.Contains("gatewaysim.journal.commit.duration", metrics.Keys);
        Assert.Contains("http.server.request.duration", metrics.Keys);
        Assert.DoesNotContain("http.server.active_requests", metrics.Keys);
    }

    [Fact]
    public async Task The_variables_of_metrics_alone_are_stronger_and_their_address_is_used_as_it_is()
    {
        var address = await CollectAsync(HttpProtocols.Http1);
        using GatewayProcess serve = new(
            "serve --port 0", (Endpoint, "http://127.0.0.1:1"), ("OTEL_EXPORTER_OTLP_HEADERS", "x-key=other"),
            ("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", $"{address}/my/path"),
            ("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "http/protobuf"),
            ("OTEL_EXPORTER_OTLP_METRICS_HEADERS", "x-key=secret"));
        _ = await serve.UrlAsync();
        serve.Signal("TERM");
        Assert.Equal(0, (await serve.EndAsync()).Code);

        Assert.Equal(("/my/path", "secret"), Assert.Single(_exports) is var e ? (e.Path, e.Key) : default);
    }

    [Theory]
    [InlineData("OTEL_SDK_DISABLED", "true")]
    [InlineData("OTEL_METRICS_EXPORTER", "none")]
    [InlineData(Endpoint, "")]
    public async Task Nothing_leaves_when_it_is_not_asked_for(string name, string value)
    {
        var address = await CollectAsync(HttpProtocols.Http1);
        using GatewayProcess serve = new(
            "serve --port 0", (Endpoint, address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "100"), (name, value));
        var url = await serve.UrlAsync();
        await SendAsync(url, messages: 3);
        using HttpClient client = new();
        var page = PrometheusPage.Parse(await client.GetStringAsync(
            new Uri(url, "/metrics"), TestContext.Current.CancellationToken));
        serve.Signal("TERM");

        Assert.Equal(0, (await serve.EndAsync()).Code);
        Assert.Empty(_exports);
        Assert.Equal(3, page.Sum("gatewaysim_messages_accepted_total"));
    }

    [Fact]
    public async Task A_collector_that_is_not_there_is_one_warning_at_each_try_and_stops_nothing()
    {
        using GatewayProcess serve = new(
            "serve --port 0", (Endpoint, "http://127.0.0.1:1"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
        await SendAsync(await serve.UrlAsync(), messages: 1);
        serve.Signal("TERM");
        var (code, _, error) = await serve.EndAsync();

        Assert.Equal(0, code);
        Assert.Contains("WRN GatewaySim.Host.Metrics.OtlpExport: Metrics by OTLP:", error);
        Assert.Contains("127.0.0.1:1", error);
    }

    [Fact]
    public async Task A_protocol_that_there_is_not_is_said_at_once()
    {
        using GatewayProcess serve = new(
            "serve --port 0", (Endpoint, "http://127.0.0.1:1"), ("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "http/json"));

        var (code, _, error) = await serve.EndAsync();
        Assert.Equal(
            (1, "gatewaysim: OTEL_EXPORTER_OTLP_METRICS_PROTOCOL is http/json; it can be grpc or http/protobuf\n"),
            (code, error));
    }

    private async Task<string> CollectAsync(HttpProtocols protocols)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(
            kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = protocols));
        _collector = builder.Build();
        _collector.MapPost("/{**path}", TakeAsync);
        await _collector.StartAsync();
        return _collector.Urls.Single();
    }

    private async Task TakeAsync(HttpContext http)
    {
        using MemoryStream body = new();
        await http.Request.Body.CopyToAsync(body);
        var isGrpc = http.Request.ContentType == "application/grpc";
        Assert.True(isGrpc || http.Request.ContentType == "application/x-protobuf");
        _exports.Enqueue(new(
            http.Request.Path, http.Request.Headers["x-key"].ToString(),
            body.ToArray().AsMemory(isGrpc ? GrpcFrame : 0)));
        if (isGrpc)
        {
            http.Response.ContentType = "application/grpc";
            await http.Response.Body.WriteAsync(new byte[GrpcFrame]);
            http.Response.AppendTrailer("grpc-status", "0");
        }

        _arrived.Release();
    }

    private static async Task SendAsync(Uri url, int messages)
    {
        using HttpClient client = new() { BaseAddress = url };
        client.DefaultRequestHeaders.Authorization = new("Bearer", new TelnyxOptions().ApiKey);
        for (var n = 0; n < messages; n++)
        {
            using var answer = await client.PostAsJsonAsync(
                "/v2/messages",
                new { from = DemoAccount.TelnyxNumbers[0].ToString(), to = $"+1415555{n:D4}", text = "hi" });
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    private sealed record Export(string Path, string Key, ReadOnlyMemory<byte> Body);
}
