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

        if (state.Context.Consent.RingCentralStrictOptOuts && record.Status == ConsentStatus.OptIn
            && PairConsentDecider.IsLockedForApi(sender.PairOf(recipient), sender.WildcardOf(recipient)))
        {
            return new(Verdict.Blocked);
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

    /// <remarks>
    /// Always an event: it is newer than every pair's record, so it says something new even when it is the same. In
    /// strict mode an opt-in for all numbers is refused, as it would lift the opt-outs of pairs, which are not known
    /// here; and a recipient's own opt-out stays theirs when the business repeats it.
    /// </remarks>
    private ConsentReply Set(AccountEntity account, in SetConsent record, ShardState state, Turn turn)
    {
        var to = record.To;
        var isStrict = state.Context.Consent.RingCentralStrictOptOuts;
        if (isStrict && record.Status == ConsentStatus.OptIn)
        {
            return new(Verdict.Blocked);
        }

        var standing = account.WildcardOf(to).Record;
        if (account.WildcardCount >= state.Context.Limits.RecipientsMax
            && standing.Status == ConsentStatus.None)
        {
            return new(Verdict.Overloaded);
        }

        var source = isStrict && PairConsentDecider.IsOwnOptOut(standing) ? standing.Source : record.Source;
        var (_, at) = state.Record(turn, account, new WildcardSet(to, record.Status, source));

        // Read now, not when the turn is durable: by then a later turn may have set the record again, and that one may
        // fail.
        var (set, sequence) = account.WildcardOf(to);
        turn.Publish(() => state.Context.Wildcards.Publish(Scope.Account, to, set, sequence));
        return new(Verdict.Accepted, at);
    }
}
