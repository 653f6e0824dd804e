using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;

namespace GatewaySim.Actors.Asks;

/// <summary>Accepts one Telnyx message for later, unless a block rule or the spend limit stands in the way.</summary>
internal sealed class ScheduleAsk(Scope scope, SendMessage message) : Ask<SendReply>(scope)
{
    public override void Decide(ShardState state, Turn turn, long turnsDone)
    {
        if (state.EntityOf(Scope, turnsDone) is not ProfileEntity profile || !profile.HasRoomFor(message.To.Key)
            || profile.Waiting.Scheduled >= state.Context.Limits.ScheduledMessagesMax)
        {
            Reply(new(Verdict.Overloaded));
            return;
        }

        var send = SendDecision.Of(profile, message, state, turn);
        if (send.Verdict != Verdict.Accepted)
        {
            turn.Counts.RefusedAtRequest(send.Verdict);
            Reply(send.Refused(Scope.Profile));
            return;
        }

        var (id, at) = state.Record(turn, profile, new MessageScheduled(
            send.From, message.To, message.Text, message.Options, message.SendAt));
        state.NoteDue(profile);
        Reply(new(Verdict.Accepted, id, at, Scope.Profile, send.Chosen));
    }

    protected override SendReply Refused(Verdict verdict) => new(verdict);
}

/// <summary>Takes a scheduled message back while its time is far enough.</summary>
/// <remarks>Accepted; Conflict where it does not wait any more or is about to leave; Overloaded; Unknown.</remarks>
internal sealed class CancelAsk(CancelMessage command) : Ask<Verdict>(command.Scope)
{
    public override void Decide(ShardState state, Turn turn, long turnsDone)
    {
        if (state.EntityOf(Scope, turnsDone) is not ProfileEntity profile)
        {
            Reply(Verdict.Overloaded);
            return;
        }

        if (!profile.Waiting.TryFind(command.Id.Sequence, out var send) || send.IsQueued
            || send.SendAt <= state.Context.Clock.Now.Plus(command.Margin))
        {
            Reply(Verdict.Conflict);
            return;
        }

        state.Record(turn, profile, new MessageCancelled(command.Id.Sequence));
        Reply(Verdict.Accepted);
    }

    protected override Verdict Refused(Verdict verdict) => verdict;
}
