using System.Security.Cryptography;
using GatewaySim.Domain;
using GatewaySim.Journal.Codec;

namespace GatewaySim.Journal;

/// <summary>
/// One turn of a shard on its way to the journal: events, snapshots, and what happens when they are durable.
/// </summary>
/// <remarks>Made to be used again: <see cref="Reset"/> keeps the buffers.</remarks>
public abstract class Append
{
    private readonly PayloadWriter _writer = new();
    private readonly List<AppendEntry> _entries = [];
    private readonly List<SnapshotEntry> _snapshots = [];
    private readonly byte[] _afterHash = new byte[StreamHead.HashBytes];

    public int Shard { get; private set; }

    /// <summary>
    /// The last event that the owner knew when it decided. The journal refuses the append where it is another.
    /// </summary>
    public long After { get; private set; }

    /// <summary>Bytes of all events so far.</summary>
    public int Bytes => _writer.Length;

    public IReadOnlyList<AppendEntry> Entries => _entries;

    public IReadOnlyList<SnapshotEntry> Snapshots => _snapshots;

    /// <summary>Where recovery of the shard begins from now on; null leaves it.</summary>
    public long? RecoveryPoint { get; set; }

    internal List<AppendEntry> EntryList => _entries;

    /// <param name="after">The stream's end as the owner knows it.</param>
    public void Reset(int shard, StreamHead after)
    {
        Shard = shard;
        After = after.Sequence;
        after.Hash.CopyTo(_afterHash, 0);
        _writer.Clear();
        _entries.Clear();
        _snapshots.Clear();
        RecoveryPoint = null;
    }

    /// <summary>Whether the owner knew the stream as it is.</summary>
    /// <remarks>
    /// The hash is compared too: an owner that was replaced may have turns under way whose numbers fit again by chance.
    /// </remarks>
    public bool Continues(StreamHead head) => After == head.Sequence && _afterHash.AsSpan().SequenceEqual(head.Hash);

    /// <summary>Adds an event to the shard's stream.</summary>
    /// <param name="head">The end of the stream; moved on by one.</param>
    /// <returns>The event's place, which is its id.</returns>
    public MessageId Add(StreamHead head, Stamp at, Scope scope, GatewayEvent @event)
    {
        var kind = EventCodec.KindOf(@event);
        var start = _writer.Length;
        var sequence = head.Sequence + 1;
        Invariant.Holds(sequence == After + _entries.Count + 1);

        HashChain.WriteHeader(_writer, head.Hash, Shard, sequence, at, scope.Utf8.Span, kind.Utf8);
        var payload = _writer.Length;
        kind.Write(_writer, @event);
        var end = _writer.Length;

        var hash = _writer.Reserve(StreamHead.HashBytes);
        SHA256.HashData(_writer.Slice(start, end - start), _writer.Slice(hash, StreamHead.HashBytes));
        head.Set(sequence, at, _writer.Slice(hash, StreamHead.HashBytes));

        _entries.Add(new(sequence, at, scope, @event, kind, payload, end - payload, hash));
        return MessageId.At(Shard, sequence);
    }

    public void AddSnapshot(Scope scope, long sequence, byte[] state) => _snapshots.Add(new(scope, sequence, state));

    public ReadOnlySpan<byte> PayloadOf(in AppendEntry entry) => _writer.Slice(entry.PayloadAt, entry.PayloadBytes);

    public ReadOnlySpan<byte> HashOf(in AppendEntry entry) => _writer.Slice(entry.HashAt, StreamHead.HashBytes);

    /// <summary>Called once, on the journal's thread.</summary>
    /// <param name="error">Null when everything is durable.</param>
    public abstract void Complete(JournalException? error);
}

/// <summary>One event of an append, with where its bytes lie.</summary>
public readonly record struct AppendEntry(
    long Sequence, Stamp At, Scope Scope, GatewayEvent Event, EventKind Kind, int PayloadAt, int PayloadBytes,
    int HashAt);

/// <summary>One entity's state, stored with the append.</summary>
public readonly record struct SnapshotEntry(Scope Scope, long Sequence, byte[] State);
