using System.Diagnostics;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Consent;

/// <summary>Which number a Telnyx START must reach to lift a block.</summary>
public enum StartScope
{
    /// <summary>The number that the STOP went to (help centre article 1270091). The default.</summary>
    SameNumber,

    /// <summary>Any number of the profile (the advanced opt-in/out page).</summary>
    Profile,
}

/// <summary>Where a recipient stands with a Telnyx profile: which of its numbers a STOP came to.</summary>
/// <param name="IsOrigin">Whether a STOP to the number in question stands.</param>
/// <param name="Count">How many numbers a STOP stands for; blocked while not 0.</param>
public readonly record struct OriginConsent(bool IsOrigin, int Count);

/// <summary>
/// The rules of Telnyx consent: blocks are profile-wide, and each remembers the numbers it came from.
/// </summary>
/// <remarks>Rules R13 to R22 of docs/rules.md. Pure: the same input always gives the same decision.</remarks>
public static class OriginConsentDecider
{
    /// <summary>Decides what an inbound text does.</summary>
    public static HearDecision Hear(
        Operation operation, string keyword, OriginConsent state, StartScope startScope, SenderType sender,
        bool networkBlocked)
    {
        var network = NetworkDecider.Hear(sender, operation, keyword, networkBlocked);
        var isShortCode = sender == SenderType.ShortCode;
        return operation switch
        {
            // R19: the same STOP again.
            Operation.Stop when state.IsOrigin =>
                new(ConsentChange.None, network, isShortCode ? Operation.Stop : Operation.None),

            // R13: another number of the profile joins the set. One confirmation per opt-out, so only the first
            // answers.
            Operation.Stop =>
                new(ConsentChange.OptOut, network, state.Count == 0 || isShortCode ? Operation.Stop : Operation.None),

            // R20: not opted out.
            Operation.Start when state.Count == 0 => new(ConsentChange.None, network, Operation.Start),

            Operation.Start when startScope == StartScope.Profile =>
                new(ConsentChange.OptInAll, network, Operation.Start),

            // R13: still blocked while other origins are left, so "re-subscribed" would be untrue.
            Operation.Start when state.IsOrigin =>
                new(ConsentChange.OptIn, network, state.Count == 1 ? Operation.Start : Operation.None),

            // R14: blocked by way of another number.
            Operation.Start => new(ConsentChange.None, network, Operation.None),

            // R21.
            Operation.Help => new(ConsentChange.None, network, networkBlocked ? Operation.None : Operation.Help),

            // P-10: a reply that is not about consent does not pass a block.
            Operation.Custom => new(
                ConsentChange.None, network, state.Count > 0 || networkBlocked ? Operation.None : Operation.Custom),

            Operation.None => new(ConsentChange.None, network, Operation.None),

            _ => throw new UnreachableException($"No rule for {operation}."),
        };
    }
}
