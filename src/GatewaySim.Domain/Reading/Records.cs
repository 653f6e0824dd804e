using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Reading;

/// <summary>A RingCentral batch as the projections know it.</summary>
/// <param name="Size">Accepted messages.</param>
/// <param name="Processed">Messages that left the queue: handed to the carrier or refused at dispatch.</param>
/// <param name="Blocked">Of those, the ones refused because of an opt-out.</param>
/// <param name="Segments">Segments of the messages handed to the carrier: what is paid for.</param>
public sealed record BatchRecord(
    MessageId Id, int Account, Address From, int Size, int Processed, int Blocked, long Segments,
    Stamp CreatedAt, Stamp ModifiedAt)
{
    public bool IsComplete => Processed == Size;
}

/// <summary>One message, outbound or inbound, as the journal knows it.</summary>
/// <param name="Scope">Whose message it is.</param>
/// <param name="Batch">The RingCentral batch it came in; null for single and inbound messages and replies.</param>
/// <param name="Dispatch">Null while it waits, and for inbound messages.</param>
/// <param name="Operation">What an inbound text was classified as.</param>
/// <param name="IsAutoReply">Made by the simulator in answer to a keyword.</param>
/// <param name="SendAt">When a scheduled message is to be sent; null for others.</param>
/// <param name="CancelledAt">When a scheduled message was taken back; null for others.</param>
/// <param name="Group">The recipients of a group message; one of them for a recipient's own; null for others.</param>
public sealed record MessageRecord(
    MessageId Id, Scope Scope, MessageId? Batch, Direction Direction, Address From, Address To, string Text,
    Stamp AcceptedAt, Dispatch? Dispatch, MessageOptions Options, Operation Operation = Operation.None,
    bool IsAutoReply = false, Stamp? SendAt = null, Stamp? CancelledAt = null,
    IReadOnlyList<GroupMember>? Group = null)
{
    /// <summary>When it was to leave its sender's queue; null for messages that did not wait in one.</summary>
    public Stamp? LeavesAt { get; init; }

    /// <summary>How long it waits or waited for its sender's rate.</summary>
    public TimeSpan WaitedFor() =>
        LeavesAt is { } leaves ? (Dispatch?.At ?? leaves).Time - AcceptedAt.Time : TimeSpan.Zero;

    /// <summary>Where the message is at a moment.</summary>
    public MessageProgress ProgressAt(Stamp now) => CancelledAt is not null
        ? new(MessageStage.Cancelled, Outcome.Pending, null, null)
        : SendAt is not null && (Dispatch is not { } dispatch || now < dispatch.At)
            ? new(MessageStage.Scheduled, Outcome.Pending, null, null)
        : MessageProgress.At(Dispatch, now);
}

/// <summary>How many messages stand at one place of their way.</summary>
/// <param name="Outcome">How they ended; <see cref="Outcome.Pending"/> before <see cref="MessageStage.Final"/>.</param>
/// <param name="Messages">1 or more.</param>
/// <param name="Segments">Segments of all of them, as in the cost of a batch.</param>
public readonly record struct MessageCount(
    Direction Direction, MessageStage Stage, Outcome Outcome, long Messages, long Segments);

/// <summary>
/// A consent record: of a pair, of a wildcard (RingCentral), or of one origin number of a block (Telnyx).
/// </summary>
/// <param name="From">The business number; null for the account-wide record.</param>
/// <param name="Keyword">The word that made it, normalised; null when no word did.</param>
/// <param name="Event">The event that made it.</param>
public sealed record ConsentRecord(
    Provider Provider, int Account, Guid? Profile, Address? From, PhoneNumber To, ConsentStatus Status,
    ConsentSource Source, Stamp ModifiedAt, string? Keyword, MessageId Event);

/// <summary>A change of a RingCentral consent record, as it was made.</summary>
/// <param name="From">Null for the account-wide record.</param>
/// <param name="Event">The event that made it.</param>
public sealed record ConsentHistoryRecord(
    int Account, Address? From, PhoneNumber To, ConsentStatus Status, ConsentSource Source, Stamp At,
    MessageId Event);
