using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Actors.Asks;

/// <summary>What the owner of a scope knows about one recipient.</summary>
internal sealed record ConsentFinding(
    Verdict Verdict, bool IsBlocked = false, bool IsNetworkBlocked = false, PairConsent Pair = default,
    PairConsent Wildcard = default, IReadOnlyList<ulong>? Origins = null);

/// <summary>Asks the owner what a send would meet.</summary>
internal sealed class ExplainAsk(Scope scope, Address from, PhoneNumber to) : Ask<ConsentFinding>(scope)
{
    public override void Decide(ShardState state, Turn turn, long turnsDone) => Reply(
        state.EntityOf(Scope, turnsDone) switch
        {
            SenderEntity sender => Of(sender),
            ProfileEntity profile => new(
                Verdict.Accepted, profile.Origins.IsBlocked(to.Value), profile.IsNetworkBlocked(from, to.Value),
                Origins: profile.Origins.OriginsOf(to.Value)),
            _ => new(Verdict.Overloaded),
        });

    protected override ConsentFinding Refused(Verdict verdict) => new(verdict);

    private ConsentFinding Of(SenderEntity sender)
    {
        var pair = sender.PairOf(to.Value);
        var wildcard = sender.WildcardOf(to.Value);
        return new(
            Verdict.Accepted, PairConsentDecider.IsBlocked(pair, wildcard), sender.IsNetworkBlocked(to.Value), pair,
            wildcard);
    }
}
