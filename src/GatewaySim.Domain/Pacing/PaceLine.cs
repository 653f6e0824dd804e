namespace GatewaySim.Domain.Pacing;

/// <summary>
/// Where a queue of one rate stands: first come, first served, each message right behind the one before.
/// </summary>
/// <param name="Free">When the next message could leave, as far as places are given out.</param>
/// <param name="Ready">When the next message may leave, by what has left.</param>
/// <param name="Parts">Segments that wait.</param>
/// <remarks>
/// The virtual scheduling of the generic cell rate algorithm (ITU-T I.371) without a burst: a message of n segments
/// takes n times the interval of one, so no two leave closer than the rate allows (P-32). Pure; no clock and no timer
/// for each message.
/// </remarks>
public readonly record struct PaceLine(Stamp Free, Stamp Ready, long Parts)
{
    /// <summary>How long the line is taken by so many segments.</summary>
    /// <param name="parts">1 or more.</param>
    /// <param name="perSecond">More than 0.</param>
    public static TimeSpan TimeOf(int parts, double perSecond) =>
        TimeSpan.FromTicks((long)Math.Ceiling(parts * (TimeSpan.TicksPerSecond / perSecond)));

    /// <summary>When a message that comes now could leave.</summary>
    public Stamp PlaceAt(Stamp now) => Free > now ? Free : now;

    /// <summary>A message was given the place at a moment, and waits for it.</summary>
    public PaceLine Queued(Stamp leaves, int parts, TimeSpan takes) =>
        new(Later(Free, leaves.Plus(takes)), Ready, Parts + parts);

    /// <summary>A message waits that will not leave.</summary>
    public PaceLine Doomed(int parts) => this with { Parts = Parts + parts };

    /// <summary>A message that waited is not there any more.</summary>
    public PaceLine Gone(int parts) => this with { Parts = Parts - parts };

    /// <summary>A message left.</summary>
    public PaceLine Left(Stamp at, TimeSpan takes) =>
        this with { Free = Later(Free, at.Plus(takes)), Ready = Later(Ready, at.Plus(takes)) };

    private static Stamp Later(Stamp a, Stamp b) => a > b ? a : b;
}
