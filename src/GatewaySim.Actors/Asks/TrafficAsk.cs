using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;

namespace GatewaySim.Actors.Asks;

/// <summary>Asks the owner of a profile how much it sent and received in a span up to now.</summary>
internal sealed class TrafficAsk(Scope scope, TimeSpan span)
    : Ask<(Verdict Verdict, IReadOnlyList<TrafficSlot> Traffic)>(scope)
{
    public override void Decide(ShardState state, Turn turn, long turnsDone) =>
        Reply(state.EntityOf(Scope, turnsDone) is ProfileEntity profile
            ? (Verdict.Accepted, profile.Traffic.In(span, state.Context.Clock.Now))
            : Refused(Verdict.Overloaded));

    protected override (Verdict Verdict, IReadOnlyList<TrafficSlot> Traffic) Refused(Verdict verdict) => (verdict, []);
}
