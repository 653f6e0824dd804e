using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Reading;

/// <summary>Which batches, newest first.</summary>
/// <param name="Since">Created at or after; null for no bound.</param>
/// <param name="Until">Created at or before; null for no bound.</param>
/// <param name="From">Only of this sender.</param>
/// <param name="Complete">Only those that are (or are not) complete; null for both.</param>
/// <param name="After">Keyset: the last batch of the page before, by (created, id); null for the first page.</param>
/// <param name="CountMax">Records at most, 1 to 1,001.</param>
public sealed record BatchQuery(
    int Account, Stamp? Since, Stamp? Until, Address? From, bool? Complete, (Stamp At, MessageId Id)? After,
    int CountMax);

/// <summary>Which RingCentral messages, newest first (by event, then by index within it, highest first).</summary>
/// <param name="Batch">Only those of this batch.</param>
/// <param name="Direction">Only in this direction; null for both.</param>
/// <param name="PhoneNumbers">Only those from or to one of these; empty for all.</param>
/// <param name="After">Keyset: the last message of the page before; null for the first page.</param>
public sealed record MessageQuery(
    int Account, MessageId? Batch, Direction? Direction, Stamp? Since, Stamp? Until,
    IReadOnlyList<Address> PhoneNumbers, (Stamp At, MessageId Id)? After, int CountMax);

/// <summary>Which consent records, newest first by (modified, event).</summary>
/// <remarks>
/// Network blocks that a profile adopted together share their event, and come by recipient, the highest first: page
/// those by <paramref name="Offset"/>, as <paramref name="After"/> would pass over the rest of an event.
/// </remarks>
/// <param name="Wildcards">True: only account-wide records. False: only others. Null: both.</param>
/// <param name="Profile">Telnyx: only of this profile.</param>
/// <param name="From">
/// Only of these business numbers, beside account-wide records where those are wanted; empty for all.
/// </param>
/// <param name="To">Only of these recipients; empty for all.</param>
/// <param name="Status">Only in this state; null for both.</param>
/// <param name="Offset">Records to skip (page-numbered lists), 0 or more.</param>
/// <param name="After">Keyset: the last record of the page before; null for the first page.</param>
public sealed record ConsentQuery(
    Provider Provider, int Account, bool? Wildcards, Guid? Profile, IReadOnlyList<Address> From,
    IReadOnlyList<PhoneNumber> To, ConsentStatus? Status, Stamp? Since, Stamp? Until,
    (Stamp At, MessageId Event)? After, int Offset, int CountMax);

/// <summary>Which changes of RingCentral consent records, newest first by (at, event).</summary>
/// <param name="To">Only of these recipients; empty for all.</param>
/// <param name="After">Keyset: the last change of the page before; null for the first page.</param>
public sealed record ConsentHistoryQuery(
    int Account, IReadOnlyList<PhoneNumber> To, (Stamp At, MessageId Event)? After, int CountMax);

/// <summary>
/// The queries. What they read was written in the transaction of its events, so an acknowledged write shows.
/// </summary>
/// <remarks>Calls do file I/O on the caller's thread. Safe from any thread.</remarks>
public interface IReadModel
{
    BatchRecord? FindBatch(MessageId id);

    IReadOnlyList<BatchRecord> ListBatches(BatchQuery query);

    /// <summary>Finds any message of either provider, inbound or outbound.</summary>
    MessageRecord? FindMessage(MessageId id);

    IReadOnlyList<MessageRecord> ListMessages(MessageQuery query);

    /// <summary>
    /// Counts the messages of a query by where they stand at a time, without regard to After and CountMax. Exact: each
    /// message is in one count. Inbound ones are final and delivered.
    /// </summary>
    /// <remarks>
    /// Makes no record of a message of a batch. A million on disk: 20 to 50 ms where all have the batch's text, 100 to
    /// 250 ms where each has its own. A text that came alone costs a look-up.
    /// </remarks>
    IReadOnlyList<MessageCount> CountMessages(MessageQuery query, Stamp now);

    IReadOnlyList<ConsentRecord> ListConsents(ConsentQuery query);

    /// <summary>
    /// Lists records that have no profile (all of RingCentral's) by recipient and number, the lowest first and the
    /// account-wide record before the others, without regard to the query's After and Offset.
    /// </summary>
    /// <param name="after">Keyset: the last record of the page before; null for the first page.</param>
    /// <remarks>
    /// A record keeps its place when it changes, so a walk sees every one exactly once, as it was when its page was
    /// read.
    /// </remarks>
    IReadOnlyList<ConsentRecord> ListConsentsByRecipient(
        ConsentQuery query, (PhoneNumber To, Address? From)? after);

    IReadOnlyList<ConsentHistoryRecord> ListConsentHistory(ConsentHistoryQuery query);

    /// <summary>How many records the query has in all, without regard to After, Offset and CountMax.</summary>
    int CountConsents(ConsentQuery query);
}
