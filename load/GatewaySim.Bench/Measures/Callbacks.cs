using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using GatewaySim.Bench.Load;
using GatewaySim.Bench.Processes;
using GatewaySim.Bench.Rungs;

namespace GatewaySim.Bench.Measures;

/// <summary>Callbacks of the real program to a receiver in another process, while it accepts messages.</summary>
/// <remarks>
/// One subscription hears of one sender; the messages that are accepted are of eight senders, so the program has other
/// work to do. A message of the sender makes two callbacks: sent, and final.
/// </remarks>
internal sealed class Callbacks : IDisposable
{
    private const int Senders = 8;
    private const int CallbacksPerMessage = 2;

    private readonly GatewayProcess _gateway;
    private readonly ReceiverProcess _receiver;
    private readonly HttpClient _http = new();
    private long _sent;

    private Callbacks(GatewayProcess gateway, ReceiverProcess receiver) => (_gateway, _receiver) = (gateway, receiver);

    /// <summary>Starts both processes and subscribes.</summary>
    public static async Task<Callbacks> StartAsync(string folder, int delayMs, CancellationToken cancel)
    {
        var callbacks = new Callbacks(new GatewayProcess(folder), new ReceiverProcess(delayMs));
        try
        {
            await callbacks.SubscribeAsync(cancel);
            return callbacks;
        }
        catch
        {
            callbacks.Dispose();
            throw;
        }
    }

    /// <summary>Offers more than can be delivered, and counts what is.</summary>
    /// <param name="backlog">Callbacks that wait at any time.</param>
    public async Task<(double CallbacksPerSecond, double MessagesPerSecond)> SaturateAsync(
        int backlog, TimeSpan warmUp, TimeSpan time, CancellationToken cancel)
    {
        await RunAsync(warmUp, cancel);
        var before = _sent;
        await _receiver.BeginAsync(cancel);
        var figures = await RunAsync(time, cancel);
        return (figures.CallbacksPerSecond, (_sent - before) / figures.Seconds);

        async Task<ReceiverFigures> RunAsync(TimeSpan span, CancellationToken stop)
        {
            await _receiver.BeginAsync(stop);
            var due = _sent / Senders * CallbacksPerMessage;
            while (true)
            {
                var seen = await _receiver.FiguresAsync(stop);
                if (seen.Seconds >= span.TotalSeconds)
                {
                    return seen;
                }

                var waiting = _sent / Senders * CallbacksPerMessage - due - seen.Callbacks;
                if (waiting < backlog)
                {
                    await SendAsync(Requests.BatchMessages, stop);
                }
                else
                {
                    await Task.Delay(10, stop);
                }
            }
        }
    }

    /// <summary>Offers less than can be delivered, evenly, and says how late callbacks are.</summary>
    public async Task<ReceiverFigures> PaceAsync(
        int callbacksPerSecond, TimeSpan warmUp, TimeSpan time, CancellationToken cancel)
    {
        const int perBatch = 100;
        var every = TimeSpan.FromSeconds((double)CallbacksPerMessage * perBatch / callbacksPerSecond);
        using var timer = new PeriodicTimer(every);
        await _receiver.BeginAsync(cancel);
        var isWarm = false;
        while (await timer.WaitForNextTickAsync(cancel))
        {
            await SendAsync(perBatch, cancel);
            var seen = await _receiver.FiguresAsync(cancel);
            if (!isWarm && seen.Seconds >= warmUp.TotalSeconds)
            {
                isWarm = true;
                await _receiver.BeginAsync(cancel);
            }
            else if (isWarm && seen.Seconds >= time.TotalSeconds)
            {
                return seen;
            }
        }

        throw new BenchException("The timer ended.");
    }

    public void Dispose()
    {
        _http.Dispose();
        _gateway.Dispose();
        _receiver.Dispose();
    }

    /// <summary>One batch of each sender.</summary>
    private async Task SendAsync(int messages, CancellationToken cancel)
    {
        for (var sender = 0; sender < Senders; sender++)
        {
            using var body = new ByteArrayContent(Requests.BatchBody(sender, messages));
            body.Headers.ContentType = new("application/json");
            using var answer = await _http.PostAsync(Requests.BatchPath, body, cancel);
            answer.EnsureSuccessStatusCode();
            _sent += messages;
        }
    }

    private async Task SubscribeAsync(CancellationToken cancel)
    {
        var (url, _) = await _gateway.ReadyAsync(cancel);
        var hook = await _receiver.ReadyAsync(cancel);
        _http.BaseAddress = url;
        _http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", await Prepared.GatewayAsync(url, optOuts: 0, cancel));
        var from = Requests.RingCentralSender(0).ToString(CultureInfo.InvariantCulture);
        var filter = $"/restapi/v1.0/account/~/a2p-sms/messages?direction=Outbound&from=%2B{from}";
        using var body = new StringContent(
            JsonSerializer.Serialize(new
            {
                eventFilters = new[] { filter },
                deliveryMode = new { transportType = "WebHook", address = hook.OriginalString },
            }),
            Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync("/restapi/v1.0/subscription", body, cancel);
        if (!answer.IsSuccessStatusCode)
        {
            throw new BenchException(
                $"No subscription: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancel)}");
        }
    }
}
