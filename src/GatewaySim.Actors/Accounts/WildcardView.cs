using System.Collections.Concurrent;
using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Actors.Accounts;

/// <summary>RingCentral's account-wide records, as published: one view for all shards.</summary>
/// <remarks>
/// The account's owner publishes a record when it is durable and before it is acknowledged. All shards read the same
/// view, so a record becomes effective for every sender at the same moment (P-21), and an acknowledged opt-out is
/// effective everywhere (P-1). Reading takes no lock and costs nothing while there are no records.
/// </remarks>
internal sealed class WildcardView
{
    private readonly ConcurrentDictionary<(int Account, ulong Recipient), ulong> _records = [];
    private long _lastSequence;
    private long _lastAt;
    private volatile bool _isEmpty = true;

    public bool IsEmpty => _isEmpty;

    /// <summary>Sequence number of the newest published record, in the stream of its account's shard.</summary>
    public long LastSequence => Volatile.Read(ref _lastSequence);

    /// <summary>A stamp that no published record is behind.</summary>
    public Stamp LastAt => new(Volatile.Read(ref _lastAt));

    public PairConsent Find(int account, ulong recipient) =>
        !_isEmpty && _records.TryGetValue((account, recipient), out var packed)
            ? PairConsent.Unpack(packed)
            : PairConsent.None;

    public void Publish(int account, PhoneNumber recipient, PairConsent record, long sequence)
    {
        Volatile.Write(ref _lastAt, Math.Max(record.At.Ticks, Volatile.Read(ref _lastAt)));
        _records[(account, recipient.Value)] = record.Packed;
        _isEmpty = false;
        Volatile.Write(ref _lastSequence, Math.Max(sequence, Volatile.Read(ref _lastSequence)));
    }
}
