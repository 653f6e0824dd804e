using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Consent.Keywords;

/// <summary>Words that a customer adds to an operation, for the handsets of one country or of all.</summary>
/// <param name="Operation">Any but <see cref="Operation.None"/>.</param>
/// <param name="Keywords">In any language and spelling; at most <see cref="KeywordFaults.KeywordsMax"/>.</param>
/// <param name="Country">Of the person who writes; <see cref="Region.Global"/> for everybody.</param>
/// <param name="ReplyText">The automatic reply, also for the built-in words of the operation; null for none.</param>
/// <remarks>Source, Telnyx: auto-response configurations, telnyx.md 4.2 and 4.3.</remarks>
public sealed record KeywordConfig(
    Operation Operation, IReadOnlyList<string> Keywords, Region Country, string? ReplyText = null);
