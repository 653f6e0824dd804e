using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Consent;

/// <summary>What made a consent change: enough to audit it without the tables of the day (P-25).</summary>
/// <param name="Source">Who asked for it.</param>
/// <param name="Keyword">The word, normalised; empty when no word did.</param>
/// <param name="Matcher">Name and version of the matcher that found it; empty when no word did.</param>
/// <param name="CausedBy">The inbound text; none for a change by API.</param>
public readonly record struct ConsentCause(ConsentSource Source, string Keyword, string Matcher, MessageId CausedBy)
{
    public static ConsentCause Of(ConsentSource source) => new(source, "", "", MessageId.None);
}

/// <summary>The recipient opted out of a business number (Telnyx: and so of its whole profile).</summary>
[JournalName("consent.opted-out.v1")]
public sealed record RecipientOptedOut(PhoneNumber Recipient, Address Origin, ConsentCause Cause) : GatewayEvent;

/// <summary>The recipient opted in to a business number.</summary>
/// <param name="AllOrigins">Telnyx with profile-wide START: every origin number of the block is lifted.</param>
[JournalName("consent.opted-in.v1")]
public sealed record RecipientOptedIn(PhoneNumber Recipient, Address Origin, ConsentCause Cause, bool AllOrigins)
    : GatewayEvent;

/// <summary>The account-wide record of a recipient was set (RingCentral's <c>*</c>).</summary>
[JournalName("consent.wildcard-set.v1")]
public sealed record WildcardSet(PhoneNumber Recipient, ConsentStatus Status, ConsentSource Source) : GatewayEvent;

/// <summary>The toll-free network blocked a handset: its own layer, no provider can lift it (P-36).</summary>
[JournalName("network.blocked.v1")]
public sealed record NetworkBlocked(PhoneNumber Number, PhoneNumber Handset, MessageId CausedBy) : GatewayEvent;

/// <summary>The toll-free network lifted its block.</summary>
[JournalName("network.unblocked.v1")]
public sealed record NetworkUnblocked(PhoneNumber Number, PhoneNumber Handset, MessageId CausedBy) : GatewayEvent;

/// <summary>A toll-free number came to another profile and brought its network blocks along.</summary>
[JournalName("network.adopted.v1")]
public sealed record NetworkBlocksAdopted(PhoneNumber Number, IReadOnlyList<PhoneNumber> Handsets) : GatewayEvent;
