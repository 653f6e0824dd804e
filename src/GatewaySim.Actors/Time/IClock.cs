using GatewaySim.Domain;

namespace GatewaySim.Actors.Time;

/// <summary>The simulation's clock, as operators see and steer it.</summary>
public interface IClock
{
    ClockStatus Status { get; }

    void SetSpeed(ClockSpeed speed);

    /// <summary>Stands still until <see cref="Resume"/>; can still be advanced.</summary>
    void Pause();

    void Resume();

    /// <summary>Moves on to a moment, doing everything that is due on the way in its order.</summary>
    /// <returns>
    /// Completes when all of it is done and the clock shows the moment: true. False when another advance is under way.
    /// </returns>
    /// <exception cref="OperationCanceledException">
    /// The caller gave up, or the simulation ends; the clock stays where it has come to.
    /// </exception>
    Task<bool> AdvanceAsync(DateTimeOffset to, CancellationToken cancel);
}

/// <summary>What the clock shows.</summary>
/// <param name="Wall">What the wall's clock shows, UTC.</param>
/// <param name="IsPaused">Whether somebody stopped it.</param>
/// <param name="IsAdvancing">Whether an advance is under way.</param>
/// <param name="NextDue">When a message is due to be handed over next; null for none.</param>
public readonly record struct ClockStatus(
    DateTimeOffset Now, DateTimeOffset Wall, ClockSpeed Speed, bool IsPaused, bool IsAdvancing, Stamp? NextDue);
