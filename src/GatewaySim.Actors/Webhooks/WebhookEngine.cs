using System.Collections.Concurrent;
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

    /// <summary>A wait is never long, so that what comes from the clock by itself is seen.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(1);

    private readonly Gateway _gateway;
    private readonly IWebhookTransport _transport;
    private readonly ILogger _logger;
    private readonly FaultBoard? _faults;
    private readonly Pump _pump;
    private readonly Thread _thread;
    private readonly ConcurrentQueue<Action> _questions = new();
    private readonly List<TaskCompletionSource<DueTimes>> _restWaiters = [];

    /// <summary>Does not spin: what the thread waits for takes a disk's time, and others need the processor.</summary>
    private readonly ManualResetEventSlim _woken = new(initialState: false, spinCount: 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abort = new();

    private IReadOnlyList<WebhookBacklog> _backlog = [];
    private long _lookedAt = long.MinValue;
    private bool _isDisposed;

    private WebhookEngine(
        Gateway gateway, IReadOnlyList<IWebhookSource> sources, IWebhookTransport transport, WebhookOptions options,
        ILogger logger, FaultBoard? faults, Meter? meter)
    {
        (_gateway, _transport, _logger, _faults) = (gateway, transport, logger, faults);
        var context = gateway.Context;
        _pump = new(
            context.Journal, context.Tail, () => context.Clock.Now, sources, options, Send, faults, new(meter));
        _thread = new Thread(Run) { Name = "webhooks", IsBackground = true };
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

    public Task<WebhookStatus> StatusAsync() => AskAsync(_pump.Status);

    public Task<int> RedeliverAsync(RedeliveryOrder order) => AskAsync(() => _pump.Redeliver(order));

    /// <summary>Waits until everything is told that is due as of now.</summary>
    /// <returns>What is due next.</returns>
    internal Task<DueTimes> RestAsync()
    {
        TaskCompletionSource<DueTimes> rest = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = AskAsync(() =>
        {
            _restWaiters.Add(rest);
            return true;
        }).ContinueWith(
            asked => rest.TrySetException(asked.Exception!.InnerExceptions), CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return rest.Task;
    }

    /// <summary>Ends delivery and notes how far it came. What is under way has two seconds.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        _stop.Cancel();
        _gateway.Context.Tail.Moved -= LookAgain;
        _faults?.Changed = null;
        Wake();
        _thread.Join();
        _abort.Dispose();
        _stop.Dispose();
        _woken.Dispose();
    }

    private void Run()
    {
        while (!_stop.IsCancellationRequested)
        {
            _woken.Reset();
            try
            {
                while (_questions.TryDequeue(out var question))
                {
                    question();
                }

                var next = _pump.Step();
                if (_pump.IsAtRest && _restWaiters.Count > 0)
                {
                    DueTimes due = new(_pump.NextDue, _pump.NextTick);
                    _restWaiters.ForEach(waiter => waiter.TrySetResult(due));
                    _restWaiters.Clear();
                }

                LookAtBacklog();
                Wait(next);
            }
#pragma warning disable CA1031 // Delivery goes on: what failed is read from the journal again, or is a bug that shows.
            catch (Exception e)
#pragma warning restore CA1031
            {
                WebhookLog.PumpFailed(_logger, e);
                _woken.Wait(WaitMax);
            }
        }

        End();
    }

    /// <summary>Once a second, by the wall: a look costs time for every callback that waits.</summary>
    private void LookAtBacklog()
    {
        var now = Environment.TickCount64;
        if (now - WaitMax.TotalMilliseconds >= _lookedAt)
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
        while (_questions.TryDequeue(out var question))
        {
            question();
        }

        _restWaiters.ForEach(waiter => waiter.TrySetException(new ObjectDisposedException(nameof(WebhookEngine))));
    }

    private void DrainFor(TimeSpan time)
    {
        var until = Environment.TickCount64 + (long)time.TotalMilliseconds;
        while (_pump.UnderWay > 0 && Environment.TickCount64 < until)
        {
            _woken.Reset();
            if (!_pump.Drain())
            {
                _woken.Wait(TimeSpan.FromMilliseconds(20));
            }
        }
    }

    private void Wait(Stamp? until)
    {
        if (until is { } stamp)
        {
            var span = _gateway.WallUntil(stamp);
            if (span != TimeSpan.Zero)
            {
                // Whole milliseconds upwards: a wait that ends too early is followed by one that is no wait at all.
                _woken.Wait(span > TimeSpan.Zero && span < WaitMax
                    ? TimeSpan.FromMilliseconds(Math.Ceiling(span.TotalMilliseconds)) : WaitMax);
            }
        }
        else
        {
            _woken.Wait(WaitMax);
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
    internal void Wake()
    {
        if (!_woken.IsSet)
        {
            _woken.Set();
        }
    }

    private Task<T> AskAsync<T>(Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _questions.Enqueue(() => answer.TrySetResult(question()));
        if (_stop.IsCancellationRequested)
        {
            answer.TrySetException(new ObjectDisposedException(nameof(WebhookEngine)));
        }

        Wake();
        return answer.Task;
    }

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
