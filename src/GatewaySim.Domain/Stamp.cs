using System.Globalization;

namespace GatewaySim.Domain;

/// <summary>A moment in the order of all events: a hybrid logical clock value.</summary>
/// <param name="Ticks">
/// 100 ns since 1970-01-01 UTC, 0 to 2^56 - 1 (the year 2198). Where the clock stands still or steps back, the value
/// goes on by one tick, so that a stamp taken later is always greater.
/// </param>
public readonly record struct Stamp(long Ticks) : IComparable<Stamp>
{
    public const long TicksMax = (1L << 56) - 1;

    public static readonly Stamp None;

    private static readonly string[] Forms =
        ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static Stamp Of(DateTimeOffset time) => new((time - DateTimeOffset.UnixEpoch).Ticks);

    /// <summary>Reads ISO 8601 with a zone, as <c>2026-01-02T03:04:05Z</c> or <c>2026-01-02T04:04+01:00</c>.</summary>
    /// <returns>False also for a moment that is no stamp.</returns>
    public static bool TryParse(string text, out Stamp stamp)
    {
        var isTime = DateTimeOffset.TryParseExact(
            text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time);
        var hasZone = text.EndsWith('Z')
            || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal);
        stamp = isTime && hasZone ? Of(time) : None;
        return isTime && hasZone && stamp.Ticks is >= 0 and <= TicksMax;
    }

    public DateTimeOffset Time => DateTimeOffset.UnixEpoch.AddTicks(Ticks);

    public Stamp Plus(TimeSpan span) => new(Ticks + span.Ticks);

    public int CompareTo(Stamp other) => Ticks.CompareTo(other.Ticks);

    public static bool operator <(Stamp left, Stamp right) => left.Ticks < right.Ticks;

    public static bool operator >(Stamp left, Stamp right) => left.Ticks > right.Ticks;

    public static bool operator <=(Stamp left, Stamp right) => left.Ticks <= right.Ticks;

    public static bool operator >=(Stamp left, Stamp right) => left.Ticks >= right.Ticks;

    /// <summary>UTC, ISO 8601, seven fractional digits.</summary>
    public override string ToString() =>
        Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
