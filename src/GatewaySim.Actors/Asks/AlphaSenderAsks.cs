using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Commands;

namespace GatewaySim.Actors.Asks;

/// <summary>Gives a profile an alphanumeric sender.</summary>
internal sealed class CreateAlphaSenderAsk(CreateAlphaSender command)
    : Ask<AlphaSenderReply>(Scope.OfAccount(command.Account))
{
    /// <summary>Alphanumeric senders of one account.</summary>
    public const int AlphaSendersMax = 10_000;

    public override void Decide(ShardState state, Turn turn, long turnsDone) =>
        Reply(state.EntityOf(Scope, turnsDone) is AccountEntity account
            ? Decide(account, state, turn)
            : Refused(Verdict.Overloaded));

    protected override AlphaSenderReply Refused(Verdict verdict) => new(verdict);

    private AlphaSenderReply Decide(AccountEntity account, ShardState state, Turn turn)
    {
        if (account.Profiles.Find(command.Profile) is null)
        {
            return new(Verdict.NotFound);
        }

        var known = account.Profiles.AlphaSenders.ToList();
        if (known.Exists(s => s.Profile == command.Profile && s.Name == command.Name))
        {
            return new(Verdict.Conflict);
        }

        if (known.Count >= AlphaSendersMax)
        {
            return new(Verdict.Overloaded);
        }

        var next = MessageId.At(state.Shard, state.Head.Sequence + 1);
        var id = PositionUuid.Encode(next, UuidKind.AlphaSender, state.Context.Journal.Info.IdSalt);
        state.Record(turn, account, new AlphaSenderCreated(
            id, command.Profile, command.Name, command.LongCodeFallback));
        var sender = account.Profiles.FindAlphaSender(id)!;
        turn.Publish(() => state.Context.Directory.Publish(id, sender));
        return new(Verdict.Accepted, sender);
    }
}

/// <summary>Takes an alphanumeric sender from its profile.</summary>
internal sealed class DeleteAlphaSenderAsk(int account, Guid id) : Ask<AlphaSenderReply>(Scope.OfAccount(account))
{
    public override void Decide(ShardState state, Turn turn, long turnsDone)
    {
        if (state.EntityOf(Scope, turnsDone) is not AccountEntity account)
        {
            Reply(Refused(Verdict.Overloaded));
        }
        else if (account.Profiles.FindAlphaSender(id) is not { } known)
        {
            Reply(new(Verdict.NotFound));
        }
        else
        {
            state.Record(turn, account, new AlphaSenderDeleted(id));
            turn.Publish(() => state.Context.Directory.Publish(id, (AlphaSenderRecord?)null));
            Reply(new(Verdict.Accepted, known));
        }
    }

    protected override AlphaSenderReply Refused(Verdict verdict) => new(verdict);
}
