using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;

namespace GatewaySim.Actors.Asks;

/// <summary>Sets pair records of one RingCentral sender by API, in the order given.</summary>
internal sealed class SetConsentsAsk(Scope scope, IReadOnlyList<SetConsent> records)
    : Ask<IReadOnlyList<ConsentReply>>(scope)
{
    public override void Decide(ShardState state, Turn turn, long turnsDone) =>
        Reply(state.EntityOf(Scope, turnsDone) is SenderEntity sender
            ? [.. records.Select(record => Set(sender, record, state, turn))]
            : Refused(Verdict.Overloaded));

    protected override IReadOnlyList<ConsentReply> Refused(Verdict verdict) =>
        [.. records.Select(_ => new ConsentReply(verdict))];

    private ConsentReply Set(SenderEntity sender, in SetConsent record, ShardState state, Turn turn)
    {
        var recipient = record.To.Value;
        if (!PairConsentDecider.Changes(record.Status, sender.PairOf(recipient), sender.WildcardOf(recipient)))
        {
            return new(Verdict.Unchanged, sender.PairOf(recipient).At);
        }

        if (!sender.HasRoomFor(recipient))
        {
            return new(Verdict.Overloaded);
        }

        var cause = ConsentCause.Of(record.Source);
        GatewayEvent @event = record.Status == ConsentStatus.OptOut
            ? new RecipientOptedOut(record.To, Scope.Sender, cause)
            : new RecipientOptedIn(record.To, Scope.Sender, cause, false);
        return new(Verdict.Accepted, state.Record(turn, sender, @event).At);
    }
}

/// <summary>Sets account-wide records by API; each is effective for all senders before the answer.</summary>
internal sealed class SetWildcardsAsk(Scope scope, IReadOnlyList<SetConsent> records)
    : Ask<IReadOnlyList<ConsentReply>>(scope)
{
    public override void Decide(ShardState state, Turn turn, long turnsDone) =>
        Reply(state.EntityOf(Scope, turnsDone) is AccountEntity account
            ? [.. records.Select(record => Set(account, record, state, turn))]
            : Refused(Verdict.Overloaded));

    protected override IReadOnlyList<ConsentReply> Refused(Verdict verdict) =>
        [.. records.Select(_ => new ConsentReply(verdict))];

    /// <remarks>Always an event: it is newer than every pair's record, so it says something new even when it is the same.</remarks>
    private ConsentReply Set(AccountEntity account, in SetConsent record, ShardState state, Turn turn)
    {
        var to = record.To;
        if (account.WildcardCount >= state.Context.Limits.RecipientsMax
            && account.WildcardOf(to).Record.Status == ConsentStatus.None)
        {
            return new(Verdict.Overloaded);
        }

        var (_, at) = state.Record(turn, account, new WildcardSet(to, record.Status, record.Source));

        // Read now, not when the turn is durable: a later turn may have set the record again by then, and may fail.
        var (set, sequence) = account.WildcardOf(to);
        turn.Publish(() => state.Context.Wildcards.Publish(Scope.Account, to, set, sequence));
        return new(Verdict.Accepted, at);
    }
}
