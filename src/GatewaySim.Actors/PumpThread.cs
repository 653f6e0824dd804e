using System.Collections.Concurrent;
using GatewaySim.Domain;

namespace GatewaySim.Actors;

/// <summary>
/// A thread that looks after something while the program runs: it answers questions, steps, and sleeps until something
/// is due or somebody wakes it.
/// </summary>
/// <typeparam name="TRest">What those get to know who wait until there is nothing to do.</typeparam>
internal sealed class PumpThread<TRest> : IDisposable
{
    /// <summary>How long it sleeps at most where it does not say so itself, and after a failure.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(1);

    private readonly string _name;
    private readonly Gateway _gateway;
    private readonly Action _step;
    private readonly Action _stopping;
    private readonly Action _end;
    private readonly Action<Exception> _failed;
    private readonly Thread _thread;
    private readonly ConcurrentQueue<Action> _questions = new();
    private readonly List<TaskCompletionSource<TRest>> _restWaiters = [];
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Does not spin: what the thread waits for takes a disk's time, and others need the processor.</summary>
    private readonly ManualResetEventSlim _woken = new(initialState: false, spinCount: 0);

    private bool _isStopped;

    /// <param name="step">Does what can be done, and waits. What it throws is told, and it is called again.</param>
    /// <param name="stopping">Called once by who stops it, before it ends.</param>
    /// <param name="end">Called once on the thread, at its end.</param>
    /// <param name="failed">Is told what a step threw.</param>
    public PumpThread(
        string name, Gateway gateway, Action step, Action stopping, Action end, Action<Exception> failed)
    {
        (_name, _gateway, _step, _stopping, _end, _failed) = (name, gateway, step, stopping, end, failed);
        _thread = new(Run) { Name = name, IsBackground = true };
    }

    public void Start() => _thread.Start();

    /// <summary>Ends it, and waits for its end. From any other thread; a second call does nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isStopped, true))
        {
            return;
        }

        _stop.Cancel();
        _stopping();
        Wake();
        _thread.Join();
        _stop.Dispose();
        _woken.Dispose();
    }

    /// <summary>Wakes it, or lets it not fall asleep next time. From any thread.</summary>
    public void Wake()
    {
        if (!_woken.IsSet)
        {
            _woken.Set();
        }
    }

    /// <summary>Has something looked at on the thread, before its next step. From any thread.</summary>
    public Task<T> AskAsync<T>(Func<T> question)
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
            answer.TrySetException(Stopped());
        }

        Wake();
        return answer.Task;
    }

    /// <summary>Waits until the thread says <see cref="Rested"/>. From any thread.</summary>
    public Task<TRest> RestAsync()
    {
        TaskCompletionSource<TRest> rest = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = AskAsync(() =>
        {
            _restWaiters.Add(rest);
            return true;
        }).ContinueWith(
            asked => rest.TrySetException(asked.Exception!.InnerExceptions), CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return rest.Task;
    }

    /// <summary>Tells those who wait that there is nothing to do. On the thread.</summary>
    public void Rested(Func<TRest> next)
    {
        if (_restWaiters.Count > 0)
        {
            var told = next();
            _restWaiters.ForEach(waiter => waiter.TrySetResult(told));
            _restWaiters.Clear();
        }
    }

    /// <summary>Sleeps until a moment of the simulation, or until it is woken. On the thread.</summary>
    /// <param name="until">Null for none. Never for long, so that what comes from the clock by itself is seen.</param>
    public void SleepUntil(Stamp? until)
    {
        var span = until is { } moment ? _gateway.WallUntil(moment) : WaitMax;
        if (span != TimeSpan.Zero)
        {
            // Whole milliseconds upwards: a wait that ends too early is followed by one that is no wait at all.
            Sleep(span > TimeSpan.Zero && span < WaitMax
                ? TimeSpan.FromMilliseconds(Math.Ceiling(span.TotalMilliseconds)) : WaitMax);
        }
    }

    /// <summary>Sleeps so long, or until it is woken; when it is stopped, not for ever. On the thread.</summary>
    public void Sleep(TimeSpan span) =>
        _woken.Wait(span == Timeout.InfiniteTimeSpan && _stop.IsCancellationRequested ? TimeSpan.Zero : span);

    /// <summary>Forgets that it was woken: what happened so far is about to be looked at. On the thread.</summary>
    public void Forget() => _woken.Reset();

    private void Run()
    {
        while (!_stop.IsCancellationRequested)
        {
            Forget();
            try
            {
                AnswerAll();
                _step();
            }
#pragma warning disable CA1031 // It goes on: what failed is read from the journal again, or is a bug that shows.
            catch (Exception e)
#pragma warning restore CA1031
            {
                _failed(e);
                Sleep(WaitMax);
            }
        }

        _end();
        AnswerAll();
        _restWaiters.ForEach(waiter => waiter.TrySetException(Stopped()));
    }

    private void AnswerAll()
    {
        while (_questions.TryDequeue(out var question))
        {
            question();
        }
    }

    private ObjectDisposedException Stopped() => new(_name);
}
