using GatewaySim.Actors.Time;
using GatewaySim.Domain;

namespace GatewaySim.Dashboard.Tests;

/// <summary>A clock that goes where it is sent, at once.</summary>
internal sealed class FakeClock : IClock
{
    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public DateTimeOffset Now { get; set; } = Start;

    public ClockSpeed Speed { get; private set; } = ClockSpeed.Real;

    public bool IsPaused { get; private set; }

    public bool IsBusy { get; set; }

    public ClockStatus Status => new(Now, Start, Speed, IsPaused, IsBusy, Stamp.Of(Start));

    public void SetSpeed(ClockSpeed speed) => Speed = speed;

    public void Pause() => IsPaused = true;

    public void Resume() => IsPaused = false;

    public Task<bool> AdvanceAsync(DateTimeOffset to, CancellationToken cancel)
    {
        Now = IsBusy ? Now : to;
        return Task.FromResult(!IsBusy);
    }
}
