using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Commands;

namespace GatewaySim.Actors.Asks;

/// <summary>What all commands about a subscription have in common: the account's owner decides them.</summary>
internal abstract class SubscriptionAsk(int account) : Ask<SubscriptionReply>(Scope.OfAccount(account))
{
    public sealed override void Decide(ShardState state, Turn turn, long turnsDone) =>
        Reply(state.EntityOf(Scope, turnsDone) is AccountEntity entity
            ? Decide(entity, state, turn, state.Context.Clock.Now)
            : Refused(Verdict.Overloaded));

    protected abstract SubscriptionReply Decide(AccountEntity account, ShardState state, Turn turn, Stamp now);

    protected override SubscriptionReply Refused(Verdict verdict) => new(verdict);

    /// <summary>Records a change and shows it to everybody when it is durable.</summary>
    protected static SubscriptionReply Change(
        AccountEntity account, ShardState state, Turn turn, Guid id, GatewayEvent @event)
    {
        var (_, at) = state.Record(turn, account, @event);
        var record = account.Subscriptions.Find(id, at);
        turn.Publish(() => state.Context.Directory.Publish(id, record));
        return new(Verdict.Accepted, record);
    }
}

/// <summary>Creates a subscription.</summary>
internal sealed class CreateSubscriptionAsk(CreateSubscription command) : SubscriptionAsk(command.Account)
{
    protected override SubscriptionReply Decide(AccountEntity account, ShardState state, Turn turn, Stamp now)
    {
        if (account.Subscriptions.CountLiving(now) >= command.LivingMax)
        {
            return new(Verdict.Conflict);
        }

        var next = MessageId.At(state.Shard, state.Head.Sequence + 1);
        var id = PositionUuid.Encode(next, UuidKind.Subscription, state.Context.Journal.Info.IdSalt);
        return Change(account, state, turn, id, new SubscriptionCreated(
            id, command.EventFilters, command.Address, command.VerificationToken, command.ExpiresIn));
    }
}

/// <summary>Renews a subscription. Each renewal is an event, as it moves the expiry.</summary>
internal sealed class RenewSubscriptionAsk(RenewSubscription command) : SubscriptionAsk(command.Account)
{
    protected override SubscriptionReply Decide(AccountEntity account, ShardState state, Turn turn, Stamp now) =>
        account.Subscriptions.Find(command.Id, now) is not { } known
            ? new(Verdict.NotFound)
            : Change(account, state, turn, command.Id, new SubscriptionRenewed(
                command.Id, command.EventFilters ?? known.EventFilters, command.ExpiresIn ?? known.ExpiresIn));
}

/// <summary>Blacklists a subscription, or makes it active again.</summary>
internal sealed class JudgeSubscriptionAsk(JudgeSubscription command) : SubscriptionAsk(command.Account)
{
    protected override SubscriptionReply Decide(AccountEntity account, ShardState state, Turn turn, Stamp now)
    {
        if (account.Subscriptions.Find(command.Id, now) is not { } known)
        {
            return new(Verdict.NotFound);
        }

        return (command.Reason, known.IsBlacklisted) switch
        {
            (null, false) or (not null, true) => new(Verdict.Unchanged, known),
            ({ } reason, _) => Change(
                account, state, turn, command.Id, new SubscriptionBlacklisted(command.Id, reason)),
            _ => Change(account, state, turn, command.Id, new SubscriptionActivated(command.Id)),
        };
    }
}

/// <summary>Deletes a subscription.</summary>
internal sealed class DeleteSubscriptionAsk(int account, Guid id) : SubscriptionAsk(account)
{
    protected override SubscriptionReply Decide(AccountEntity account, ShardState state, Turn turn, Stamp now) =>
        account.Subscriptions.Find(id, now) is null
            ? new(Verdict.NotFound)
            : Change(account, state, turn, id, new SubscriptionDeleted(id));
}
