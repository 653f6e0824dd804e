using GatewaySim.Domain;

namespace GatewaySim.Journal.Dumping;

/// <summary>The moment whose state is wanted. Nothing is set for the end of the journal; at most one is.</summary>
/// <param name="Time">Events up to and including this moment.</param>
/// <param name="Sequence">Events of every shard up to and including this number.</param>
/// <param name="Event">The moment of this event: of all shards what is not later than it.</param>
public readonly record struct DumpUntil(Stamp? Time = null, long? Sequence = null, MessageId? Event = null);
