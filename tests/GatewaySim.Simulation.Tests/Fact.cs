using GatewaySim.Domain;
using GatewaySim.Journal;
using GatewaySim.Journal.Codec;

namespace GatewaySim.Simulation.Tests;

/// <summary>One event of an append, decoded from its bytes.</summary>
internal sealed record Fact(int Shard, long Sequence, Stamp At, Scope Scope, GatewayEvent Event)
{
    public MessageId Id => MessageId.At(Shard, Sequence);

    public static IReadOnlyList<Fact> Of(Append append) => [.. append.Entries.Select(entry => new Fact(
        append.Shard, entry.Sequence, entry.At, entry.Scope,
        EventCodec.Read(entry.Kind.Name, append.PayloadOf(entry).ToArray())))];
}
