using System.Diagnostics.CodeAnalysis;
using GatewaySim.Actors.Phones;
using GatewaySim.Actors.Shards;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;

namespace GatewaySim.Actors.Time;

/// <summary>
/// Wakes whoever has something due, and moves the clock where it is advanced or leaps. One thread of its own.
/// </summary>
/// <remarks>
/// Before the clock is moved, everything due must be done: handed over, durable, told and answered, by receivers and
/// by phones. The clock then goes to what is due next, or further by one step at most. So order is kept, and a week
/// without anything to do costs nothing.
/// </remarks>
public sealed class ClockDriver : IClock, IDisposable
{
    /// <summary>How often it is looked whether all is done, where nothing says so.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(1);

    /// <summary>How far an advance goes at a time when order between shards is nobody's concern.</summary>
    private static readonly TimeSpan FreeStep = TimeSpan.FromMinutes(1);

    /// <summary>How often it is kept where the clock stands, at most; by the wall.</summary>
    private static readonly TimeSpan KeepEvery = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan WaitMax = KeepEvery;

    private readonly SimulationClock _clock;
    private readonly Gateway _gateway;
    private readonly WebhookEngine _webhooks;
    private readonly PhoneEngine? _phones;
    private readonly TimeSpan _step;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _woken = new();
    private readonly CancellationTokenSource _stop = new();
    private DateTimeOffset _kept;
    private long _keptAt;
    private Order? _order;
    private Shard? _inTurn;
    private bool _isDisposed;

    private ClockDriver(
        SimulationClock clock, Gateway gateway, WebhookEngine webhooks, ClockOptions options, PhoneEngine? phones)
    {
        (_clock, _gateway, _webhooks, _phones) = (clock, gateway, webhooks, phones);
        _step = TimeSpan.FromMilliseconds(options.StepMs);
        _thread = new(Run) { Name = "clock", IsBackground = true };
    }

    public ClockStatus Status
    {
        get
        {
            var due = _gateway.Context.Dues.Earliest;
            return new(
                _gateway.Now.Time, TimeProvider.System.GetUtcNow(), _clock.Speed, _clock.IsPaused,
                Volatile.Read(ref _order) is not null, due == long.MaxValue ? null : new Stamp(due));
        }
    }

    /// <summary>Begins to wake and to move.</summary>
    /// <param name="phones">Phones that answer; null for none.</param>
    public static ClockDriver Start(
        SimulationClock clock, Gateway gateway, WebhookEngine webhooks, ClockOptions options,
        PhoneEngine? phones = null)
    {
        var driver = new ClockDriver(clock, gateway, webhooks, options, phones);
        gateway.Context.Dues.Moved = driver._woken.Set;
        clock.Changed += driver.ClockChanged;
        driver._thread.Start();
        return driver;
    }

    public void SetSpeed(ClockSpeed speed) => _clock.SetSpeed(speed);

    public void Pause() => _clock.Pause();

    public void Resume() => _clock.Resume();

    public async Task<bool> AdvanceAsync(DateTimeOffset to, CancellationToken cancel)
    {
        Order order = new(Stamp.Of(to), cancel);
        if (Interlocked.CompareExchange(ref _order, order, null) is not null)
        {
            return false;
        }

        _woken.Set();
        if (_stop.IsCancellationRequested)
        {
            order.Done.TrySetCanceled(CancellationToken.None);
        }

        await order.Done.Task.ConfigureAwait(false);
        return true;
    }

    /// <summary>Stops moving; an advance under way is broken off.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        _stop.Cancel();
        _gateway.Context.Dues.Moved = null;
        _clock.Changed -= ClockChanged;
        _woken.Set();
        _thread.Join();
        Volatile.Read(ref _order)?.Done.TrySetCanceled(CancellationToken.None);
        _stop.Dispose();
        _woken.Dispose();
    }

    private void Run()
    {
        while (!_stop.IsCancellationRequested)
        {
            _woken.Reset();
            if (Volatile.Read(ref _order) is { } order)
            {
                Carry(order);
                continue;
            }

            _gateway.Context.Dues.IsOrdered &= IsLeaping;
            KeepNowAndThen();
            WakeDue();
            if (!IsLeaping || !Leap())
            {
                var due = _gateway.Context.Dues.Earliest;
                var wait = due == long.MaxValue ? WaitMax : _gateway.WallUntil(new(due));
                _woken.Wait(wait >= TimeSpan.Zero && wait < WaitMax
                    ? TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(wait.TotalMilliseconds))) : WaitMax);
            }
        }
    }

    /// <summary>Whether there is neither an endpoint nor a phone to tell, and nothing that shards share.</summary>
    private bool IsFree => !_webhooks.HasEndpoints && _phones is not { IsListening: true } && !HasShared;

    /// <summary>Whether shards share a rate or a cap, so that it matters whose message comes first.</summary>
    private bool HasShared => _gateway.Context.Paces is { HasShared: true } || _gateway.Context.Caps is not null;

    private bool IsLeaping => _clock.Speed.Leaps && !_clock.IsPaused;

    [SuppressMessage("Design", "CA1031", Justification = "Whatever it was, the caller gets to know, and time goes on.")]
    private void Carry(Order order)
    {
        Exception? error = null;
        _clock.Hold();
        try
        {
            Advance(order);
        }
        catch (Exception e)
        {
            error = e;
        }

        // It must not go back once somebody was told where it stands.
        Keep();

        // The place is free before the caller goes on: it may order the next advance at once.
        _gateway.Context.Dues.IsOrdered = false;
        _clock.Release();
        Volatile.Write(ref _order, null);
        if (error is null)
        {
            order.Done.SetResult();
        }
        else if (_stop.IsCancellationRequested)
        {
            // What it waited for may have been ended before it was.
            order.Done.TrySetCanceled(CancellationToken.None);
        }
        else
        {
            order.Done.TrySetException(error);
        }
    }

    private void Advance(Order order)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, order.Cancel);
        while (true)
        {
            if (!TrySettle(() => true, stop.Token, out var due))
            {
                continue;
            }

            var next = Earlier(due.Work, due.Tick);
            if (next is not { } moment || moment > order.To)
            {
                break;
            }

            JumpOver(moment, order.To, IsFree && _step < FreeStep ? FreeStep : _step);
        }

        JumpTo(order.To);

        // What is due at the very moment is done too: the jump to it may have been longer than a step.
        while (!TrySettle(() => true, stop.Token, out _))
        {
        }
    }

    /// <summary>Leaps to what somebody waits for.</summary>
    /// <returns>False when there is nothing, or it is better to look again later.</returns>
    private bool Leap()
    {
        bool GoOn() => IsLeaping && Volatile.Read(ref _order) is null;
        try
        {
            if (!TrySettle(GoOn, _stop.Token, out var due) || due.Work is not { } moment || !GoOn())
            {
                return false;
            }

            JumpOver(moment, new(Stamp.TicksMax), _step);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>To a moment, or on by a step where that is further.</summary>
    private void JumpOver(Stamp moment, Stamp atMost, TimeSpan step)
    {
        var stepped = Stamp.Of(_clock.GetUtcNow()).Plus(step);
        var to = moment > stepped ? moment : stepped;
        JumpTo(to < atMost ? to : atMost);
    }

    private void JumpTo(Stamp moment)
    {
        _gateway.Context.Dues.IsOrdered = HasShared;
        _clock.JumpTo(moment.Time);
        KeepNowAndThen();
        WakeDue();
    }

    private void KeepNowAndThen()
    {
        if (_clock.GetElapsedTime(_keptAt) >= KeepEvery)
        {
            Keep();
        }
    }

    /// <summary>Keeps where the clock stands, so that a start after a crash does not begin before it.</summary>
    private void Keep()
    {
        _keptAt = _clock.GetTimestamp();
        var now = _clock.GetUtcNow();
        if (now != _kept)
        {
            _kept = now;
            ClockMark.Keep(_gateway.Context.Journal, now);
        }
    }

    /// <summary>Waits until everything due is done.</summary>
    /// <returns>False when it should be asked again: something happened meanwhile, or it may not go on.</returns>
    private bool TrySettle(Func<bool> mayGoOn, CancellationToken stop, out DueTimes next)
    {
        next = default;
        var dues = _gateway.Context.Dues;
        dues.IsWatched = true;
        try
        {
            while (!_gateway.IsAtRest)
            {
                stop.ThrowIfCancellationRequested();
                if (!mayGoOn())
                {
                    return false;
                }

                _woken.Reset();
                WakeDue();
                if (!_gateway.IsAtRest)
                {
                    _woken.Wait(LookEvery, stop);
                }
            }

            var events = _gateway.Context.Tail.Total;
            var told = _webhooks.RestAsync();
            var answered = _phones?.RestAsync() ?? Task.FromResult<Stamp?>(null);
            while (!told.Wait(20, stop) || !answered.Wait(20, stop))
            {
                if (!mayGoOn())
                {
                    return false;
                }
            }

            var due = dues.Earliest;
            var work = Earlier(
                Earlier(told.Result.Work, answered.Result), due == long.MaxValue ? null : new Stamp(due));
            next = told.Result with { Work = work };
            return _gateway.IsAtRest && events == _gateway.Context.Tail.Total;
        }
        finally
        {
            dues.IsWatched = false;
        }
    }

    private void WakeDue()
    {
        var now = _gateway.Now.Ticks;
        var dues = _gateway.Context.Dues;
        if (dues.IsOrdered)
        {
            // Others may be at work for somebody who asked: that is no reason to let those wait that nobody asks.
            if (_inTurn is not { IsIdle: false }
                && _gateway.Shards.MinBy(s => dues.Of(s.Number)) is { } first && dues.Of(first.Number) <= now)
            {
                _inTurn = first;
                first.Wake();
            }

            return;
        }

        foreach (var shard in _gateway.Shards)
        {
            if (dues.Of(shard.Number) <= now)
            {
                shard.Wake();
            }
        }
    }

    private void ClockChanged()
    {
        _woken.Set();
        _webhooks.Wake();
        _phones?.Wake();
    }

    private static Stamp? Earlier(Stamp? a, Stamp? b) =>
        a is not { } x ? b : b is not { } y ? a : x < y ? x : y;

    /// <summary>An advance that somebody waits for.</summary>
    private sealed record Order(Stamp To, CancellationToken Cancel)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
