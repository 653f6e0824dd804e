using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Messages;

/// <summary>
/// A RingCentral batch was accepted. Holds its first chunk; <see cref="BatchContinued"/> events hold the rest.
/// </summary>
/// <param name="Text">The default text, UTF-8; may be empty.</param>
/// <param name="Size">Accepted messages of the whole batch.</param>
/// <param name="Rejected">Entries of the request that were refused as invalid.</param>
/// <param name="FirstOrdinal">How many messages this sender had sent before: what chance is drawn by (P-24).</param>
[JournalName("batch.accepted.v1")]
public sealed record BatchAccepted(
    Address From, ReadOnlyMemory<byte> Text, int Size, int Rejected, long FirstOrdinal, MessageChunk Chunk)
    : GatewayEvent
{
    /// <summary>The events that hold the batch: this one and the ones right behind it.</summary>
    public int Chunks => (Size + MessageId.IndexesMax - 1) / MessageId.IndexesMax;
}

/// <summary>More messages of a batch, journalled with its <see cref="BatchAccepted"/>.</summary>
/// <param name="Batch">Sequence number of the batch, in the same shard.</param>
/// <param name="First">Index in the batch of the first message here.</param>
[JournalName("batch.continued.v1")]
public sealed record BatchContinued(long Batch, int First, MessageChunk Chunk) : GatewayEvent;

/// <summary>Messages of one chunk of a batch left the queue: handed to the carrier, or refused at dispatch.</summary>
/// <param name="Batch">The batch's sequence number, in the same shard.</param>
/// <param name="AcceptedAt">The batch's stamp.</param>
/// <param name="Chunk">Sequence number of the event that holds the messages.</param>
/// <param name="First">Index in that event of the first message.</param>
/// <param name="Outcomes">One byte a message, <see cref="Outcome"/>.</param>
/// <param name="Blocked">How many of them were refused because of an opt-out.</param>
/// <param name="Segments">Segments handed to the carrier.</param>
/// <param name="Carrier">Stored name of the profile that drew the outcomes.</param>
/// <param name="ChanceBase">With the ordinal, the message's chance.</param>
/// <param name="FirstOrdinal">Ordinal of the first message here.</param>
/// <param name="WildcardsSeen">
/// Sequence number of the last account-wide record that counted, in the account's shard.
/// </param>
[JournalName("batch.dispatched.v1")]
public sealed record BatchDispatched(
    long Batch, Stamp AcceptedAt, long Chunk, int First, ReadOnlyMemory<byte> Outcomes, int Blocked, long Segments,
    string Carrier, ulong ChanceBase, long FirstOrdinal, long WildcardsSeen) : GatewayEvent;

/// <summary>
/// A Telnyx message was accepted and, where nothing holds it back, handed to the carrier in the same breath.
/// </summary>
[JournalName("message.accepted.v1")]
public sealed record MessageAccepted(
    Address From, Address To, string Text, MessageOptions Options, long Ordinal, Outcome Outcome, string Carrier,
    ulong Chance) : GatewayEvent;

/// <summary>
/// A Telnyx message was accepted, to be handed to the carrier later. Its id is this event's place.
/// </summary>
/// <param name="SendAt">When, as far as was known.</param>
public abstract record WaitingMessage(Address From, Address To, string Text, MessageOptions Options, Stamp SendAt)
    : GatewayEvent;

/// <summary>A message for a time that its sender named.</summary>
[JournalName("message.scheduled.v1")]
public sealed record MessageScheduled(Address From, Address To, string Text, MessageOptions Options, Stamp SendAt)
    : WaitingMessage(From, To, Text, Options, SendAt);

/// <summary>A message that waits for the rate of its sender or of its account.</summary>
/// <param name="Expires">Whether its validity ends before its turn comes: then it ends so at that time.</param>
[JournalName("message.queued.v1")]
public sealed record MessageQueued(
    Address From, Address To, string Text, MessageOptions Options, Stamp SendAt, bool Expires)
    : WaitingMessage(From, To, Text, Options, SendAt);

/// <summary>
/// A message that waited came to its time: handed to the carrier, refused because of a block rule, or expired.
/// </summary>
/// <param name="Message">Sequence number of its <see cref="WaitingMessage"/>, in the same shard.</param>
/// <param name="AcceptedAt">That event's stamp.</param>
[JournalName("message.dispatched.v1")]
public sealed record MessageDispatched(
    long Message, Stamp AcceptedAt, long Ordinal, Outcome Outcome, string Carrier, ulong Chance) : GatewayEvent
{
    public Dispatch DispatchAt(Stamp at) => new(at, Outcome, Carrier, Chance);
}

/// <summary>A scheduled message was taken back before its time.</summary>
/// <param name="Message">Sequence number of its <see cref="MessageScheduled"/>, in the same shard.</param>
[JournalName("message.cancelled.v1")]
public sealed record MessageCancelled(long Message) : GatewayEvent;

/// <summary>
/// A Telnyx group message was accepted and handed to the carrier, once for each recipient who is not blocked.
/// </summary>
/// <remarks>Index 0 of the event is the group's message, index n + 1 the one of recipient n.</remarks>
/// <param name="To">1 to 8 recipients, each once.</param>
/// <param name="FirstOrdinal">The first recipient's; the others follow.</param>
/// <param name="Outcomes">One byte a recipient, <see cref="Outcome"/>.</param>
[JournalName("message.group-accepted.v1")]
public sealed record GroupAccepted(
    Address From, IReadOnlyList<PhoneNumber> To, string Text, MessageOptions Options, long FirstOrdinal,
    ReadOnlyMemory<byte> Outcomes, string Carrier, ulong ChanceBase) : GatewayEvent
{
    /// <summary>What became of the message to a recipient.</summary>
    /// <param name="n">0 or more.</param>
    /// <param name="at">The event's stamp.</param>
    public GroupMember MemberAt(int n, Stamp at) => new(To[n], new(
        at, (Outcome)Outcomes.Span[n], Carrier, Domain.Carrier.Chance.Of(ChanceBase, (ulong)(FirstOrdinal + n))));

    public IReadOnlyList<GroupMember> MembersAt(Stamp at) =>
        [.. Enumerable.Range(0, To.Count).Select(n => MemberAt(n, at))];
}

/// <summary>A recipient of a group message, and what became of the message to them.</summary>
public readonly record struct GroupMember(PhoneNumber To, Dispatch Dispatch);

/// <summary>A person's text came in.</summary>
/// <param name="Text">As received; lone surrogates are kept.</param>
/// <param name="ExternalId">What makes a repeat harmless; empty for none.</param>
[JournalName("inbound.received.v1")]
public sealed record InboundReceived(
    PhoneNumber From, Address To, string Text, Operation Operation, string Keyword, string Matcher, string ExternalId)
    : GatewayEvent;

/// <summary>
/// The simulator answered a keyword. Never blocked by the STOP it answers, and never answered itself (P-11).
/// </summary>
/// <param name="CausedBy">The inbound text.</param>
[JournalName("reply.sent.v1")]
public sealed record ReplySent(
    Address From, PhoneNumber To, string Text, Operation Operation, MessageId CausedBy, long Ordinal, Outcome Outcome,
    string Carrier, ulong Chance) : GatewayEvent;
