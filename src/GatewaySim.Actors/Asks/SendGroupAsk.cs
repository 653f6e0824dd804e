using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;

namespace GatewaySim.Actors.Asks;

/// <summary>Accepts one Telnyx group message, unless block rules stand in the way of it.</summary>
internal sealed class SendGroupAsk(Scope scope, SendGroup message) : Ask<GroupReply>(scope)
{
    public override void Decide(ShardState state, Turn turn, long turnsDone)
    {
        if (state.EntityOf(Scope, turnsDone) is not ProfileEntity profile
            || message.To.Any(to => !profile.HasRoomFor(to.Value)))
        {
            Reply(new(Verdict.Overloaded));
            return;
        }

        var blocked = message.To
            .Where(to => profile.Origins.IsBlocked(to.Value) || state.Context.IsBlockedByMagic(to.Value)).ToList();
        if (blocked.Count > 0 && (message.RefusesBlocked || blocked.Count == message.To.Count))
        {
            turn.Counts.RefusedAtRequest(Verdict.Blocked, blocked.Count);
            Reply(new(Verdict.Blocked, Profile: Scope.Profile, BlockedTo: blocked[0]));
            return;
        }

        var limit = profile.SpendLimit;
        if (limit is not null && profile.IsSpent(limit, state.Context.Clock.Now))
        {
            profile.TellLimit(state, turn, limit, state.Context.Clock.Now);
            turn.Counts.RefusedAtRequest(Verdict.SpendLimited, message.To.Count);
            Reply(new(Verdict.SpendLimited, Profile: Scope.Profile));
            return;
        }

        var first = profile.OrdinalOf(message.From);
        var chanceBase = profile.ChanceBaseOf(message.From);
        var filters = state.Context.Carrier.FiltersOf(message.Text);
        var outcomes = new byte[message.To.Count];
        var at = state.Context.Clock.Next();
        for (var n = 0; n < outcomes.Length; n++)
        {
            var chance = Domain.Carrier.Chance.Of(chanceBase, (ulong)(first + n));
            outcomes[n] = (byte)profile.OutcomeOf(message.From, message.To[n], chance, filters, at, parts: 1);
        }

        var accepted = new GroupAccepted(
            message.From, message.To, message.Text, message.Options, first, outcomes,
            state.Context.Carrier.StoredName, chanceBase);
        var (id, _) = state.RecordAt(turn, profile, accepted, at);
        profile.TellLimit(state, turn, limit, at);
        Reply(new(Verdict.Accepted, id, at, Scope.Profile, Event: accepted));
    }

    protected override GroupReply Refused(Verdict verdict) => new(verdict);
}
