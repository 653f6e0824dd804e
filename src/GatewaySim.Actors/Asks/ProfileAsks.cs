using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Commands;

namespace GatewaySim.Actors.Asks;

/// <summary>What all commands about a messaging profile have in common: the account's owner decides them.</summary>
internal abstract class ProfileAsk(int account) : Ask<ProfileReply>(Scope.OfAccount(account))
{
    public sealed override void Decide(ShardState state, Turn turn, long turnsDone) =>
        Reply(state.EntityOf(Scope, turnsDone) is AccountEntity entity
            ? Decide(entity, state, turn)
            : Refused(Verdict.Overloaded));

    protected abstract ProfileReply Decide(AccountEntity account, ShardState state, Turn turn);

    protected override ProfileReply Refused(Verdict verdict) => new(verdict);

    /// <summary>Records a change and shows it to everybody when it is durable.</summary>
    protected static ProfileReply Change(
        AccountEntity account, ShardState state, Turn turn, Guid id, GatewayEvent @event)
    {
        state.Record(turn, account, @event);
        var profile = account.Profiles.Find(id)!;
        turn.Publish(() => state.Context.Directory.Publish(profile));
        return new(Verdict.Accepted, profile);
    }
}

/// <summary>Creates a messaging profile.</summary>
internal sealed class CreateProfileAsk(CreateProfile command) : ProfileAsk(command.Account)
{
    /// <summary>Profiles of one account.</summary>
    public const int ProfilesMax = 10_000;

    protected override ProfileReply Decide(AccountEntity account, ShardState state, Turn turn)
    {
        if (account.Profiles.Count >= ProfilesMax)
        {
            return new(Verdict.Overloaded);
        }

        var next = MessageId.At(state.Shard, state.Head.Sequence + 1);
        var id = PositionUuid.Encode(next, UuidKind.Profile, state.Context.Journal.Info.IdSalt);
        var settings = command.Settings;
        var created = Change(account, state, turn, id, new ProfileCreated(
            id, settings.Name, settings.WhitelistedDestinations, settings.Enabled, settings.WebhookUrl,
            settings.WebhookFailoverUrl, settings.WebhookApiVersion));

        // The event of the first version knows few members; the others follow in one of their own, in the same append.
        return settings.Says(created.Profile!.Settings)
            ? created
            : Change(account, state, turn, id, new ProfileConfigured(id, settings));
    }
}

/// <summary>Changes the settings of a messaging profile.</summary>
internal sealed class ConfigureProfileAsk(ConfigureProfile command) : ProfileAsk(command.Account)
{
    protected override ProfileReply Decide(AccountEntity account, ShardState state, Turn turn)
    {
        if (account.Profiles.Find(command.Id) is not { } known)
        {
            return new(Verdict.NotFound);
        }

        var settings = command.Change(known.Settings);
        return settings.Says(known.Settings)
            ? new(Verdict.Unchanged, known)
            : Change(account, state, turn, command.Id, new ProfileConfigured(command.Id, settings));
    }
}

/// <summary>Gives a profile a new secret.</summary>
internal sealed class RegenerateSecretAsk(int account, Guid id) : ProfileAsk(account)
{
    protected override ProfileReply Decide(AccountEntity account, ShardState state, Turn turn)
    {
        if (account.Profiles.Find(id) is null)
        {
            return new(Verdict.NotFound);
        }

        var generation = (ulong)MessageId.At(state.Shard, state.Head.Sequence + 1).Value;
        return Change(
            account, state, turn, id, new ProfileSecretRegenerated(id, ProfileSecret.Of(id, generation)));
    }
}

/// <summary>Deletes a profile; its numbers are on none from then on.</summary>
internal sealed class DeleteProfileAsk(DeleteProfile command) : ProfileAsk(command.Account)
{
    protected override ProfileReply Decide(AccountEntity account, ShardState state, Turn turn)
    {
        if (account.Profiles.Find(command.Id) is not { } known)
        {
            return new(Verdict.NotFound);
        }

        var numbers = account.NumbersOf(command.Id);
        if (command.OnlyUnused && numbers.Count > 0)
        {
            return new(Verdict.Conflict, known);
        }

        state.Record(turn, account, new ProfileDeleted(command.Id));
        var freed = numbers.Select(n => account.FindNumber(n.Provider, n.Number)!).ToList();
        turn.Publish(() =>
        {
            freed.ForEach(state.Context.Directory.Publish);
            state.Context.Directory.Remove(command.Id);
        });
        return new(Verdict.Accepted, known);
    }
}

/// <summary>Drops the block rules of a profile that was deleted.</summary>
internal sealed class DropRulesAsk(Scope scope) : Ask<Verdict>(scope)
{
    public override void Decide(ShardState state, Turn turn, long turnsDone)
    {
        if (state.EntityOf(Scope, turnsDone) is not ProfileEntity profile)
        {
            Reply(Verdict.Overloaded);
        }
        else if (profile.Origins.Count == 0)
        {
            Reply(Verdict.Unchanged);
        }
        else
        {
            state.Record(turn, profile, new ProfileRulesDropped());
            Reply(Verdict.Accepted);
        }
    }

    protected override Verdict Refused(Verdict verdict) => verdict;
}
