using System.Diagnostics;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Consent;

/// <summary>
/// The rules of RingCentral consent: records per (number, recipient) pair, and account-wide ones (<c>*</c>).
/// </summary>
/// <remarks>
/// Rules R1 to R12 and R19 to R22 of docs/rules.md. Pure: the same input always gives the same decision.
/// </remarks>
public static class PairConsentDecider
{
    /// <summary>Where a recipient stands with a number (R5): the newest of both records; a tie is an opt-out.</summary>
    public static ConsentStatus Effective(PairConsent pair, PairConsent wildcard)
    {
        if (pair.At == wildcard.At)
        {
            return pair.Status == ConsentStatus.OptOut || wildcard.Status == ConsentStatus.OptOut
                ? ConsentStatus.OptOut
                : pair.Status;
        }

        return pair.At > wildcard.At ? pair.Status : wildcard.Status;
    }

    /// <summary>Whether a message may not be sent. No record means that it may: consent is assumed.</summary>
    public static bool IsBlocked(PairConsent pair, PairConsent wildcard) =>
        Effective(pair, wildcard) == ConsentStatus.OptOut;

    /// <summary>Decides what an inbound text does.</summary>
    public static HearDecision Hear(
        Operation operation, string keyword, PairConsent pair, PairConsent wildcard, SenderType sender,
        bool networkBlocked)
    {
        var isOut = IsBlocked(pair, wildcard);
        var network = NetworkDecider.Hear(sender, operation, keyword, networkBlocked);
        return operation switch
        {
            // R19: a second STOP is no second record and gets no second confirmation, but short codes always answer.
            Operation.Stop when isOut && pair.Status == ConsentStatus.OptOut =>
                new(ConsentChange.None, network, sender == SenderType.ShortCode ? Operation.Stop : Operation.None),

            // R3: only this pair, whatever the account-wide record says.
            Operation.Stop => new(ConsentChange.OptOut, network, Operation.Stop),

            // R1: the pair becomes newer than the account-wide opt-out; other numbers stay blocked.
            Operation.Start when isOut => new(ConsentChange.OptIn, network, Operation.Start),

            // R20: START when not opted out is answered and changes nothing.
            Operation.Start => new(ConsentChange.None, network, Operation.Start),

            // R21: HELP is answered even when opted out, unless the network would not let the answer through.
            Operation.Help => new(ConsentChange.None, network, networkBlocked ? Operation.None : Operation.Help),

            Operation.Custom =>
                new(ConsentChange.None, network, isOut || networkBlocked ? Operation.None : Operation.Custom),

            Operation.None => new(ConsentChange.None, network, Operation.None),

            _ => throw new UnreachableException($"No rule for {operation}."),
        };
    }

    /// <summary>
    /// Strict mode: whether an opt-in set by API would lift an opt-out that the recipient or the carrier made.
    /// </summary>
    /// <remarks>
    /// RingCentral's guide says in one place that only the customer's START lifts a block, and in another that an
    /// update by API does; strict mode takes the first at its word. Where the pair's record and the account-wide one
    /// are both such opt-outs, START is needed for either. Which source the update claims does not count.
    /// </remarks>
    public static bool IsLockedForApi(PairConsent pair, PairConsent wildcard) =>
        IsBlocked(pair, wildcard) && (IsOwnOptOut(pair) || (IsOwnOptOut(wildcard) && wildcard.At >= pair.At));

    /// <summary>Strict mode: whether the recipient or the carrier made an opt-out, and not the business.</summary>
    public static bool IsOwnOptOut(PairConsent record) =>
        record is { Status: ConsentStatus.OptOut, Source: ConsentSource.Recipient or ConsentSource.Carrier };

    /// <summary>Decides whether a record set by API says anything new.</summary>
    public static bool Changes(ConsentStatus wanted, PairConsent pair, PairConsent wildcard) =>
        pair.Status != wanted || Effective(pair, wildcard) != wanted;
}
