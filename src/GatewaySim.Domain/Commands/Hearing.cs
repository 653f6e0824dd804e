using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Commands;

/// <summary>A text that a person sends to a business number.</summary>
/// <param name="From">The person's handset.</param>
/// <param name="To">The business number or short code.</param>
/// <param name="Text">As received: UTF-16, any length up to the front door's limit, lone surrogates included.</param>
/// <param name="Provider">Whose number it is; <see cref="Provider.None"/> to look it up.</param>
/// <param name="ExternalId">An id that makes a repeat harmless; null for none. At most 64 characters.</param>
/// <param name="IsAutoReply">An automatic reply that came back: recorded, never classified (P-11).</param>
public sealed record InboundText(
    PhoneNumber From, Address To, string Text, Provider Provider = Provider.None, string? ExternalId = null,
    bool IsAutoReply = false);

/// <summary>What came of an inbound text.</summary>
/// <param name="Verdict">
/// Accepted; Unchanged for a repeated external id; NotFound when nobody owns the number; Conflict when both providers
/// do; Overloaded or Unknown.
/// </param>
/// <param name="Id">The inbound message.</param>
/// <param name="Operation">What the text was classified as.</param>
/// <param name="ConsentChanged">Whether a consent event was stored.</param>
/// <param name="Replies">How many automatic replies were sent.</param>
public readonly record struct HearReply(
    Verdict Verdict, MessageId Id = default, Provider Provider = default, Operation Operation = default,
    bool ConsentChanged = false, int Replies = 0);
