using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Carrier.Own;
using GatewaySim.Domain.Messages;

namespace GatewaySim.Testing;

/// <summary>Carriers of a user's own, for tests of what is above them.</summary>
public static class OwnCarriers
{
    /// <summary>The same for all handsets, without brown-outs and filters.</summary>
    /// <param name="final">From sent to final, always; the carrier takes a message at once.</param>
    /// <param name="late">The same where a receipt comes late.</param>
    /// <param name="shares">Together 1.</param>
    public static OwnProfile Of(
        string name, TimeSpan final, TimeSpan late, params (Outcome Outcome, double Share)[] shares)
    {
        var mix = new OutcomeMix(shares);
        return new(
            OwnDelays.Of(
                name, Always(TimeSpan.Zero), Always(final), Always(late), Always(final),
                unconfirmedAfter: TimeSpan.FromHours(2), unreachableAfter: TimeSpan.FromHours(4)),
            [.. Enum.GetValues<HandsetCarrier>().Select(_ => mix)], [], [], isPaced: false);
    }

    private static long[] Always(TimeSpan delay) =>
        [.. Enumerable.Repeat((long)delay.TotalMicroseconds, OwnDelays.TableLength)];
}
