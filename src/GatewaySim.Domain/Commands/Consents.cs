using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Commands;

/// <summary>One record of a consent update by API.</summary>
/// <param name="From">The business number; null for the account-wide record (<c>*</c>).</param>
public readonly record struct SetConsent(Address? From, PhoneNumber To, ConsentStatus Status, ConsentSource Source);

/// <summary>
/// What came of one record: Accepted, Unchanged, Blocked (strict mode: only the recipient may lift the opt-out),
/// UnknownSender, Overloaded or Unknown.
/// </summary>
public readonly record struct ConsentReply(Verdict Verdict, Stamp At = default);

/// <summary>Why a message may or may not be sent right now.</summary>
/// <param name="Allowed">Whether a message would be handed to the carrier and not be stopped by the network.</param>
/// <param name="Rule">
/// What decides: <c>no-record</c>, <c>newest-record</c> (RingCentral), <c>profile-block</c> (Telnyx),
/// <c>network-block</c>, <c>magic-number</c>.
/// </param>
/// <param name="Because">One sentence for people.</param>
/// <param name="Event">The event that decides; none where the absence of one does.</param>
/// <param name="At">When that event happened.</param>
/// <param name="InFlightAtOptOut">
/// Messages from that scope that were with the carrier then: handed over, without an end. Null where nothing blocks.
/// </param>
public sealed record Explanation(
    Provider Provider, string Scope, bool Allowed, string Rule, string Because, MessageId? Event, Stamp? At,
    int? InFlightAtOptOut = null);

/// <summary>
/// Accepted with the explanation; NotFound (nobody owns the sender), Conflict (both providers do), Overloaded, Unknown.
/// </summary>
public readonly record struct ExplainReply(Verdict Verdict, Explanation? Explanation = null);
