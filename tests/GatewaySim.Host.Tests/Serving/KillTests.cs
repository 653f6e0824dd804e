using System.Collections.Concurrent;
using GatewaySim.Domain;
using GatewaySim.Host.Demo;
using GatewaySim.Host.Serving;
using GatewaySim.RingCentral;
using GatewaySim.Telnyx;

namespace GatewaySim.Host.Tests.Serving;

/// <summary>
/// Goal: G1, P-5 and P-22. Whatever was acknowledged is there after <c>kill -9</c>, and nothing contradicts it.
/// Method: the real program under load is killed when a random number of answers has come, several times on one data
/// directory. After each kill <c>verify</c> and <c>replay</c> must agree; after the restart every acknowledged batch,
/// message and opt-out is asked for by HTTP. The seed is in the output.
/// </summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 5;
    private const string Business = "+16505550100";
    private const string TelnyxBusiness = "+13125550100";

    private static readonly DemoCredentials Credentials = new(
        new TelnyxOptions().ApiKey, new RingCentralOptions().ClientId, new RingCentralOptions().ClientSecret,
        new RingCentralOptions().Jwt, Business, TelnyxBusiness, true);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("gatewaysim-kill-");
    private readonly ConcurrentQueue<(string Id, ulong[] To)> _batches = new();
    private readonly ConcurrentQueue<string> _messages = new();
    private readonly ConcurrentDictionary<ulong, bool> _isOut = new();
    private TaskCompletionSource _enough = new();
    private int _next;
    private int _answersLeft;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task P05_what_was_acknowledged_survives_kill_9_at_any_moment()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            using (GatewayProcess serve = new($"serve --port 0 --data \"{_data.FullName}\""))
            {
                using var client = await DemoClient.LogInAsync(
                    await serve.UrlAsync(), Credentials, TestContext.Current.CancellationToken);
                await CheckAsync(client);
                _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _answersLeft = random.Next(1, 600);
                using CancellationTokenSource stop = new();
                var load = Task.WhenAll(Enumerable.Range(0, 8).Select(n => LoadAsync(client, n, stop.Token)));
                await Task.WhenAny(load, _enough.Task);
                serve.Signal("KILL");
                await stop.CancelAsync();
                await load;
            }

            await RunAsync("verify");
            await RunAsync("replay");
        }

        using GatewayProcess last = new($"serve --port 0 --data \"{_data.FullName}\"");
        using var asking = await DemoClient.LogInAsync(
            await last.UrlAsync(), Credentials, TestContext.Current.CancellationToken);
        await CheckAsync(asking);
        output.WriteLine($"{_batches.Count} batches, {_messages.Count} messages, {_isOut.Count} opt-outs acknowledged");
        Assert.NotEmpty(_batches);
        Assert.NotEmpty(_messages);
        Assert.NotEmpty(_isOut);
    }

    /// <summary>Sends until the program is gone; notes only what was acknowledged.</summary>
    private async Task LoadAsync(DemoClient client, int worker, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var n = (ulong)Interlocked.Increment(ref _next);
                switch (worker % 3)
                {
                    case 0:
                        var to = Enumerable.Range(0, 50).Select(i => 15553000000 + n * 100 + (ulong)i).ToArray();
                        _batches.Enqueue(((await client.SendBatchAsync(Business, "hi", to, stop)).Id, to));
                        break;
                    case 1:
                        var sent = await client.SendMessageAsync(TelnyxBusiness, 15556000000 + n, "hi", stop);
                        _messages.Enqueue(sent!);
                        break;
                    default:
                        var person = 15558000000 + n;
                        await client.TextAsync(person, n % 2 == 0 ? Business : TelnyxBusiness, "STOP", stop);
                        _isOut[person] = n % 2 == 0;
                        break;
                }

                if (Interlocked.Decrement(ref _answersLeft) == 0)
                {
                    _enough.SetResult();
                }
            }
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            // The program was killed: what was under way may or may not have happened.
        }
    }

    private async Task CheckAsync(DemoClient client)
    {
        var stop = TestContext.Current.CancellationToken;
        foreach (var (id, to) in _batches)
        {
            var found = new List<ulong>();
            await foreach (var message in client.MessagesOfAsync(id, stop))
            {
                found.Add(message.To);
            }

            Assert.Equal(to, found.AsEnumerable().Reverse());
        }

        foreach (var id in _messages)
        {
            await client.FindMessageAsync(id, stop);
        }

        foreach (var (person, isRingCentral) in _isOut)
        {
            if (!isRingCentral)
            {
                Assert.Null(await client.SendMessageAsync(TelnyxBusiness, person, "still there?", stop));
            }
        }

        var stopped = _isOut.Where(o => o.Value).Select(o => o.Key).ToArray();
        if (stopped.Length > 0)
        {
            var (batch, _) = await client.SendBatchAsync(Business, "still there?", stopped, stop);
            await client.WaitForBatchAsync(batch, stop);
            await foreach (var message in client.MessagesOfAsync(batch, stop))
            {
                Assert.Equal(("SendingFailed", "SMS-RC-413"), (message.Status, message.Code));
            }
        }
    }

    private async Task RunAsync(string verb)
    {
        using GatewayProcess process = new($"{verb} --data \"{_data.FullName}\"");
        var (code, said, error) = await process.EndAsync();
        Assert.True(code == 0, $"{verb} ended with {code}: {said}{error}");
    }
}
