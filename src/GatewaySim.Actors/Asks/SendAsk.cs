using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;

namespace GatewaySim.Actors.Asks;

/// <summary>Accepts one Telnyx message, unless a block rule or the spend limit stands in the way.</summary>
/// <remarks>A refused send is no message (40300 and 40333 come with no id), so nothing of it is journalled.</remarks>
internal sealed class SendAsk(Scope scope, SendMessage message) : Ask<SendReply>(scope)
{
    public override void Decide(ShardState state, Turn turn, long turnsDone)
    {
        if (state.EntityOf(Scope, turnsDone) is not ProfileEntity profile || !profile.HasRoomFor(message.To.Key))
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

        if (state.Context.Paces is not null && Queue(state, turn, profile, send))
        {
            return;
        }

        var carrier = state.Context.Carrier;
        var ordinal = profile.OrdinalOf(send.From);
        var chance = Chance.Of(profile.ChanceBaseOf(send.From), (ulong)ordinal);
        var at = state.Context.Clock.Next();
        var parts = state.Context.Caps is null ? 1 : MessageParts.Of(message.Text, message.Options);
        var outcome = profile.OutcomeOf(
            send.From, message.To, chance, carrier.FiltersOf(message.Text), at, parts);
        var accepted = new MessageAccepted(
            send.From, message.To, message.Text, message.Options, ordinal, outcome, carrier.StoredName, chance);
        var (id, _) = state.RecordAt(turn, profile, accepted, at);
        profile.TellLimit(state, turn, send.Limit, at);
        Reply(new(Verdict.Accepted, id, at, Scope.Profile, send.Chosen));
    }

    /// <summary>Gives the message a place in its sender's queue, where it cannot leave at once.</summary>
    /// <returns>False when it leaves at once.</returns>
    private bool Queue(ShardState state, Turn turn, ProfileEntity profile, in SendDecision send)
    {
        var now = state.Context.Clock.Now;
        var place = profile.Pace.PlaceOf(
            send.From, message.To, MessageParts.IsMms(message.Options),
            MessageParts.Of(message.Text, message.Options), now, message.ValidFor);
        if (place.IsFull)
        {
            turn.Counts.RefusedAtRequest(Verdict.Overloaded);
            Reply(new(Verdict.Overloaded, Profile: Scope.Profile, Chosen: send.Chosen));
            return true;
        }

        if (place.LeavesAt <= now)
        {
            return false;
        }

        var (id, at) = state.Record(turn, profile, new MessageQueued(
            send.From, message.To, message.Text, message.Options, place.LeavesAt, place.Expires));
        if (place.HasSlot && profile.Waiting.TryFind(id.Sequence, out var waiting))
        {
            profile.Waiting.Change(waiting with { HasSlot = true });
        }

        state.NoteDue(profile);
        Reply(new(Verdict.Accepted, id, at, Scope.Profile, send.Chosen, place.LeavesAt));
        return true;
    }

    protected override SendReply Refused(Verdict verdict) => new(verdict);
}
