using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Pools;

namespace GatewaySim.Actors.Asks;

/// <summary>Takes from all recipients of a profile the sender that they kept.</summary>
/// <remarks>Source: Telnyx, sticky sender guide: switching it off clears all mappings.</remarks>
internal sealed class ClearStickySendersAsk(Scope scope) : Ask<Verdict>(scope)
{
    public override void Decide(ShardState state, Turn turn, long turnsDone)
    {
        if (state.EntityOf(Scope, turnsDone) is not ProfileEntity profile)
        {
            Reply(Verdict.Overloaded);
        }
        else if (profile.Sticky.Count == 0)
        {
            Reply(Verdict.Unchanged);
        }
        else
        {
            state.Record(turn, profile, new StickySendersCleared());
            Reply(Verdict.Accepted);
        }
    }

    protected override Verdict Refused(Verdict verdict) => verdict;
}

/// <summary>Asks the owner of a profile how its numbers fare today.</summary>
internal sealed class HealthAsk(Scope scope, IReadOnlyList<Address> numbers)
    : Ask<(Verdict Verdict, IReadOnlyList<SenderHealth> Health)>(scope)
{
    public override void Decide(ShardState state, Turn turn, long turnsDone)
    {
        var now = state.Context.Clock.Now;
        Reply(state.EntityOf(Scope, turnsDone) is ProfileEntity profile
            ? (Verdict.Accepted, [.. numbers.Select(n => profile.Day.HealthOn(now, n))])
            : Refused(Verdict.Overloaded));
    }

    protected override (Verdict Verdict, IReadOnlyList<SenderHealth> Health) Refused(Verdict verdict) => (verdict, []);
}
