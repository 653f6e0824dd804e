using GatewaySim.Domain;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal;
using GatewaySim.Journal.Memory;

namespace GatewaySim.Simulation.Tests;

/// <summary>A journal that commits when the simulation says so, and fails by seed.</summary>
/// <remarks>Appends of all shards wait in one queue and are stored as groups, as the real journals do it.</remarks>
internal sealed class SimulatedJournal(JournalInfo info, Random random) : IJournal
{
    private readonly List<Append> _waiting = [];
    private readonly Dictionary<string, byte[]> _marks = [];

    /// <summary>What is durable: all that a crash leaves.</summary>
    public MemoryJournal Durable { get; } = new(info);

    /// <summary>Called when a turn was decided, before anything else is.</summary>
    public Action<Append> OnSubmitted { get; set; } = _ => { };

    /// <summary>Called when an append became durable, before its owner is told.</summary>
    public Action<Append> OnStored { get; set; } = _ => { };

    public bool HasFaults { get; set; }

    /// <summary>What an operator asked to go wrong, besides.</summary>
    public IJournalFaults? Ordered { get; set; }

    /// <summary>Called when a group has to wait for so long.</summary>
    public Action<TimeSpan> OnSlow { get; set; } = _ => { };

    public int Waiting => _waiting.Count;

    public JournalInfo Info => Durable.Info;

    public IReadModel Read => Durable.Read;

    public StreamHead HeadOf(int shard) => HasFaults && random.Next(8) == 0
        ? throw new JournalException("Simulated: the journal cannot be read.")
        : Durable.HeadOf(shard);

    public long RecoveryPointOf(int shard) => Durable.RecoveryPointOf(shard);

    public EntitySnapshot? FindSnapshot(int shard, Scope scope) => Durable.FindSnapshot(shard, scope);

    public void Visit(int shard, long after, long upTo, EventVisitor visitor) =>
        Durable.Visit(shard, after, upTo, visitor);

    public void Submit(Append append)
    {
        OnSubmitted(append);
        _waiting.Add(append);
    }

    public byte[]? FindMark(string name) => Durable.FindMark(name);

    /// <summary>Durable with the next transaction, also with one that is refused.</summary>
    public void KeepMark(string name, byte[] value) => _marks[name] = value;

    /// <summary>Stores some of what waits as one group; later ones are delayed. Then tells the owners.</summary>
    public void Commit()
    {
        foreach (var (name, value) in _marks)
        {
            Durable.KeepMark(name, value);
        }

        _marks.Clear();
        if (_waiting.Count == 0)
        {
            return;
        }

        var ordered = HasFaults && Ordered is not null ? Ordered.OfTransaction() : default;
        if (ordered.Delay > TimeSpan.Zero)
        {
            // It is under way; others go on meanwhile.
            OnSlow(ordered.Delay);
            return;
        }

        var group = Take(HasFaults ? random.Next(1, _waiting.Count + 1) : _waiting.Count);
        var dice = ordered.RefusesBefore ? 0 : ordered.RefusesAfter ? 3 : HasFaults ? random.Next(100) : 99;
        var results = group.Select(append => Store(append, dice)).ToList();
        for (var i = 0; i < group.Count; i++)
        {
            group[i].Complete(results[i]);
        }
    }

    /// <summary>The process is killed: some of what waits may have reached the disk, but nobody was told.</summary>
    public void Crash()
    {
        foreach (var append in Take(random.Next(_waiting.Count + 1)))
        {
            _ = Store(append, dice: 99);
        }

        _waiting.Clear();
        _marks.Clear();
    }

    public void Dispose() => Durable.Dispose();

    private List<Append> Take(int count)
    {
        var group = _waiting.GetRange(0, count);
        _waiting.RemoveRange(0, count);
        return group;
    }

    /// <summary>Three groups of a hundred fail before the write, three after it, four in parts.</summary>
    private JournalException? Store(Append append, int dice)
    {
        var fate = dice < 3 ? 0 : dice < 6 ? 1 : dice < 10 ? random.Next(4) : 3;
        if (fate == 0)
        {
            return new JournalException("Simulated: failed before the write.");
        }

        var error = Durable.Store(append);
        if (error is null)
        {
            OnStored(append);
        }

        return error ?? (fate == 1 ? new JournalException("Simulated: failed after the write.") : null);
    }
}
