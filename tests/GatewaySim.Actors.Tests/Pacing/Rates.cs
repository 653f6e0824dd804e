using System.Globalization;

namespace GatewaySim.Actors.Tests.Pacing;

internal static class Rates
{
    /// <summary>Dispatches behind each that are looked at with it.</summary>
    private const int Ahead = 500;

    /// <summary>In any span there leaves at most the rate times the span, and a burst (P-32).</summary>
    /// <param name="left">What left when: segments, in the order of time.</param>
    public static void AssertAtMost(
        IEnumerable<(DateTimeOffset At, long Segments)> left, double perSecond, double burst)
    {
        var all = left.ToList();
        for (var first = 0; first < all.Count; first++)
        {
            long segments = 0;
            for (var last = first; last < Math.Min(all.Count, first + Ahead); last++)
            {
                segments += all[last].Segments;
                var span = (all[last].At - all[first].At).TotalSeconds;
                Assert.True(
                    segments <= perSecond * span + burst + 0.001,
                    string.Create(CultureInfo.InvariantCulture, $"{segments} in {span} s, {first}-{last}"));
            }
        }
    }
}
