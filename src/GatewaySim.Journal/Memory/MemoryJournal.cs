using GatewaySim.Domain;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal.Projections;

namespace GatewaySim.Journal.Memory;

/// <summary>A journal that lives as long as the process: for tests, and the reference for the other backends.</summary>
public sealed class MemoryJournal : IJournal
{
    private readonly Lock _gate = new();
    private readonly List<StoredEvent>[] _streams;
    private readonly long[] _recovery;
    private readonly Dictionary<(int Shard, Scope Scope), EntitySnapshot> _snapshots = [];
    private readonly Dictionary<string, byte[]> _marks = [];
    private readonly MemoryProjections _rows = new();
    private readonly Projector _projector;

    public MemoryJournal(JournalInfo info)
    {
        Info = info;
        _streams = [.. Enumerable.Range(0, info.Shards).Select(_ => new List<StoredEvent>())];
        _recovery = new long[info.Shards];
        _projector = new(_rows);
        Read = new MemoryReadModel(this, _rows);
    }

    public JournalInfo Info { get; }

    public IReadModel Read { get; }

    internal MemoryProjections Rows => _rows;

    /// <summary>How many events all shards hold.</summary>
    public int EventCount => Locked(() => _streams.Sum(s => s.Count));

    public StreamHead HeadOf(int shard) => Locked(() => EndOf(_streams[shard]));

    public long RecoveryPointOf(int shard) => Locked(() => _recovery[shard]);

    public EntitySnapshot? FindSnapshot(int shard, Scope scope) =>
        Locked(() => _snapshots.GetValueOrDefault((shard, scope)));

    public void Visit(int shard, long after, long upTo, EventVisitor visitor)
    {
        for (var sequence = after + 1; sequence <= upTo; sequence++)
        {
            if (Locked(() => FindStored(shard, sequence)) is not { } stored || !visitor(in stored))
            {
                return;
            }
        }
    }

    public byte[]? FindMark(string name) => Locked(() => _marks.GetValueOrDefault(name));

    public void KeepMark(string name, byte[] value) => Locked(() => _marks[name] = value);

    public void Submit(Append append) => append.Complete(Store(append));

    /// <summary>Stores an append without telling its owner: tests put faults around this.</summary>
    /// <returns>What to tell the owner: null, or that it was replaced.</returns>
    public JournalException? Store(Append append) => Locked<JournalException?>(() =>
    {
        var stream = _streams[append.Shard];
        if (!append.Continues(EndOf(stream)))
        {
            return new OwnerReplacedException($"Another owner wrote to shard {append.Shard}.");
        }

        foreach (var entry in append.EntryList)
        {
            stream.Add(new(
                append.Shard, entry.Sequence, entry.At, entry.Scope, entry.Kind.Name,
                append.PayloadOf(entry).ToArray(), append.HashOf(entry).ToArray()));
            _projector.Project(append.Shard, entry.Sequence, entry.At, entry.Scope, stream[^1].Decode());
        }

        _projector.Flush();
        foreach (var snapshot in append.Snapshots)
        {
            _snapshots[(append.Shard, snapshot.Scope)] = new(snapshot.Sequence, snapshot.State);
        }

        _recovery[append.Shard] = append.RecoveryPoint ?? _recovery[append.Shard];
        return null;
    });

    public void Dispose()
    {
    }

    internal StoredEvent? FindStored(int shard, long sequence) =>
        (uint)shard < (uint)_streams.Length && sequence > 0 && sequence <= _streams[shard].Count
            ? _streams[shard][(int)sequence - 1]
            : null;

    internal T Locked<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }

    private static StreamHead EndOf(List<StoredEvent> stream)
    {
        var head = new StreamHead();
        if (stream is [.., var last])
        {
            head.Set(last.Sequence, last.At, last.Hash.Span);
        }

        return head;
    }
}
