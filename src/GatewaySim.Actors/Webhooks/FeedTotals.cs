using GatewaySim.Domain;

namespace GatewaySim.Actors.Webhooks;

/// <summary>One answer of a receiver, to show.</summary>
/// <param name="At">When it came.</param>
/// <param name="Error">Null when the event was delivered.</param>
public sealed record ShownAnswer(
    Stamp At, MessageId Id, FactKind Kind, int Attempt, int Status, string? Error, TimeSpan Took);

/// <summary>An event that was given up.</summary>
public sealed record DeadEvent(
    string Endpoint, string Receiver, Stamp Due, Stamp GivenUpAt, MessageId Id, FactKind Kind, int Attempts,
    string Error);

/// <summary>What became of an endpoint's callbacks since the start of the process.</summary>
internal sealed class FeedTotals
{
    private const int LagsMax = 4_096;

    private readonly long[] _lags = new long[LagsMax];
    private long _lagCount;

    public long Attempts { get; set; }

    public long Failed { get; set; }

    public long Delivered { get; set; }

    /// <summary>Given up after the last attempt.</summary>
    public long Dead { get; set; }

    /// <summary>Became due while the endpoint was suspended.</summary>
    public long Dropped { get; set; }

    /// <summary>The failure behind which no attempt has succeeded.</summary>
    public Stamp? FailingSince { get; set; }

    /// <summary>The last answers, oldest first.</summary>
    public Queue<ShownAnswer> Answers { get; } = new();

    /// <summary>Notes how long after its time a fact was first sent.</summary>
    public void AddLag(long ticks) => _lags[_lagCount++ % LagsMax] = Math.Max(0, ticks);

    /// <summary>The lag that so many of the last callbacks kept within.</summary>
    /// <param name="share">0 to 1.</param>
    public TimeSpan LagOf(double share)
    {
        var count = (int)Math.Min(_lagCount, LagsMax);
        if (count == 0)
        {
            return TimeSpan.Zero;
        }

        var sorted = _lags[..count];
        Array.Sort(sorted);
        return new(sorted[Math.Clamp((int)Math.Ceiling(share * count) - 1, 0, count - 1)]);
    }
}
