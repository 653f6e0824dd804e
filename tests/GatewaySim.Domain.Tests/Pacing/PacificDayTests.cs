using System.Globalization;
using GatewaySim.Domain.Pacing;

namespace GatewaySim.Domain.Tests.Pacing;

public sealed class PacificDayTests
{
    [Theory]
    [InlineData("2026-03-07", 24), InlineData("2026-03-08", 23), InlineData("2026-03-09", 24)]
    [InlineData("2026-10-31", 24), InlineData("2026-11-01", 25), InlineData("2026-11-02", 24)]
    [InlineData("2027-03-14", 23), InlineData("2027-11-07", 25), InlineData("2026-12-31", 24)]
    public void A_day_has_23_24_or_25_hours(string date, int hours)
    {
        var day = DateOnly.Parse(date, CultureInfo.InvariantCulture);
        var (start, end) = (PacificDay.StartOf(day), PacificDay.StartOf(day.AddDays(1)));
        Assert.Equal(TimeSpan.FromHours(hours), end.Time - start.Time);
        Assert.Equal(day, PacificDay.Of(start));
        Assert.Equal(day, PacificDay.Of(new(end.Ticks - 1)));
        Assert.Equal(day.AddDays(1), PacificDay.Of(end));
    }

    [Theory]
    [InlineData("2026-01-02T07:59:59Z", "2026-01-01"), InlineData("2026-01-02T08:00:00Z", "2026-01-02")]
    [InlineData("2026-07-02T06:59:59Z", "2026-07-01"), InlineData("2026-07-02T07:00:00Z", "2026-07-02")]
    public void Midnight_is_at_eight_or_at_seven_in_universal_time(string at, string date) => Assert.Equal(
        DateOnly.Parse(date, CultureInfo.InvariantCulture),
        PacificDay.Of(Stamp.Of(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture))));

    /// <summary>The time zone data of this machine says the same, hour by hour for twenty years.</summary>
    [Fact]
    public void It_is_the_day_of_los_angeles()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");
        var end = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var at = end.AddYears(-20); at < end; at = at.AddHours(1))
        {
            Assert.Equal(
                DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime), PacificDay.Of(Stamp.Of(at)));
        }
    }
}
