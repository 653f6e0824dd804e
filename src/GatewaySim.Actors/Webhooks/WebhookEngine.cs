using System.Diagnostics.Metrics;
using GatewaySim.Actors.Counting;
using GatewaySim.Actors.Faults;
using GatewaySim.Actors.Time;
using GatewaySim.Domain;
using Microsoft.Extensions.Logging;

namespace GatewaySim.Actors.Webhooks;

/// <summary>Delivers webhooks while the program runs: one thread decides, the thread pool sends.</summary>
public sealed class WebhookEngine : IWebhooks, IDisposable
{
    /// <summary>How long a stop waits for attempts that are under way.</summary>
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(2);

    /// <summary>How often the backlog is looked at.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly Gateway _gateway;
    private readonly IWebhookTransport _transport;
    private readonly ILogger _logger;
    private readonly FaultBoard? _faults;
    private readonly Pump _pump;
    private readonly PumpThread<DueTimes> _thread;
    private readonly CancellationTokenSource _abort = new();

    private IReadOnlyList<WebhookBacklog> _backlog = [];
    private long _lookedAt = long.MinValue;

    private WebhookEngine(
        Gateway gateway, IReadOnlyList<IWebhookSource> sources, IWebhookTransport transport, WebhookOptions options,
        ILogger logger, FaultBoard? faults, Meter? meter)
    {
        (_gateway, _transport, _logger, _faults) = (gateway, transport, logger, faults);
        var context = gateway.Context;
        _pump = new(
            context.Journal, context.Tail, () => context.Clock.Now, sources, options, Send, faults, new(meter));
        _thread = new("webhooks", gateway, Step, Leave, End, error => WebhookLog.PumpFailed(logger, error));
    }

    /// <summary>Begins where the last run ended.</summary>
    /// <param name="faults">What goes wrong on purpose; null for nothing.</param>
    /// <param name="meter">Where delays are recorded; null for nowhere.</param>
    public static WebhookEngine Start(
        Gateway gateway, IReadOnlyList<IWebhookSource> sources, IWebhookTransport transport, WebhookOptions options,
        ILogger logger, FaultBoard? faults = null, Meter? meter = null)
    {
        var engine = new WebhookEngine(gateway, sources, transport, options, logger, faults, meter);
        faults?.Changed = engine.Wake;
        gateway.Context.Tail.Moved += engine.LookAgain;
        engine._thread.Start();
        return engine;
    }

    /// <summary>What became of callbacks.</summary>
    public WebhookCounts Counts => _pump.Counts;

    /// <summary>What is still to be told, by provider, as of about a second ago; empty before the first look.</summary>
    public IReadOnlyList<WebhookBacklog> Backlog => Volatile.Read(ref _backlog);

    /// <summary>Whether there may be somebody to tell. From any thread.</summary>
    internal bool HasEndpoints => _pump.MayHaveEndpoints;

    public Task<WebhookStatus> StatusAsync() => _thread.AskAsync(_pump.Status);

    public Task<int> RedeliverAsync(RedeliveryOrder order) => _thread.AskAsync(() => _pump.Redeliver(order));

    public Task<bool> IsToldAsync(MessageId id) => _thread.AskAsync(() => _pump.IsTold(id));

    /// <summary>Waits until everything is told that is due as of now.</summary>
    /// <returns>What is due next.</returns>
    internal Task<DueTimes> RestAsync() => _thread.RestAsync();

    /// <summary>Cuts off what is under way, before the engine is disposed of.</summary>
    public void Abandon() => _abort.Cancel();

    /// <summary>Ends delivery and notes how far it came. What is under way has two seconds.</summary>
    public void Dispose()
    {
        _thread.Dispose();
        _abort.Dispose();
    }

    /// <summary>Hears of nothing any more.</summary>
    private void Leave()
    {
        _gateway.Context.Tail.Moved -= LookAgain;
        _faults?.Changed = null;
    }

    private void Step()
    {
        var next = _pump.Step();
        if (_pump.IsAtRest)
        {
            _thread.Rested(() => new(_pump.NextDue, _pump.NextTick));
        }

        LookAtBacklog();
        _thread.SleepUntil(next);
    }

    /// <summary>Once a second, by the wall: a look costs time for every callback that waits.</summary>
    private void LookAtBacklog()
    {
        var now = Environment.TickCount64;
        if (now - LookEvery.TotalMilliseconds >= _lookedAt)
        {
            Volatile.Write(ref _backlog, _pump.Backlog());
            _lookedAt = now;
        }
    }

    /// <summary>Waits for what is under way, so that it need not be sent again, and notes how far it came.</summary>
    private void End()
    {
        DrainFor(StopGrace);
        _abort.Cancel();
        DrainFor(StopGrace);
        _pump.MarkNow();
    }

    private void DrainFor(TimeSpan time)
    {
        var until = Environment.TickCount64 + (long)time.TotalMilliseconds;
        while (_pump.UnderWay > 0 && Environment.TickCount64 < until)
        {
            _thread.Forget();
            if (!_pump.Drain())
            {
                _thread.Sleep(TimeSpan.FromMilliseconds(20));
            }
        }
    }

    /// <summary>Looks again, as the journal has grown; unless nobody wants to be told.</summary>
    private void LookAgain()
    {
        if (_pump.MayHaveEndpoints)
        {
            Wake();
        }
    }

    /// <summary>Looks again, at once. From any thread.</summary>
    internal void Wake() => _thread.Wake();

    private void Send(Delivery delivery) =>
        ThreadPool.UnsafeQueueUserWorkItem(
            static work => work.Engine.Begin(work.Delivery), (Engine: this, Delivery: delivery), preferLocal: false);

    /// <summary>One attempt, on the thread pool. Its end always comes back to the pump.</summary>
    private async void Begin(Delivery delivery)
    {
        try
        {
            var request = new WebhookRequest();
            delivery.Request = null;
            delivery.Lane.Feed.Endpoint.Write(delivery.Fact, delivery.Attempt, request);
            delivery.Request = request;
            delivery.Answer = await _transport.SendAsync(request, _abort.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A bug in what a provider writes must not end the process; it shows in the log.
        catch (Exception e)
#pragma warning restore CA1031
        {
            WebhookLog.AttemptFailed(_logger, delivery.Lane.Feed.Endpoint.Id, e);
            delivery.Answer = new(WebhookFault.Broken, 0, e.Message, 0, TimeSpan.Zero);
        }

        _pump.Ended(delivery);
        Wake();
    }
}

internal static partial class WebhookLog
{
    [LoggerMessage(40, LogLevel.Error, "Delivering webhooks failed; it goes on.")]
    public static partial void PumpFailed(ILogger logger, Exception exception);

    [LoggerMessage(41, LogLevel.Error, "A webhook of {Endpoint} could not be made.")]
    public static partial void AttemptFailed(ILogger logger, string endpoint, Exception exception);
}
