using GatewaySim.Actors.Time;

namespace GatewaySim.Host.Simulations;

/// <summary>Where a clock stands, so that another one can go on from there.</summary>
internal sealed record ClockState(DateTimeOffset Now, ClockSpeed Speed, bool IsPaused)
{
    public static ClockState Of(SimulationClock clock) => new(clock.GetUtcNow(), clock.Speed, clock.IsPaused);
}
