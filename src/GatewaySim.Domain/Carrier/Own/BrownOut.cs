namespace GatewaySim.Domain.Carrier.Own;

/// <summary>When a brown-out is on.</summary>
public abstract record BrownOutTime
{
    public abstract bool IsOn(Stamp at);
}

/// <summary>Once.</summary>
/// <param name="Start">The first moment of it.</param>
/// <param name="End">The first moment after it; later than <paramref name="Start"/>.</param>
public sealed record BrownOutSpan(DateTimeOffset Start, DateTimeOffset End) : BrownOutTime
{
    public override bool IsOn(Stamp at) => at.Time >= Start && at.Time < End;
}

/// <summary>Every day, by the clocks of a zone.</summary>
/// <param name="From">The first moment of it, since midnight.</param>
/// <param name="To">The first moment after it; before <paramref name="From"/> it is on the next day.</param>
/// <param name="Days">The days on which it begins; empty for all.</param>
public sealed record BrownOutHours(
    TimeSpan From, TimeSpan To, TimeZoneInfo Zone, IReadOnlyList<DayOfWeek> Days) : BrownOutTime
{
    public override bool IsOn(Stamp at)
    {
        var local = TimeZoneInfo.ConvertTime(at.Time, Zone);
        var (time, today) = (local.TimeOfDay, local.DayOfWeek);
        return From < To
            ? time >= From && time < To && Begins(today)
            : (time >= From && Begins(today)) || (time < To && Begins(local.AddDays(-1).DayOfWeek));
    }

    private bool Begins(DayOfWeek day) => Days.Count == 0 || Days.Contains(day);
}

/// <summary>A time in which a carrier loses or delays some of its messages.</summary>
public sealed record BrownOut(BrownOutTime Time, Interference Effect);
