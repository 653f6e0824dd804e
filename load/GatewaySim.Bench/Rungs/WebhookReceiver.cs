using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics;
using System.Text.Json;
using GatewaySim.Bench.Load;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GatewaySim.Bench.Rungs;

/// <summary>What a receiver counted since it was last told to begin.</summary>
/// <param name="Callbacks">Answered.</param>
/// <param name="LagP99Ms">From the event's own timestamp (whole milliseconds) until it was here.</param>
internal sealed record ReceiverFigures(
    long Callbacks, double Seconds, double LagP50Ms, double LagP99Ms, double LagMaxMs)
{
    public double CallbacksPerSecond => Callbacks / Seconds;
}

/// <summary>A user's webhook consumer, in a process of its own: it takes its time, answers 200 and counts.</summary>
internal static class WebhookReceiver
{
    private static LatencyHistogram _lags = new();
    private static long _callbacks;
    private static long _begunAt = Stopwatch.GetTimestamp();

    /// <summary>Serves until its standard input ends, which is when its parent does.</summary>
    public static async Task<int> RunAsync(int delayMs, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        await using var app = builder.Build();
        app.MapPost("/hook", http => ReceiveAsync(http, delayMs));
        app.MapPost("/begin", () => Begin());
        app.MapGet("/figures", () => Results.Text(JsonSerializer.Serialize(Figures())));
        await app.StartAsync(cancel);
        await Console.Out.WriteLineAsync($"listening on {app.Urls.Single()}");
        while (await Console.In.ReadLineAsync(cancel) is not null)
        {
            // What the parent says does not matter, only that it is there.
        }

        return 0;
    }

    private static async Task ReceiveAsync(HttpContext http, int delayMs)
    {
        var body = http.Request.BodyReader;
        var read = await body.ReadAsync();
        while (!read.IsCompleted)
        {
            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await body.ReadAsync();
        }

        NoteLag(read.Buffer.IsSingleSegment ? read.Buffer.FirstSpan : read.Buffer.ToArray());
        body.AdvanceTo(read.Buffer.End);
        if (delayMs > 0)
        {
            await Task.Delay(delayMs);
        }

        if (http.Request.Headers.TryGetValue("Validation-Token", out var token))
        {
            http.Response.Headers["Validation-Token"] = token;
        }
        else
        {
            Interlocked.Increment(ref _callbacks);
        }

        http.Response.ContentType = "application/json";
        http.Response.ContentLength = 0;
    }

    private static void NoteLag(ReadOnlySpan<byte> body)
    {
        var name = "\"timestamp\":\""u8;
        var at = body.IndexOf(name);
        if (at >= 0 && Utf8Parser.TryParse(body[(at + name.Length)..], out DateTimeOffset time, out _, 'O'))
        {
            NoteLag(time);
        }
        else if (at >= 0 && DateTimeOffset.TryParse(
            System.Text.Encoding.ASCII.GetString(body.Slice(at + name.Length, 24)), out time))
        {
            NoteLag(time);
        }
    }

    private static void NoteLag(DateTimeOffset time) =>
        _lags.Add((TimeProvider.System.GetUtcNow() - time).Ticks / TimeSpan.TicksPerMicrosecond);

    private static void Begin()
    {
        _lags = new();
        Interlocked.Exchange(ref _callbacks, 0);
        _begunAt = Stopwatch.GetTimestamp();
    }

    private static ReceiverFigures Figures() => new(
        Interlocked.Read(ref _callbacks), Stopwatch.GetElapsedTime(_begunAt).TotalSeconds,
        _lags.Percentile(0.5) / 1000.0, _lags.Percentile(0.99) / 1000.0, _lags.Max / 1000.0);
}
