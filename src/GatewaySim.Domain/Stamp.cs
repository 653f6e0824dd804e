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

    public static Stamp Of(DateTimeOffset time) => new((time - DateTimeOffset.UnixEpoch).Ticks);

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
