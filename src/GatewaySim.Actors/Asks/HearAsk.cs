using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Consent.Keywords;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Actors.Asks;

/// <summary>A classified inbound text, for the owner of its scope.</summary>
/// <param name="classification">What the ingress made of it.</param>
/// <param name="matcher">Name and version of the matcher, kept with the consent change.</param>
/// <param name="table">What it was classified by; it has the configured replies.</param>
/// <param name="replies">What the provider would answer.</param>
internal sealed class HearAsk(
    Scope scope, InboundText text, Classification classification, string matcher, KeywordTable table,
    ReplyTable replies) : Ask<HearReply>(scope)
{
    private int _repliesSent;

    public override void Decide(ShardState state, Turn turn, long turnsDone)
    {
        switch (state.EntityOf(Scope, turnsDone))
        {
            case SenderEntity sender when sender.Recent.TryFind(text.ExternalId, out var id):
                Repeat(id);
                break;
            case ProfileEntity profile when profile.Recent.TryFind(text.ExternalId, out var id):
                Repeat(id);
                break;
            case ProfileEntity when state.Context.Directory.FindProfile(Scope.Profile) is null:
                // It was deleted while the text was on its way; nothing may be written under it any more (R16).
                Reply(new(Verdict.NotFound));
                break;
            case SenderEntity sender when sender.HasRoomFor(text.From.Value):
                Hear(sender, state, turn);
                break;
            case ProfileEntity profile when profile.HasRoomFor(text.From.Value):
                Hear(profile, state, turn);
                break;
            default:
                Reply(new(Verdict.Overloaded));
                break;
        }
    }

    protected override HearReply Refused(Verdict verdict) => new(verdict);

    private void Repeat(MessageId id) => Reply(new(Verdict.Unchanged, id, Scope.Provider, classification.Operation));

    private void Hear(SenderEntity sender, ShardState state, Turn turn)
    {
        var person = text.From.Value;
        var isBlocked = sender.IsNetworkBlocked(person);
        var decision = PairConsentDecider.Hear(
            classification.Operation, classification.Keyword, sender.PairOf(person), sender.WildcardOf(person),
            sender.Type, isBlocked);
        Record(sender, state, turn, decision, sender.Type, (() => sender.ReplyOrdinal, sender.ChanceBase));
    }

    private void Hear(ProfileEntity profile, ShardState state, Turn turn)
    {
        var person = text.From.Value;
        var type = SenderTypes.Of(text.To);
        var decision = OriginConsentDecider.Hear(
            classification.Operation, classification.Keyword, profile.Origins.Of(person, text.To.Key),
            state.Context.Consent.TelnyxStartScope, type, profile.IsNetworkBlocked(text.To, person));
        Record(profile, state, turn, decision, type, (() => profile.ReplyOrdinal, profile.ChanceBaseOf(text.To)));
    }

    private void Record(
        Entity entity, ShardState state, Turn turn, HearDecision decision, SenderType type,
        (Func<long> Ordinal, ulong ChanceBase) chance)
    {
        // 1. The text itself.
        var (heard, _) = state.Record(turn, entity, new InboundReceived(
            text.From, text.To, text.Text, classification.Operation, classification.Keyword, matcher,
            text.ExternalId ?? ""));

        // 2. What it changes: at the provider, then at the network.
        var cause = new ConsentCause(ConsentSource.Recipient, classification.Keyword, matcher, heard);
        GatewayEvent? change = decision.Consent switch
        {
            ConsentChange.OptOut => new RecipientOptedOut(text.From, text.To, cause),
            ConsentChange.OptIn => new RecipientOptedIn(text.From, text.To, cause, false),
            ConsentChange.OptInAll => new RecipientOptedIn(text.From, text.To, cause, true),
            _ => null,
        };
        if (change is not null)
        {
            state.Record(turn, entity, change);
        }

        var network = decision.Network switch
        {
            NetworkChange.Block => (GatewayEvent)new NetworkBlocked(text.To.AsPhoneNumber, text.From, heard),
            NetworkChange.Unblock => new NetworkUnblocked(text.To.AsPhoneNumber, text.From, heard),
            _ => null,
        };
        if (network is not null)
        {
            state.Record(turn, entity, network);
            Send(replies.NetworkText(Scope.Provider, decision.Network), classification.Operation);
        }

        // 3. The provider's answer. It passes the block that this very text made, and no other text does (P-9, P-10).
        if (decision.Reply != Operation.None)
        {
            var answer = replies.TextOf(Scope.Provider, decision.Reply, classification, text.From, type, table);
            Send(answer, decision.Reply);
        }

        Reply(new(
            Verdict.Accepted, heard, Scope.Provider, classification.Operation,
            decision.Consent != ConsentChange.None, _repliesSent));

        void Send(string? body, Operation operation)
        {
            if (string.IsNullOrEmpty(body))
            {
                return;
            }

            var carrier = state.Context.Carrier;
            var ordinal = chance.Ordinal();
            var drawn = Chance.Of(Hashing.Mix(chance.ChanceBase, ReplyTable.ChanceSalt), (ulong)ordinal);
            var outcome = state.Context.Draw(drawn, text.From, carrier.FiltersOf(body), state.Context.Clock.Now);
            state.Record(turn, entity, new ReplySent(
                text.To, text.From, body, operation, heard, ordinal, outcome, carrier.StoredName, drawn));
            _repliesSent++;
        }
    }
}
