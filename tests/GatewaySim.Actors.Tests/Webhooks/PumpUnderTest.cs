using System.Diagnostics.Metrics;
using GatewaySim.Actors.Faults;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Messages;
using GatewaySim.Journal;
using GatewaySim.Journal.Memory;
using GatewaySim.Testing;

namespace GatewaySim.Actors.Tests.Webhooks;

/// <summary>A gateway and a pump that are stepped by hand, with receivers that a test scripts.</summary>
internal sealed class PumpUnderTest : IWebhookSource, IDisposable
{
    private readonly TestGateway _gateway;
    private readonly List<Delivery> _underWay = [];
    private readonly List<TestEndpoint> _endpoints = [];

    private readonly Meter? _meter;

    private PumpUnderTest(TestGateway gateway, SteppedTime time, WebhookOptions options, Meter? meter)
    {
        (_gateway, Time, Options, _meter) = (gateway, time, options, meter);
        Pump = null!;
        Restart();
    }

    public WebhookOptions Options { get; }

    public SteppedTime Time { get; }

    public TestGateway Gateway => _gateway;

    public FaultBoard Faults { get; } = new(1);

    public Pump Pump { get; private set; }

    public int Version { get; private set; }

    /// <summary>Happens once, right after the pump has looked who wants to be told.</summary>
    public Action? AfterLook { get; set; }

    int IWebhookSource.Version
    {
        get
        {
            var (version, happens) = (Version, AfterLook);
            AfterLook = null;
            happens?.Invoke();
            return version;
        }
    }

    /// <summary>Every callback that reached a receiver and was answered, in order: also refused ones.</summary>
    public List<Told> Told { get; } = [];

    /// <summary>Attempts that a receiver has not answered yet.</summary>
    public IReadOnlyList<Delivery> UnderWay => _underWay;

    public static async Task<PumpUnderTest> StartAsync(
        WebhookOptions? options = null, string carrier = "fast", Meter? meter = null, CarrierProfile? own = null)
    {
        var time = new SteppedTime();
        var gateway = await TestGateway.StartAsync(
            new GatewayOptions { Carrier = carrier }, time: time, journal: new MemoryJournal(new JournalInfo(3, 1)),
            carrier: own);
        return new(gateway, time, options ?? new(), meter);
    }

    public TestEndpoint Add(string name, FactKinds kinds = FactKinds.All)
    {
        var endpoint = new TestEndpoint(name, _gateway.Gateway.Now, kinds);
        _endpoints.Add(endpoint);
        Version++;
        return endpoint;
    }

    public void Remove(TestEndpoint endpoint)
    {
        _endpoints.Remove(endpoint);
        Version++;
    }

    /// <summary>A new pump on the same journal: what the old one held in memory is gone.</summary>
    public void Restart()
    {
        _underWay.Clear();
        var context = _gateway.Gateway.Context;
        Pump = new(
            context.Journal, context.Tail, () => _gateway.Gateway.Now, [this], Options, _underWay.Add, Faults,
            new(_meter));
    }

    /// <summary>Steps until nothing more happens at this moment; receivers answer as they are scripted.</summary>
    public void Run(bool answer = true)
    {
        for (var quiet = 0; quiet < 2;)
        {
            var next = Pump.Step();
            var answered = answer && Answer() > 0;
            quiet = answered || (next is { } due && due <= _gateway.Gateway.Now) ? 0 : quiet + 1;
        }
    }

    /// <summary>Moves the clock on in steps, running at each.</summary>
    public void Advance(TimeSpan span, int steps = 1)
    {
        for (var n = 0; n < steps; n++)
        {
            Time.Advance(span / steps);
            Run();
        }
    }

    /// <summary>Lets receivers answer what is under way.</summary>
    public int Answer(Func<Delivery, bool>? which = null)
    {
        var answered = _underWay.Where(d => which is null || which(d)).ToList();
        foreach (var delivery in answered)
        {
            var endpoint = (TestEndpoint)delivery.Lane.Feed.Endpoint;
            if (endpoint.IsSilent)
            {
                continue;
            }

            _underWay.Remove(delivery);
            var status = endpoint.StatusOf(delivery);
            Told.Add(new(
                endpoint.Name, delivery.Fact.UuidOf(7), delivery.Fact.Id, delivery.Fact.Kind, delivery.Fact.Due,
                _gateway.Gateway.Now, delivery.Attempt, status, delivery.Fact.Correction, delivery.IsExtra));
            delivery.Answer = new(WebhookFault.None, status, "", 0, TimeSpan.Zero);
            Pump.Ended(delivery);
        }

        return answered.Count(d => !_underWay.Contains(d));
    }

    IReadOnlyList<WebhookEndpoint> IWebhookSource.List() => [.. _endpoints];

    /// <summary>Moments at which the source wants to be asked; taken away when it was.</summary>
    public List<Stamp> Ticks { get; } = [];

    Stamp? IWebhookSource.NextTick(Stamp now) => Ticks.Count == 0 ? null : Ticks.Min();

    IReadOnlyList<(string Endpoint, FactBlock Facts)> IWebhookSource.Tick(Stamp now)
    {
        Ticks.RemoveAll(at => at <= now);
        return [];
    }

    public void Dispose() => _gateway.Dispose();
}

/// <summary>One callback as a receiver saw it.</summary>
internal sealed record Told(
    string Endpoint, Guid Uuid, MessageId Id, FactKind Kind, Stamp Due, Stamp At, int Attempt, int Status,
    Outcome? Correction, bool IsExtra);

/// <summary>An endpoint whose receiver a test scripts.</summary>
internal sealed class TestEndpoint(string name, Stamp since, FactKinds kinds)
    : WebhookEndpoint($"test/{name}", Scope.OfAccount(DemoAccount.Id), since, kinds)
{
    public string Name { get; } = name;

    public Func<Delivery, int> StatusOf { get; set; } = _ => 200;

    /// <summary>Never answers while it is set.</summary>
    public bool IsSilent { get; set; }

    public bool Suspended { get; set; }

    public TimeSpan?[] Waits { get; set; } = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), null];

    public override string Address => $"http://{Name}.example/";

    public override bool IsSuspended => Suspended;

    public override bool Matches(in Fact fact) => true;

    public override void Write(in Fact fact, int attempt, WebhookRequest request)
    {
    }

    public override string? Judge(in WebhookAnswer answer) => answer.IsSuccess ? null : $"status {answer.Status}";

    public override TimeSpan? RetryAfter(in Fact fact, int attempt) => Waits[Math.Min(attempt, Waits.Length) - 1];
}
