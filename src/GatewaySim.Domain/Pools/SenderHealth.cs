using GatewaySim.Domain.Messages;

namespace GatewaySim.Domain.Pools;

/// <summary>How a sender under a profile fares on one UTC day.</summary>
/// <remarks>
/// Source: OAS messaging settings of a number, help centre "number pooling". UNVERIFIED: the span (documented is "on a
/// regular basis"), and that a few messages say nothing yet. An outcome counts from the dispatch on.
/// </remarks>
/// <param name="Messages">Messages handed to the carrier.</param>
/// <param name="Delivered">Of those, delivered.</param>
/// <param name="Spam">Of those, stopped as spam.</param>
/// <param name="Received">Texts that came in.</param>
public readonly record struct SenderHealth(long Messages, long Delivered, long Spam, long Received)
{
    /// <summary>With fewer messages a sender counts as healthy.</summary>
    public const int MessagesMin = 10;

    private const double SuccessMin = 0.25;
    private const double SpamMax = 0.75;

    public double SuccessRatio => Messages == 0 ? 0 : (double)Delivered / Messages;

    public double SpamRatio => Messages == 0 ? 0 : (double)Spam / Messages;

    /// <summary>Texts in for each message out; 0 where none went out.</summary>
    public double InboundOutboundRatio => Messages == 0 ? 0 : (double)Received / Messages;

    public bool IsHealthy => Messages < MessagesMin || (SuccessRatio >= SuccessMin && SpamRatio <= SpamMax);

    public SenderHealth AfterText() => this with { Received = Received + 1 };

    /// <param name="outcome">Of a message that was handed over.</param>
    public SenderHealth After(Outcome outcome) => new(
        Messages + 1, Delivered + (outcome.AsSeen() == Outcome.Delivered ? 1 : 0),
        Spam + (outcome is Outcome.Spam or Outcome.SpamAtt or Outcome.ShortenedLink ? 1 : 0), Received);
}
