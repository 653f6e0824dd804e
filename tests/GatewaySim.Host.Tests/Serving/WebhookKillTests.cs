using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using GatewaySim.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GatewaySim.Host.Tests.Serving;

/// <summary>
/// Goal: P-31. Every event of an acknowledged batch reaches the receiver, although the program is killed while it
/// delivers, and it has the same id whenever it is sent.
/// Method: a real receiver that refuses some events at first; the program is killed when a random number of callbacks
/// has come, several times on one data directory. The seed is in the output.
/// </summary>
public sealed class WebhookKillTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 4;
    private const int Batches = 6;
    private const int BatchMessages = 40;
    private const string Business = "+16505550100";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("gatewaysim-webhooks-");
    private readonly ConcurrentDictionary<string, string> _uuids = new();
    private readonly HashSet<string> _expected = [];
    private readonly Lock _gate = new();
    private TaskCompletionSource _enough = new();
    private int _wanted = int.MaxValue;
    private int _callbacks;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task P31_every_event_reaches_the_receiver_though_the_program_is_killed()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var receiver = await ReceiveAsync(seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            using GatewayProcess serve = new(Arguments);
            using var client = await RingCentralLogIn.LogInAsync(await serve.UrlAsync());
            if (kill == 0)
            {
                await SubscribeAsync(client, receiver.Urls.Single());
            }

            var enough = Expect(random.Next(1, Batches * BatchMessages * 2));
            for (var batch = 0; batch < Batches; batch++)
            {
                await SendAsync(client, (kill * Batches) + batch);
            }

            await enough.WaitAsync(Timeout, TestContext.Current.CancellationToken);
            serve.Signal("KILL");
        }

        using GatewayProcess last = new(Arguments);
        _ = await last.UrlAsync();
        var until = TimeProvider.System.GetTimestamp();
        while (!IsComplete() && TimeProvider.System.GetElapsedTime(until) < Timeout)
        {
            await Expect(1).WaitAsync(Timeout, TestContext.Current.CancellationToken);
        }

        Assert.DoesNotContain(_expected, e => !_uuids.ContainsKey(e));
        output.WriteLine($"{_expected.Count} events, {_callbacks} callbacks");
    }

    private string Arguments => $"serve --port 0 --data \"{_data.FullName}\"";

    /// <summary>Refuses each event's first attempt now and then, and notes the id of each that it takes.</summary>
    private async Task<WebApplication> ReceiveAsync(int seed)
    {
        var refused = new ConcurrentDictionary<string, bool>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/hook", async http =>
        {
            http.Response.ContentType = "application/json";
            if (http.Request.Headers.TryGetValue("Validation-Token", out var token))
            {
                http.Response.Headers["Validation-Token"] = token;
                return;
            }

            using var json = await JsonDocument.ParseAsync(http.Request.Body);
            var body = json.RootElement.GetProperty("body");
            var uuid = json.RootElement.GetProperty("uuid").GetString()!;
            if (string.GetHashCode(uuid, StringComparison.Ordinal) % 20 == seed % 20 && refused.TryAdd(uuid, true))
            {
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }

            Note($"{body.GetProperty("id").GetString()} {Stage(body.GetProperty("messageStatus").GetString()!)}", uuid);
        });
        await app.StartAsync();
        return app;
    }

    private static string Stage(string status) => status == "Sent" ? "sent" : "final";

    private void Note(string @event, string uuid)
    {
        var known = _uuids.GetOrAdd(@event, uuid);
        lock (_gate)
        {
            // A wrong id is kept beside the right one, and found as an event that nobody expects.
            if (known != uuid)
            {
                _expected.Add($"{@event} with one id");
            }

            if (++_callbacks >= _wanted)
            {
                _wanted = int.MaxValue;
                _enough.TrySetResult();
            }
        }
    }

    /// <summary>Ends when so many more callbacks have come.</summary>
    private Task Expect(int callbacks)
    {
        lock (_gate)
        {
            _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _wanted = _callbacks + callbacks;
            if (IsComplete())
            {
                _enough.TrySetResult();
            }

            return _enough.Task;
        }
    }

    private bool IsComplete() => _expected.Count == _uuids.Count && _expected.All(_uuids.ContainsKey);

    private static async Task SubscribeAsync(HttpClient client, string receiver)
    {
        using var answer = await client.PostAsJsonAsync("/restapi/v1.0/subscription", new
        {
            eventFilters = new[] { "/restapi/v1.0/account/~/a2p-sms/messages?direction=Outbound" },
            deliveryMode = new { transportType = "WebHook", address = $"{receiver}/hook" },
        });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Sends a batch and notes which events its messages must bring: all of them are in the lists.</summary>
    private async Task SendAsync(HttpClient client, int number)
    {
        using var answer = await client.PostAsJsonAsync("/restapi/v1.0/account/~/a2p-sms/batches", new
        {
            from = Business,
            text = "hi",
            messages = Enumerable.Range(0, BatchMessages).Select(n => new { to = new[] { $"+1555{number:D3}{n:D4}" } }),
        });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        using var batch = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        using var list = await client.GetFromJsonAsync<JsonDocument>(
            $"/restapi/v1.0/account/~/a2p-sms/messages?batchId={batch.RootElement.GetProperty("id").GetString()}");
        var records = list!.RootElement.GetProperty("records");
        Assert.Equal(BatchMessages, records.GetArrayLength());
        lock (_gate)
        {
            foreach (var record in records.EnumerateArray())
            {
                _expected.Add($"{record.GetProperty("id")} sent");
                _expected.Add($"{record.GetProperty("id")} final");
            }
        }
    }
}
