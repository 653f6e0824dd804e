using GatewaySim.Actors.Time;
using GatewaySim.Host.Serving;

namespace GatewaySim.Host.Simulations;

/// <summary>Where a clock stands, so that another one can go on from there.</summary>
internal sealed record ClockState(DateTimeOffset Now, ClockSpeed Speed, bool IsPaused)
{
    public static ClockState Of(GatewayNode node) =>
        new(node.Gateway.Now.Time, node.Clock.Speed, node.Clock.IsPaused);
}
