using FsCheck;
using FsCheck.Fluent;
using GatewaySim.Domain.Pacing;

namespace GatewaySim.Domain.Tests.Pacing;

public sealed class PaceLineTests
{
    private static readonly Stamp Start = new(1_000_000_000);

    [Theory]
    [InlineData(TenDlcClass.A, false, 75)]
    [InlineData(TenDlcClass.B, true, 40)]
    [InlineData(TenDlcClass.C, false, 40)]
    [InlineData(TenDlcClass.D, true, 20)]
    [InlineData(TenDlcClass.E, false, 4)]
    [InlineData(TenDlcClass.F, true, 2.5)]
    [InlineData(TenDlcClass.T, false, 1.25)]
    [InlineData(TenDlcClass.W, false, 0.25)]
    [InlineData(TenDlcClass.K, false, 75)]
    [InlineData(TenDlcClass.P, false, 40)]
    [InlineData(TenDlcClass.S, false, 150)]
    [InlineData(TenDlcClass.X, false, 75)]
    [InlineData(TenDlcClass.G, false, 1)]
    [InlineData(TenDlcClass.N, true, 50 / 60.0)]
    public void Classes_have_the_published_rates(TenDlcClass tenDlcClass, bool isMms, double perSecond) =>
        Assert.Equal(perSecond, TenDlcClasses.PerSecond(tenDlcClass, isMms), 9);

    [Theory]
    [InlineData(1, 20, 500_000)]
    [InlineData(3, 20, 1_500_000)]
    [InlineData(1, 0.1, 100_000_000)]
    [InlineData(1, 3, 3_333_334)]
    [InlineData(10, 1_000_000, 100)]
    public void Segments_take_their_time(int parts, double perSecond, long ticks) =>
        Assert.Equal(ticks, PaceLine.TimeOf(parts, perSecond).Ticks);

    /// <summary>
    /// P-32. Goal: whatever comes when, no two messages leave closer than the rate allows, and in their order. Method:
    /// random messages of 1 to 10 segments, some right after another, some after a pause.
    /// </summary>
    [Fact]
    public void P32_places_keep_the_rate_and_the_order() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<(byte Pause, byte Parts)>().ListOf().ToArbitrary(),
        ArbMap.Default.GeneratorFor<byte>().ToArbitrary(),
        (messages, speed) =>
        {
            var perSecond = 0.1 * (speed + 1);
            var (line, now, last, wait) = (default(PaceLine), Start, Stamp.None, TimeSpan.Zero);
            long waiting = 0;
            foreach (var (pause, size) in messages)
            {
                var parts = size % 10 + 1;
                now = now.Plus(TimeSpan.FromMilliseconds(pause < 128 ? 0 : 50 * pause));
                var place = line.PlaceAt(now);
                Assert.True(place >= now && place >= last.Plus(wait));
                (last, wait) = (place, PaceLine.TimeOf(parts, perSecond));
                line = line.Queued(place, parts, wait);
                waiting += parts;
            }

            Assert.Equal(waiting, line.Parts);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_leaves_late_holds_up_the_next()
    {
        var second = TimeSpan.FromSeconds(1);
        var line = default(PaceLine).Queued(Start, 1, second);
        Assert.Equal((Start.Plus(second), Stamp.None), (line.Free, line.Ready));
        line = line.Gone(1).Left(Start.Plus(5 * second), second);
        Assert.Equal((Start.Plus(6 * second), Start.Plus(6 * second), 0), (line.Free, line.Ready, line.Parts));
        Assert.Equal(line with { Parts = 3 }, line.Doomed(3));
    }
}
