using GatewaySim.Domain;

namespace GatewaySim.Actors.Time;

/// <summary>When there is something to do next.</summary>
/// <param name="Work">
/// What somebody caused: a message to hand over, a callback, its next attempt. Null for none.
/// </param>
/// <param name="Tick">What the clock brings by itself: a reminder, an expiry. Null for none.</param>
internal readonly record struct DueTimes(Stamp? Work, Stamp? Tick);
