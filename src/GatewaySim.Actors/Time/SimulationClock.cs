namespace GatewaySim.Actors.Time;

/// <summary>
/// The simulation's clock: it runs at a multiple of the wall's time, can stand still, and can be moved on.
/// </summary>
/// <remarks>
/// Thread-safe; a reading costs one volatile read and one of the wall clock's counter. It never goes back. Timers and
/// <see cref="GetTimestamp"/> are the wall's: they are for housekeeping, and for time-outs of connections to programs
/// outside of the simulation.
/// </remarks>
public sealed class SimulationClock : TimeProvider
{
    private readonly TimeProvider _wall;
    private readonly Lock _changing = new();
    private Course _course;
    private bool _isHeld;

    /// <param name="wall">What it runs by.</param>
    /// <param name="start">What it shows now.</param>
    /// <param name="speed">Its first speed.</param>
    public SimulationClock(TimeProvider wall, DateTimeOffset start, ClockSpeed speed)
    {
        _wall = wall;
        Speed = speed;
        _course = new(wall.GetTimestamp(), start.UtcTicks, speed.Factor);
    }

    /// <summary>The speed that was asked for; while it stands still, it is what it goes on with.</summary>
    public ClockSpeed Speed { get; private set; }

    /// <summary>Whether somebody stopped it.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>Whether it moves by itself.</summary>
    public bool IsRunning => Factor > 0;

    /// <summary>How much faster than the wall's time it runs now; 0 while it stands still.</summary>
    public double Factor => Volatile.Read(ref _course).Factor;

    /// <summary>Called after every change of speed and every jump. Must not block.</summary>
    public event Action? Changed;

    public override DateTimeOffset GetUtcNow() => new(TicksNow(), TimeSpan.Zero);

    public override long GetTimestamp() => _wall.GetTimestamp();

    public override long TimestampFrequency => _wall.TimestampFrequency;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _wall.CreateTimer(callback, state, dueTime, period);

    /// <summary>How long the wall takes until the clock shows a moment; infinite where it stands still.</summary>
    public TimeSpan WallUntil(DateTimeOffset moment)
    {
        var course = Volatile.Read(ref _course);
        var left = moment.UtcTicks - TicksNow();
        return left <= 0 ? TimeSpan.Zero
            : course.Factor == 0 || left / course.Factor >= TimeSpan.MaxValue.Ticks ? Timeout.InfiniteTimeSpan
            : TimeSpan.FromTicks((long)Math.Ceiling(left / course.Factor));
    }

    public void SetSpeed(ClockSpeed speed) => Change(() => Speed = speed);

    /// <summary>Stands still until <see cref="Resume"/>, whatever its speed; it can still be advanced.</summary>
    public void Pause() => Change(() => IsPaused = true);

    public void Resume() => Change(() => IsPaused = false);

    /// <summary>Stands still while it is advanced.</summary>
    internal void Hold() => Change(() => _isHeld = true);

    internal void Release() => Change(() => _isHeld = false);

    /// <summary>Moves on to a moment; does nothing where it is past it.</summary>
    public void JumpTo(DateTimeOffset moment)
    {
        lock (_changing)
        {
            Go(Math.Max(TicksNow(), moment.UtcTicks));
        }

        Changed?.Invoke();
    }

    private void Change(Action change)
    {
        lock (_changing)
        {
            var now = TicksNow();
            change();
            Go(now);
        }

        Changed?.Invoke();
    }

    private long TicksNow()
    {
        var course = Volatile.Read(ref _course);
        var passed = (_wall.GetTimestamp() - course.WallThen) * (double)TimeSpan.TicksPerSecond
            / _wall.TimestampFrequency;
        return Math.Min(course.TicksThen + (long)(Math.Max(0, passed) * course.Factor), DateTime.MaxValue.Ticks);
    }

    private void Go(long ticks) => Volatile.Write(
        ref _course, new(_wall.GetTimestamp(), ticks, IsPaused || _isHeld ? 0 : Speed.Factor));

    /// <summary>From a moment on.</summary>
    private sealed record Course(long WallThen, long TicksThen, double Factor);
}
