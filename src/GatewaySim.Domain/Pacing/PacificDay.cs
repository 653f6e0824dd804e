namespace GatewaySim.Domain.Pacing;

/// <summary>Days of the US Pacific time zone, at whose midnight carriers' daily caps begin anew.</summary>
/// <remarks>
/// By the rule of the US since 2007 (Energy Policy Act of 2005), of every year alike: daylight saving time from the
/// second Sunday of March to the first of November, at two in the morning. So a day has 23, 24 or 25 hours. Pure, and
/// the same on machines without time zone data.
/// </remarks>
public static class PacificDay
{
    private static readonly TimeSpan Standard = TimeSpan.FromHours(-8);
    private static readonly TimeSpan Daylight = TimeSpan.FromHours(-7);

    /// <summary>The date in Pacific time.</summary>
    public static DateOnly Of(Stamp at) =>
        DateOnly.FromDateTime(at.Time.UtcDateTime.Add(OffsetAt(at.Time.UtcDateTime)));

    /// <summary>The midnight that a date begins with.</summary>
    public static Stamp StartOf(DateOnly date)
    {
        // Changes are at two in the morning, so midnight has the offset of the day before.
        var midnight = date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var offset = OffsetAt(midnight - Standard - TimeSpan.FromHours(2));
        return Stamp.Of(new DateTimeOffset(midnight - offset));
    }

    private static TimeSpan OffsetAt(DateTime utc) =>
        utc >= Sunday(utc.Year, 3, 2).AddHours(10) && utc < Sunday(utc.Year, 11, 1).AddHours(9) ? Daylight : Standard;

    /// <summary>The first or second Sunday of a month.</summary>
    private static DateTime Sunday(int year, int month, int nth)
    {
        var first = new DateTime(year, month, 1, 0, 0, 0, DateTimeKind.Utc);
        return first.AddDays((7 - (int)first.DayOfWeek) % 7 + 7 * (nth - 1));
    }
}
