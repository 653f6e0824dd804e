using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Actors.Asks;

/// <summary>Gives a number to the account, or moves it to another profile.</summary>
/// <param name="isClaim">Only where nobody has the number: what a first use of an unknown sender does.</param>
internal sealed class AssignNumberAsk(Scope scope, AssignNumber command, bool isClaim) : Ask<NumberReply>(scope)
{
    /// <summary>Numbers of one account.</summary>
    public const int NumbersMax = 1_000_000;

    public override void Decide(ShardState state, Turn turn, long turnsDone)
    {
        if (state.EntityOf(Scope, turnsDone) is not AccountEntity account)
        {
            Reply(new(Verdict.Overloaded));
            return;
        }

        var known = account.FindNumber(command.Provider, command.Number);
        if (known is not null && (isClaim || known.Profile == command.Profile))
        {
            Reply(new(Verdict.Unchanged, known));
        }
        else if (command.Profile is { } profile && account.Profiles.Find(profile) is null)
        {
            Reply(new(Verdict.NotFound));
        }
        else if (known is null && account.NumberCount >= NumbersMax)
        {
            Reply(new(Verdict.Overloaded));
        }
        else
        {
            state.Record(turn, account, new NumberAssigned(command.Provider, command.Number, command.Profile));
            var number = account.FindNumber(command.Provider, command.Number)!;
            turn.Publish(() => state.Context.Directory.Publish(number));
            Reply(new(Verdict.Accepted, number));
        }
    }

    protected override NumberReply Refused(Verdict verdict) => new(verdict);
}

/// <summary>Changes the settings of a number.</summary>
internal sealed class ConfigureNumberAsk(ConfigureNumber command) : Ask<NumberReply>(Scope.OfAccount(command.Account))
{
    public override void Decide(ShardState state, Turn turn, long turnsDone)
    {
        if (state.EntityOf(Scope, turnsDone) is not AccountEntity account)
        {
            Reply(new(Verdict.Overloaded));
            return;
        }

        if (account.FindNumber(command.Provider, command.Number) is not { } known)
        {
            Reply(new(Verdict.UnknownSender));
            return;
        }

        var wanted = command.Change(known.Settings);
        if (wanted.MessagingProduct == known.Settings.MessagingProduct
            && wanted.Tags.SequenceEqual(known.Settings.Tags))
        {
            Reply(new(Verdict.Unchanged, known));
            return;
        }

        state.Record(turn, account, new NumberConfigured(command.Provider, command.Number, wanted));
        var number = account.FindNumber(command.Provider, command.Number)!;
        turn.Publish(() => state.Context.Directory.Publish(number));
        Reply(new(Verdict.Accepted, number));
    }

    protected override NumberReply Refused(Verdict verdict) => new(verdict);
}

/// <summary>Lists the network blocks of a toll-free number, which go with it to another profile.</summary>
internal sealed class ListNetworkBlocksAsk(Scope scope, Address number)
    : Ask<(Verdict, IReadOnlyList<PhoneNumber>)>(scope)
{
    public override void Decide(ShardState state, Turn turn, long turnsDone) =>
        Reply(state.EntityOf(Scope, turnsDone) is ProfileEntity profile
            ? (Verdict.Accepted, profile.NetworkBlocksOf(number))
            : Refused(Verdict.Overloaded));

    protected override (Verdict, IReadOnlyList<PhoneNumber>) Refused(Verdict verdict) => (verdict, []);
}

/// <summary>Takes the network blocks of a toll-free number over.</summary>
internal sealed class AdoptNetworkBlocksAsk(Scope scope, PhoneNumber number, IReadOnlyList<PhoneNumber> handsets)
    : Ask<Verdict>(scope)
{
    public override void Decide(ShardState state, Turn turn, long turnsDone)
    {
        if (state.EntityOf(Scope, turnsDone) is not ProfileEntity profile)
        {
            Reply(Verdict.Overloaded);
            return;
        }

        if (profile.NetworkBlocksOf(number).SequenceEqual(handsets))
        {
            Reply(Verdict.Unchanged);
            return;
        }

        state.Record(turn, profile, new NetworkBlocksAdopted(number, handsets));
        Reply(Verdict.Accepted);
    }

    protected override Verdict Refused(Verdict verdict) => verdict;
}

/// <summary>Asks for nothing: gives the shard a turn, in which it does its housekeeping.</summary>
internal sealed class SweepAsk(Scope scope) : Ask<Verdict>(scope)
{
    public override void Decide(ShardState state, Turn turn, long turnsDone) => Reply(Verdict.Accepted);

    protected override Verdict Refused(Verdict verdict) => verdict;
}
