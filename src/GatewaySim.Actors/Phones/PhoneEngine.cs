using System.Collections.Concurrent;
using GatewaySim.Actors.Time;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Phones;
using Microsoft.Extensions.Logging;

namespace GatewaySim.Actors.Phones;

/// <summary>Lets phones answer while the program runs: one thread, which sleeps while no phone has a script.</summary>
public sealed class PhoneEngine : IPhones, IDisposable
{
    /// <summary>How long a number's owner that was too busy is left alone.</summary>
    private static readonly TimeSpan BusyWait = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(1);

    private readonly Gateway _gateway;
    private readonly PhoneOptions _options;
    private readonly ILogger _logger;
    private readonly PhonePump _pump;
    private readonly Thread _thread;
    private readonly ConcurrentQueue<Action> _questions = new();
    private readonly List<TaskCompletionSource<Stamp?>> _restWaiters = [];
    private readonly ManualResetEventSlim _woken = new();
    private readonly CancellationTokenSource _stop = new();
    private bool _isListening;
    private bool _isDisposed;

    private PhoneEngine(Gateway gateway, PhoneOptions options, ILogger logger)
    {
        (_gateway, _options, _logger) = (gateway, options, logger);
        var context = gateway.Context;
        _pump = new(context.Journal, context.Tail, () => context.Clock.Now, options, Say);
        _thread = new(Run) { Name = "phones", IsBackground = true };
    }

    /// <summary>Begins where the last run ended.</summary>
    public static PhoneEngine Start(Gateway gateway, PhoneOptions options, ILogger logger)
    {
        var engine = new PhoneEngine(gateway, options, logger);
        engine.Listen();
        engine._thread.Start();
        return engine;
    }

    /// <summary>Whether it hears of new events: only while a phone has a script or an answer waits.</summary>
    internal bool IsListening => Volatile.Read(ref _isListening);

    public Task<PhoneStatus> StatusAsync() => AskAsync(() => new PhoneStatus(
        _pump.Rules, _pump.Waiting, _pump.IsNeeded ? _pump.Behind : 0, _pump.Heard, _pump.Lost, _pump.NextDue));

    public Task<PhoneBehaviour?> FindAsync(PhoneNumber phone) =>
        AskAsync(() => _pump.Rules.Numbers.GetValueOrDefault(phone));

    public Task SetSharesAsync(IReadOnlyList<PhoneShare> shares) =>
        ChangeAsync(rules => new(rules.Numbers, shares));

    public Task<bool> SetAsync(PhoneNumber phone, PhoneBehaviour behaviour) => ChangeAsync(rules =>
        rules.Numbers.Count >= _options.NumbersMax && !rules.Numbers.ContainsKey(phone)
            ? null
            : new(new Dictionary<PhoneNumber, PhoneBehaviour>(rules.Numbers) { [phone] = behaviour }, rules.Shares));

    public Task<bool> RemoveAsync(PhoneNumber phone) => ChangeAsync(rules =>
    {
        var others = new Dictionary<PhoneNumber, PhoneBehaviour>(rules.Numbers);
        return others.Remove(phone) ? new(others, rules.Shares) : null;
    });

    public Task ResetAsync() => AskAsync(() =>
    {
        _pump.Set(null);
        Listen();
        return true;
    });

    /// <summary>Waits until every answer is given that is due as of now.</summary>
    /// <returns>When the next one is due; null for none.</returns>
    internal Task<Stamp?> RestAsync()
    {
        if (!IsListening)
        {
            return Task.FromResult<Stamp?>(null);
        }

        TaskCompletionSource<Stamp?> rest = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = AskAsync(() =>
        {
            _restWaiters.Add(rest);
            return true;
        }).ContinueWith(
            asked => rest.TrySetException(asked.Exception!.InnerExceptions), CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return rest.Task;
    }

    /// <summary>Looks again, at once. From any thread.</summary>
    internal void Wake()
    {
        if (!_woken.IsSet)
        {
            _woken.Set();
        }
    }

    /// <summary>Ends, and notes how far it came.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        _stop.Cancel();
        _gateway.Context.Tail.Moved -= Wake;
        Wake();
        _thread.Join();
        _stop.Dispose();
        _woken.Dispose();
    }

    private Task<bool> ChangeAsync(Func<PhoneRules, PhoneRules?> change) => AskAsync(() =>
    {
        if (change(_pump.Rules) is not { } rules)
        {
            return false;
        }

        _pump.Set(rules);
        Listen();
        return true;
    });

    /// <summary>Hears of new events only while there is a script, so that nobody pays for it otherwise.</summary>
    private void Listen()
    {
        if (_pump.IsNeeded == _isListening)
        {
            return;
        }

        Volatile.Write(ref _isListening, !_isListening);
        if (_isListening)
        {
            _gateway.Context.Tail.Moved += Wake;
        }
        else
        {
            _gateway.Context.Tail.Moved -= Wake;
        }
    }

    private void Run()
    {
        while (!_stop.IsCancellationRequested)
        {
            _woken.Reset();
            try
            {
                Step();
            }
#pragma warning disable CA1031 // It goes on: what failed is read from the journal again, or is a bug that shows.
            catch (Exception e)
#pragma warning restore CA1031
            {
                PhoneLog.PumpFailed(_logger, e);
                _woken.Wait(WaitMax);
            }
        }

        if (_pump.IsNeeded)
        {
            _pump.MarkNow();
        }

        while (_questions.TryDequeue(out var question))
        {
            question();
        }

        _restWaiters.ForEach(waiter => waiter.TrySetException(new ObjectDisposedException(nameof(PhoneEngine))));
    }

    private void Step()
    {
        while (_questions.TryDequeue(out var question))
        {
            question();
        }

        var next = _pump.IsNeeded ? _pump.Step() : null;
        Listen();
        if ((_pump.IsAtRest || !_isListening) && _restWaiters.Count > 0)
        {
            var due = _pump.NextDue;
            _restWaiters.ForEach(waiter => waiter.TrySetResult(due));
            _restWaiters.Clear();
        }

        if (_pump.HasMore && _isListening)
        {
            return;
        }

        if (_pump.IsRefused)
        {
            _woken.Wait(BusyWait);
        }
        else if (next is not { } stamp)
        {
            _woken.Wait(_stop.Token.IsCancellationRequested ? TimeSpan.Zero : Timeout.InfiniteTimeSpan);
        }
        else if (_gateway.WallUntil(stamp) is var span && span != TimeSpan.Zero)
        {
            _woken.Wait(span > TimeSpan.Zero && span < WaitMax
                ? TimeSpan.FromMilliseconds(Math.Ceiling(span.TotalMilliseconds)) : WaitMax);
        }
    }

    private Task<T> AskAsync<T>(Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _questions.Enqueue(() =>
        {
            try
            {
                answer.TrySetResult(question());
            }
#pragma warning disable CA1031 // Whoever asked gets to know.
            catch (Exception e)
#pragma warning restore CA1031
            {
                answer.TrySetException(e);
            }
        });
        if (_stop.IsCancellationRequested)
        {
            answer.TrySetException(new ObjectDisposedException(nameof(PhoneEngine)));
        }

        Wake();
        return answer.Task;
    }

    /// <summary>Sends one answer. Answers of one owner are posted, and so heard, in their order.</summary>
    private void Say(DueReply reply)
    {
        var heard = _gateway.HearAsync(reply.ToText(), CancellationToken.None);
        if (heard.IsCompletedSuccessfully)
        {
            _pump.Ended(reply, heard.Result.Verdict);
            Wake();
        }
        else
        {
            _ = EndAsync(heard, reply);
        }
    }

    private async Task EndAsync(ValueTask<HearReply> heard, DueReply reply)
    {
        var verdict = Verdict.Unknown;
        try
        {
            verdict = (await heard.ConfigureAwait(false)).Verdict;
        }
        finally
        {
            _pump.Ended(reply, verdict);
            Wake();
        }
    }
}

internal static partial class PhoneLog
{
    [LoggerMessage(45, LogLevel.Error, "Answering for the phones failed; it goes on.")]
    public static partial void PumpFailed(ILogger logger, Exception exception);
}
