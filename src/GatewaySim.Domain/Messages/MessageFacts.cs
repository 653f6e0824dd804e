using GatewaySim.Domain.Carrier;

namespace GatewaySim.Domain.Messages;

/// <summary>Stored: append, never renumber.</summary>
public enum Direction : byte
{
    Outbound = 0,
    Inbound = 1,
}

/// <summary>How a message ends. One byte a message in the journal: append, never renumber.</summary>
/// <remarks>Each front door has a table from these to its own status and code.</remarks>
public enum Outcome : byte
{
    /// <summary>Not dispatched yet.</summary>
    Pending = 0,
    Delivered = 1,

    /// <summary>No receipt came: SMS-CAR-104, delivery_unconfirmed.</summary>
    Unconfirmed = 2,

    /// <summary>Landline or unallocated: SMS-CAR-411, 40001.</summary>
    Unroutable = 3,

    /// <summary>Phone off until validity ran out: SMS-CAR-412, 40005.</summary>
    Unreachable = 4,

    /// <summary>The carrier's spam filter: SMS-CAR-430, 40002.</summary>
    Spam = 5,

    /// <summary>The carrier was down: SMS-CAR-500, 40006.</summary>
    CarrierDown = 6,

    /// <summary>The carrier's own opt-out (on toll-free: the network block): SMS-CAR-413, 40008.</summary>
    CarrierOptOut = 7,

    /// <summary>Opted out at the provider, found at dispatch: SMS-RC-413, 40300. Never handed to the carrier.</summary>
    Blocked = 8,

    /// <summary>
    /// The profile had spent what it may on that day, found at dispatch: 40333. Never handed to the carrier.
    /// </summary>
    SpendLimited = 9,

    /// <summary>
    /// Its validity ended before its sender's rate let it go: SMS-CAR-410, 40014. Never handed to the carrier.
    /// </summary>
    Expired = 10,

    /// <summary>
    /// The sender's brand had sent what T-Mobile takes of it on that day: SMS-CAR-450, 40016. The carrier's refusal.
    /// </summary>
    DailyCapped = 11,

    /// <summary>Delivered, long after the others: how the receipts of a brown-out come.</summary>
    DeliveredLate = 12,

    /// <summary>The carrier takes no messages of this sender any more: SMS-UP-431, 40003.</summary>
    SenderFlagged = 13,

    /// <summary>A shortened link in the text: SMS-CAR-435, 40002.</summary>
    ShortenedLink = 14,

    /// <summary>More in a minute than AT&amp;T takes: SMS-CAR-451, 40018.</summary>
    RateLimited = 15,

    /// <summary>More than another carrier takes: SMS-CAR-452, 40011.</summary>
    VolumeLimited = 16,

    /// <summary>The sender is not registered for 10DLC: SMS-CAR-414, 40010.</summary>
    Unregistered = 17,

    /// <summary>AT&amp;T's spam filter: SMS-CAR-430, 40017.</summary>
    SpamAtt = 18,

    /// <summary>No such number, as the network between says: SMS-UP-410, 40012.</summary>
    UnroutableUpstream = 19,

    /// <summary>Delivered in the moment of handing over. This and all that follow are of magic numbers.</summary>
    DeliveredAtOnce = 20,

    /// <summary>Delivered, half a minute after it was sent.</summary>
    DeliveredSlowly = 21,

    /// <summary>Delivered, with two receipts.</summary>
    DeliveredTwice = 22,

    /// <summary>Delivered, with the receipt of its delivery before that of its sending.</summary>
    DeliveredInDisorder = 23,

    /// <summary>Delivered, and the phone answers as its number says.</summary>
    DeliveredAndAnswered = 24,

    /// <summary>The same, and the answer comes before the receipt.</summary>
    DeliveredAfterAnswer = 25,

    /// <summary>As <see cref="Blocked"/>, without an opt-out on record. Never handed to the carrier.</summary>
    BlockedBefore = 26,
}

/// <summary>What all outcomes have in common.</summary>
public static class Outcomes
{
    /// <summary>How many values there are, for tables by outcome.</summary>
    public const int Count = (int)Outcome.BlockedBefore + 1;

    /// <summary>Whether the carrier got the message, or would have; the others ended at the provider.</summary>
    public static bool IsHandedOver(this Outcome outcome) =>
        outcome is not (Outcome.Blocked or Outcome.SpendLimited or Outcome.Expired or Outcome.BlockedBefore);

    /// <summary>Whether the phone of a magic number answers it.</summary>
    public static bool IsAnswered(this Outcome outcome) =>
        outcome is Outcome.DeliveredAndAnswered or Outcome.DeliveredAfterAnswer;

    /// <summary>How a message ended for those who look at it: what came late was delivered.</summary>
    public static Outcome AsSeen(this Outcome outcome) => outcome switch
    {
        Outcome.BlockedBefore => Outcome.Blocked,
        Outcome.DeliveredLate or (>= Outcome.DeliveredAtOnce and <= Outcome.DeliveredAfterAnswer) =>
            Outcome.Delivered,
        _ => outcome,
    };
}

/// <summary>Where a message is on its way.</summary>
public enum MessageStage : byte
{
    Queued = 0,

    /// <summary>Handed to the carrier, not yet accepted by it.</summary>
    Sending = 1,
    Sent = 2,
    Final = 3,

    /// <summary>Waits for the time that its sender named.</summary>
    Scheduled = 4,

    /// <summary>Taken back before that time.</summary>
    Cancelled = 5,
}

/// <summary>
/// What the dispatch event of a message says. The times follow from it (design: a status is computed).
/// </summary>
/// <param name="At">When the message was handed to the carrier, or refused.</param>
/// <param name="Outcome">Drawn at dispatch and never drawn again.</param>
/// <param name="Carrier">The profile that drew it, by its stored name: <c>fast.v1</c>.</param>
/// <param name="Chance">
/// The message's own chance: all of its delays are functions of this value and the profile.
/// </param>
public readonly record struct Dispatch(Stamp At, Outcome Outcome, string Carrier, ulong Chance);

/// <summary>Where a message is at a moment.</summary>
/// <param name="Stage">How far it has come.</param>
/// <param name="Outcome">How it ended; <see cref="Outcome.Pending"/> before <see cref="MessageStage.Final"/>.</param>
/// <param name="SentAt">When the carrier took it; null before, and for messages never handed over.</param>
/// <param name="FinalAt">When it became final; null before.</param>
public readonly record struct MessageProgress(MessageStage Stage, Outcome Outcome, Stamp? SentAt, Stamp? FinalAt)
{
    /// <summary>Whether the carrier has it, and nobody knows its end yet.</summary>
    public bool IsInFlight => Stage is MessageStage.Sending or MessageStage.Sent;

    /// <summary>
    /// The progress of a message at a time. Pure; the same dispatch and time always give the same answer.
    /// </summary>
    public static MessageProgress At(Dispatch? dispatch, Stamp now)
    {
        if (dispatch is not { } d || now < d.At)
        {
            return new(MessageStage.Queued, Outcome.Pending, null, null);
        }

        Invariant.Holds(d.Outcome != Outcome.Pending);
        if (!d.Outcome.IsHandedOver())
        {
            return new(MessageStage.Final, d.Outcome.AsSeen(), null, d.At);
        }

        var delays = DelayProfile.Stored(d.Carrier).For(d.Chance, d.Outcome);
        var sent = d.At.Plus(delays.SentAfter);
        var final = sent.Plus(delays.FinalAfter);
        return now >= final ? new(MessageStage.Final, d.Outcome.AsSeen(), sent, final)
            : now >= sent ? new(MessageStage.Sent, Outcome.Pending, sent, null)
            : new(MessageStage.Sending, Outcome.Pending, null, null);
    }
}
