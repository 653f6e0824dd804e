using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;

namespace GatewaySim.Actors.Asks;

/// <summary>Accepts one Telnyx message, unless a block rule stands in the way.</summary>
/// <remarks>A blocked send is no message (40300 comes with no id), so nothing of it is journalled.</remarks>
internal sealed class SendAsk(Scope scope, SendMessage message) : Ask<SendReply>(scope)
{
    public override void Decide(ShardState state, Turn turn, long turnsDone)
    {
        if (state.EntityOf(Scope, turnsDone) is not ProfileEntity profile || !profile.HasRoomFor(message.To.Key))
        {
            Reply(new(Verdict.Overloaded));
            return;
        }

        if (profile.Origins.IsBlocked(message.To.Key))
        {
            Reply(new(Verdict.Blocked, Profile: Scope.Profile));
            return;
        }

        var carrier = state.Context.Carrier;
        var ordinal = profile.OrdinalOf(message.From);
        var chance = Chance.Of(profile.ChanceBaseOf(message.From), (ulong)ordinal);
        var outcome = profile.IsNetworkBlocked(message.From, message.To.Key)
            ? Outcome.CarrierOptOut
            : carrier.Draw(chance);
        var (id, at) = state.Record(turn, profile, new MessageAccepted(
            message.From, message.To, message.Text, message.Options, ordinal, outcome, carrier.StoredName, chance));
        Reply(new(Verdict.Accepted, id, at, Scope.Profile));
    }

    protected override SendReply Refused(Verdict verdict) => new(verdict);
}
