using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent.Keywords;

namespace GatewaySim.Actors.Asks;

/// <summary>Creates or replaces an auto-response configuration.</summary>
internal sealed class SetAutoResponseAsk(SetAutoResponse command)
    : Ask<AutoResponseReply>(Scope.OfAccount(command.Account))
{
    /// <summary>Configurations of one profile.</summary>
    public const int AutoResponsesMax = 100;

    public override void Decide(ShardState state, Turn turn, long turnsDone) =>
        Reply(state.EntityOf(Scope, turnsDone) is AccountEntity account
            ? Decide(account, state, turn)
            : Refused(Verdict.Overloaded));

    protected override AutoResponseReply Refused(Verdict verdict) => new(verdict);

    private AutoResponseReply Decide(AccountEntity account, ShardState state, Turn turn)
    {
        var profile = account.Profiles.Find(command.Profile);
        var known = profile?.AutoResponses.FirstOrDefault(a => a.Id == command.Id);
        if (profile is null || (command.Id is not null && known is null))
        {
            return new(Verdict.NotFound);
        }

        if (known is null && profile.AutoResponses.Count >= AutoResponsesMax)
        {
            return new(Verdict.Overloaded);
        }

        var next = MessageId.At(state.Shard, state.Head.Sequence + 1);
        var id = command.Id
            ?? PositionUuid.Encode(next, UuidKind.AutoResponse, state.Context.Journal.Info.IdSalt);
        var wanted = new AutoResponseRecord(
            id, profile.Id, command.Op, command.Keywords, command.Country, command.ReplyText, default, default);
        if (command.IsChecked && FaultOf(profile, wanted) is { } fault)
        {
            return new(Verdict.Conflict, Fault: fault);
        }

        return known is not null && IsSame(known, wanted)
            ? new(Verdict.Unchanged, known)
            : AutoResponses.Change(account, state, turn, profile.Id, id, new AutoResponseSet(
                profile.Id, id, command.Op, command.Keywords, command.Country, command.ReplyText));
    }

    /// <summary>The first fault of the new one. What is there already is not judged again.</summary>
    private static KeywordFault? FaultOf(ProfileRecord profile, AutoResponseRecord wanted)
    {
        KeywordConfig[] configs =
            [.. profile.AutoResponses.Where(a => a.Id != wanted.Id).Select(a => a.Config), wanted.Config];
        return KeywordFaults.Check(configs).Where(f => f.Config == configs.Length - 1).Select(f => (KeywordFault?)f)
            .FirstOrDefault();
    }

    private static bool IsSame(AutoResponseRecord known, AutoResponseRecord wanted) =>
        known.Keywords.SequenceEqual(wanted.Keywords)
        && (known.Op, known.Country, known.ReplyText) == (wanted.Op, wanted.Country, wanted.ReplyText);
}

/// <summary>Deletes an auto-response configuration.</summary>
internal sealed class RemoveAutoResponseAsk(int account, Guid profile, Guid id)
    : Ask<AutoResponseReply>(Scope.OfAccount(account))
{
    public override void Decide(ShardState state, Turn turn, long turnsDone) =>
        Reply(state.EntityOf(Scope, turnsDone) is not AccountEntity account ? Refused(Verdict.Overloaded)
            : account.Profiles.Find(profile)?.AutoResponses.Any(a => a.Id == id) != true ? new(Verdict.NotFound)
            : AutoResponses.Change(account, state, turn, profile, id, new AutoResponseRemoved(profile, id)));

    protected override AutoResponseReply Refused(Verdict verdict) => new(verdict);
}

/// <summary>What changes of configurations have in common.</summary>
internal static class AutoResponses
{
    /// <summary>Records a change and publishes the profile with it, when it is durable and before the answer.</summary>
    public static AutoResponseReply Change(
        AccountEntity account, ShardState state, Turn turn, Guid profile, Guid id, GatewayEvent @event)
    {
        state.Record(turn, account, @event);
        var record = account.Profiles.Find(profile)!;
        turn.Publish(() => state.Context.Directory.Publish(record));
        return new(Verdict.Accepted, record.AutoResponses.FirstOrDefault(a => a.Id == id));
    }
}
