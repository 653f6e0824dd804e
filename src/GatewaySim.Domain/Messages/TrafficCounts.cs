using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Messages;

/// <summary>What senders of one type did in some time. An outcome counts from the dispatch on.</summary>
/// <param name="Sent">Messages that left the queue, also those that were refused then.</param>
/// <param name="Delivered">Of those, delivered.</param>
/// <param name="Failed">Of those, refused or not delivered; a missing receipt says neither.</param>
/// <param name="Received">Texts that came in.</param>
public readonly record struct TrafficCounts(long Sent, long Delivered, long Failed, long Received)
{
    /// <summary>The share of messages that failed, 0 to 1; 0 where none was sent.</summary>
    public double FailedRatio => Sent == 0 ? 0 : (double)Failed / Sent;

    public static TrafficCounts operator +(TrafficCounts a, TrafficCounts b) =>
        new(a.Sent + b.Sent, a.Delivered + b.Delivered, a.Failed + b.Failed, a.Received + b.Received);

    /// <param name="outcome">Of a message that left the queue; not <see cref="Outcome.Pending"/>.</param>
    public static TrafficCounts Of(Outcome outcome) => new(
        1, outcome.AsSeen() == Outcome.Delivered ? 1 : 0,
        outcome.AsSeen() is Outcome.Delivered or Outcome.Unconfirmed ? 0 : 1, 0);
}

/// <summary>What senders of one type did in one hour, or one UTC day.</summary>
/// <param name="Begin">When that hour or day began.</param>
public readonly record struct TrafficSlot(Stamp Begin, SenderType Sender, TrafficCounts Counts);
