using System.Globalization;
using GatewaySim.Domain.Carrier.Own;

namespace GatewaySim.Host.Carriers;

/// <summary>Reads a brown-out: its time, once or by the clocks of a zone, and what it does.</summary>
internal static class BrownOutReader
{
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public static BrownOut? Read(CarrierMembers members)
    {
        BrownOutTime? time = members.Has("start") || members.Has("end") ? SpanOf(members) : HoursOf(members);
        var effect = CarrierFile.InterferenceOf(members);
        members.End();
        return time is null ? null : new(time, effect);
    }

    private static BrownOutSpan? SpanOf(CarrierMembers members)
    {
        var start = Moment(members, "start");
        var end = Moment(members, "end");
        if (start >= end)
        {
            members.Wrong("end", "must be later than start");
        }

        return start is null || end is null ? null : new(start.Value, end.Value);
    }

    private static DateTimeOffset? Moment(CarrierMembers members, string name) => members.Text(
        name, "a time as 2026-11-27T12:00:00Z", t => DateTimeOffset.TryParseExact(
            t, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out var moment) ? (object)moment : null) as DateTimeOffset?;

    private static BrownOutHours? HoursOf(CarrierMembers members)
    {
        var from = TimeOfDay(members, "from");
        var to = TimeOfDay(members, "to");
        var zone = members.Text(
            "zone", "a time zone as America/New_York",
            t => TimeZoneInfo.TryFindSystemTimeZoneById(t, out var found) ? found : null, TimeZoneInfo.Utc);
        var days = members.Texts("days", Days.Length, $"of {string.Join(", ", Days)}", d => Days.Contains(d));
        if (from is not null && from == to)
        {
            members.Wrong("to", "must differ from 'from'");
        }

        return from is null || to is null ? null : new(
            from.Value, to.Value, zone, [.. days.Select(d => (DayOfWeek)Array.IndexOf(Days, d))]);
    }

    private static TimeSpan? TimeOfDay(CarrierMembers members, string name) => members.Text(
        name, "a time of the day as 21:30", t => TimeOnly.TryParseExact(
            t, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? (object)time.ToTimeSpan() : null) as TimeSpan?;
}
