using GatewaySim.Domain;
using GatewaySim.Testing;

namespace GatewaySim.Actors.Tests.Pacing;

internal static class Passing
{
    /// <summary>Moves the clock from one due moment to the next, as the driver of the clock does.</summary>
    public static async Task PassAsync(this TestGateway gateway, SteppedTime time, TimeSpan span)
    {
        var end = Stamp.Of(time.GetUtcNow()).Plus(span);
        while (gateway.Gateway.Context.Dues.Earliest is var due && due <= end.Ticks)
        {
            var now = Stamp.Of(time.GetUtcNow());
            if (due > now.Ticks)
            {
                time.Advance(TimeSpan.FromTicks(due - now.Ticks));
            }

            foreach (var shard in gateway.Gateway.Shards)
            {
                shard.Wake();
            }

            while (!gateway.Gateway.IsAtRest)
            {
                await Task.Yield();
            }
        }

        time.Advance(TimeSpan.FromTicks(Math.Max(0, end.Ticks - Stamp.Of(time.GetUtcNow()).Ticks)));
    }
}
