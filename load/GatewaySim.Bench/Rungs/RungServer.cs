using System.Globalization;
using GatewaySim.Actors;
using GatewaySim.Bench.Load;
using GatewaySim.Domain.Commands;
using GatewaySim.Journal;
using GatewaySim.Journal.Memory;
using GatewaySim.RingCentral;
using GatewaySim.RingCentral.Batches;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GatewaySim.Bench.Rungs;

/// <summary>The servers of the lower rungs: Kestrel as the real program has it, and a part of a batch's way.</summary>
internal static class RungServer
{
    private static readonly byte[] Plaintext = "Hello, World!"u8.ToArray();

    /// <summary>As long as the real answer to a batch.</summary>
    private static readonly byte[] Created =
    [
        .. """{"id":"6f726700-0000-8000-8000-000000000001","from":"+16505550100","batchSize":1000,"""u8,
        .. """ "processedCount":0,"status":"Processing","creationTime":"2026-01-02T03:04:05.0000000Z","""u8,
        .. """ "lastModifiedTime":"2026-01-02T03:04:05.0000000Z","rejected":[]}"""u8,
    ];

    private static readonly RingCentralOptions Options = new();

    /// <summary>Serves until its standard input ends, which is when its parent does.</summary>
    public static async Task<int> RunAsync(RungKind kind, int optOuts, CancellationToken cancel)
    {
        if (kind == RungKind.Generator)
        {
            using var responder = new RawResponder();
            await ServeAsync($"http://127.0.0.1:{responder.Port.ToString(CultureInfo.InvariantCulture)}", cancel);
            return 0;
        }

        using var journal = new ForgetfulJournal(new(JournalInfo.ShardsDefault, 1));
        using var gateway = await Gateway.StartAsync(
            journal, TimeProvider.System, new() { Carrier = "instant" }, new(), new(), NullLogger.Instance, cancel);
        await OptOuts.SetAsync(gateway, optOuts, cancel);
        await using var app = Build();
        app.MapGet(Requests.PlaintextPath, AnswerPlaintext);
        app.MapPost("/restapi/v1.0/account/{accountId}/a2p-sms/batches", (RequestDelegate)(kind switch
        {
            RungKind.Read => ReadAsync,
            RungKind.Parse => ParseAsync,
            _ => http => SubmitAsync(http, gateway),
        }));
        await app.StartAsync(cancel);
        await ServeAsync(app.Urls.Single(), cancel);
        return 0;
    }

    private static async Task ServeAsync(string url, CancellationToken cancel)
    {
        await Console.Out.WriteLineAsync($"listening on {url}");
        while (await Console.In.ReadLineAsync(cancel) is not null)
        {
            // What the parent says does not matter, only that it is there.
        }
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64L << 20;
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
        });
        return builder.Build();
    }

    private static Task AnswerPlaintext(HttpContext http)
    {
        http.Response.ContentType = "text/plain";
        http.Response.ContentLength = Plaintext.Length;
        return http.Response.BodyWriter.WriteAsync(Plaintext).AsTask();
    }

    private static async Task ReadAsync(HttpContext http)
    {
        var reader = http.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(http.RequestAborted);
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        await AnswerCreatedAsync(http);
    }

    private static async Task ParseAsync(HttpContext http)
    {
        using var body = new BatchBody();
        if (await TryParseAsync(http, body))
        {
            await AnswerCreatedAsync(http);
        }
    }

    private static async Task SubmitAsync(HttpContext http, Gateway gateway)
    {
        using var body = new BatchBody();
        if (!await TryParseAsync(http, body))
        {
            return;
        }

        var reply = await gateway.SubmitBatchAsync(body.ToSubmission(DemoAccount.Id), CancellationToken.None);
        if (reply.Verdict == Verdict.Accepted)
        {
            await AnswerCreatedAsync(http);
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        }
    }

    private static async Task<bool> TryParseAsync(HttpContext http, BatchBody body)
    {
        var isGood = await body.Bytes.TryReadAsync(http.Request, Options.BodyBytesMax)
            && BatchParser.Parse(body, Options) is null;
        http.Response.StatusCode = isGood ? StatusCodes.Status201Created : StatusCodes.Status400BadRequest;
        return isGood;
    }

    private static async Task AnswerCreatedAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status201Created;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = Created.Length;
        await http.Response.BodyWriter.WriteAsync(Created);
    }
}
