using System.Collections.Concurrent;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;
using GatewaySim.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace GatewaySim.Actors.Tests.Webhooks;

/// <summary>The engine with its own thread, while texts come in from several others.</summary>
public sealed class EngineTests
{
    private const string Sender = "+16505550100";
    private const int Callers = 4;
    private const int TextsPerCaller = 200;

    [Fact]
    public async Task Every_text_is_told_once_though_endpoints_come_while_others_write()
    {
        using var gateway = await TestGateway.StartAsync();
        using var world = new World(gateway);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var n = 0; n < TextsPerCaller; n++)
            {
                // From now on everything that this caller writes is for this endpoint too.
                world.Add(caller, n);
                await gateway.TextAsync($"+1555{caller:D3}{n:D4}", Sender, "Hello");
            }
        })));

        await world.AllToldAsync(Callers * TextsPerCaller);
        Assert.Equal(Callers * TextsPerCaller, world.Told.Count);
        Assert.All(world.Told.Values, count => Assert.Equal(1, count));
    }

    [Fact]
    public async Task A_stop_ends_although_a_receiver_never_answers()
    {
        using var gateway = await TestGateway.StartAsync();
        var world = new World(gateway) { IsSilent = true };
        world.Add(0, 0);
        await gateway.TextAsync("+15550000000", Sender, "Hello");
        await world.BegunAsync();
        world.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(world.Engine.StatusAsync);
    }

    /// <summary>Endpoints that come one after the other: each wants one person's texts.</summary>
    private sealed class World : IWebhookSource, IWebhookTransport, IDisposable
    {
        private readonly TestGateway _gateway;
        private readonly ConcurrentDictionary<string, WebhookEndpoint> _endpoints = new();
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _version;
        private int _wanted = int.MaxValue;

        public World(TestGateway gateway)
        {
            _gateway = gateway;
            Engine = WebhookEngine.Start(gateway.Gateway, [this], this, new(), NullLogger.Instance);
        }

        public WebhookEngine Engine { get; }

        public bool IsSilent { get; init; }

        public ConcurrentDictionary<string, int> Told { get; } = new();

        public int Version => Volatile.Read(ref _version);

        public void Add(int caller, int n)
        {
            var person = $"+1555{caller:D3}{n:D4}";
            _endpoints[person] = new OnePerson(person, _gateway.Gateway.Now);
            Interlocked.Increment(ref _version);
        }

        public Task BegunAsync() => _begun.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public Task AllToldAsync(int count)
        {
            Volatile.Write(ref _wanted, count);
            Count();
            return _all.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }

        public IReadOnlyList<WebhookEndpoint> List() => [.. _endpoints.Values];

        public IReadOnlyList<(string Endpoint, FactBlock Facts)> Tick(Stamp now) => [];

        public async ValueTask<WebhookAnswer> SendAsync(WebhookRequest request, CancellationToken cancel)
        {
            _begun.TrySetResult();
            if (IsSilent)
            {
                var never = new TaskCompletionSource<WebhookAnswer>();
                await using (cancel.Register(() => never.SetResult(new(WebhookFault.Broken, 0, "", 0, default))))
                {
                    return await never.Task;
                }
            }

            await Task.Yield();
            Told.AddOrUpdate(request.Url, 1, (_, count) => count + 1);
            Count();
            return new(WebhookFault.None, 200, "OK", 0, TimeSpan.Zero);
        }

        public void Dispose() => Engine.Dispose();

        private void Count()
        {
            if (Told.Count >= Volatile.Read(ref _wanted))
            {
                _all.TrySetResult();
            }
        }
    }

    private sealed class OnePerson(string person, Stamp since)
        : WebhookEndpoint($"test/{person}", Scope.OfAccount(DemoAccount.Id), since, FactKinds.Texts)
    {
        public override string Address => person;

        public override bool Matches(in Fact fact) => fact.Person.ToString() == person;

        public override void Write(in Fact fact, int attempt, WebhookRequest request) => request.Url = person;

        public override string? Judge(in WebhookAnswer answer) => answer.IsSuccess ? null : answer.Reason;

        public override TimeSpan? RetryAfter(in Fact fact, int attempt) => TimeSpan.FromMinutes(1);
    }
}
