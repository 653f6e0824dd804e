using GatewaySim.Domain;
using GatewaySim.Journal.Codec;

namespace GatewaySim.Journal;

/// <summary>One event as it lies in the journal.</summary>
/// <param name="Payload">Valid only during the call that hands the event out; copy what must outlive it.</param>
/// <param name="Hash">
/// The same. SHA-256 over the hash before, the place, the stamp, the scope, the name, the payload.
/// </param>
public readonly record struct StoredEvent(
    int Shard, long Sequence, Stamp At, Scope Scope, string Name, ReadOnlyMemory<byte> Payload,
    ReadOnlyMemory<byte> Hash)
{
    public MessageId Id => MessageId.At(Shard, Sequence);

    /// <exception cref="JournalCorruptException">The name or the payload means nothing.</exception>
    public GatewayEvent Decode() => EventCodec.Read(Name, Payload);
}
