using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Journal;
using GatewaySim.Journal.Codec;
using GatewaySim.Journal.Memory;
using GatewaySim.Journal.Projections;

namespace GatewaySim.Simulation.Tests;

/// <summary>Reads the journal again from its beginning, when nothing is under way.</summary>
internal static class Audit
{
    public static void All(Simulation simulation)
    {
        State(simulation);
        var all = EventsOf(simulation.Journal.Durable);
        Chain(all, simulation.Journal.Info.Shards);
        Projections(all, simulation.Journal.Durable);
    }

    /// <summary>P-23: live state, snapshots with their tails, and events alone say the same, byte for byte.</summary>
    public static void State(Simulation simulation)
    {
        var journal = simulation.Journal.Durable;
        foreach (var shard in simulation.Gateway.Shards)
        {
            var live = shard.State!;
            var queued = live.Entities.Sum(e => e.Queued);
            Property.Holds("G7", live.QueuedMessages == queued,
                $"shard {shard.Number} counts {live.QueuedMessages} queued, there are {queued}");
            var replayed = Recover(new WithoutSnapshots(journal), shard.Number, simulation);
            var recovered = Recover(journal, shard.Number, simulation);
            Property.Holds("P-23", live.Head.Sequence == replayed.Head.Sequence, $"shard {shard.Number} is elsewhere");
            foreach (var entity in replayed.Entities)
            {
                var expected = BytesOf(entity);
                simulation.Passivations += live.Entities.Any(e => e.Scope.Equals(entity.Scope)) ? 0 : 1;
                Compare("live", Find(live, entity.Scope, journal));
                Compare("recovered", Find(recovered, entity.Scope, journal));

                void Compare(string name, (long Sequence, byte[] State) other)
                {
                    Property.Holds("P-23", other.Sequence == entity.Sequence,
                        $"{name} {entity.Scope} is at {other.Sequence}, by its events at {entity.Sequence}");
                    Property.Holds("P-23", other.State.AsSpan().SequenceEqual(expected),
                        $"{name} {entity.Scope}: {Hex(other.State)}, not {Hex(expected)}");
                }
            }
        }
    }

    private static ShardState Recover(IJournal journal, int shard, Simulation simulation) => ShardState.Recover(
        shard, new(journal, simulation.Time, simulation.Options, simulation.Consent, simulation.Limits));

    /// <summary>The entity, or where it left memory its snapshot.</summary>
    private static (long Sequence, byte[] State) Find(ShardState state, Scope scope, MemoryJournal journal)
    {
        if (state.Entities.FirstOrDefault(e => e.Scope.Equals(scope)) is { } entity)
        {
            return (entity.Sequence, BytesOf(entity));
        }

        var snapshot = journal.FindSnapshot(state.Shard, scope);
        return snapshot is null ? (0, []) : (snapshot.Sequence, snapshot.State);
    }

    private static byte[] BytesOf(Entity entity)
    {
        var writer = new PayloadWriter();
        entity.WriteState(writer);
        return writer.Written.ToArray();
    }

    private static List<StoredEvent> EventsOf(MemoryJournal journal)
    {
        var all = new List<StoredEvent>();
        for (var shard = 0; shard < journal.Info.Shards; shard++)
        {
            journal.Visit(shard, 0, long.MaxValue, (in stored) =>
            {
                all.Add(stored);
                return true;
            });
        }

        return all;
    }

    private static void Chain(List<StoredEvent> all, int shards)
    {
        var heads = new (long Sequence, byte[] Hash)[shards];
        Array.Fill(heads, (0, new byte[StreamHead.HashBytes]));
        var scratch = new PayloadWriter();
        var hash = new byte[StreamHead.HashBytes];
        foreach (var stored in all)
        {
            var (sequence, previous) = heads[stored.Shard];
            HashChain.Compute(scratch, previous, stored, hash);
            Property.Holds("P-25", stored.Sequence == sequence + 1, $"there is a gap before {stored.Id}");
            Property.Holds("P-25", stored.Hash.Span.SequenceEqual(hash), $"the hash of {stored.Id} is broken");
            heads[stored.Shard] = (stored.Sequence, hash.ToArray());
        }
    }

    /// <summary>Rows written with their events equal rows made from all events in the order of their stamps.</summary>
    private static void Projections(List<StoredEvent> all, MemoryJournal journal)
    {
        var rows = new MemoryProjections();
        var projector = new Projector(rows);
        foreach (var stored in all.OrderBy(e => e.At))
        {
            projector.Project(stored.Shard, stored.Sequence, stored.At, stored.Scope, stored.Decode());
            projector.Flush();
        }

        var live = journal.Rows;
        Property.Holds("P-23", live.Consents.Count == rows.Consents.Count
            && live.Consents.All(c => rows.Consents.GetValueOrDefault(c.Key) == c.Value), $"consent rows differ");
        Property.Holds("P-23", live.Texts.SequenceEqual(rows.Texts), $"text rows differ");
        Property.Holds("P-23", BatchesOf(live).SequenceEqual(BatchesOf(rows)), $"batch rows differ");
        Property.Holds("P-23", DispatchesOf(live).SequenceEqual(DispatchesOf(rows)), $"dispatch rows differ");
    }

    private static IEnumerable<BatchRow> BatchesOf(MemoryProjections rows) =>
        rows.Batches.Values.Select(b => b with { Dispatch = 0 });

    /// <summary>A batch that was dispatched in one go has no dispatch row; its own row says where.</summary>
    private static IEnumerable<DispatchRow> DispatchesOf(MemoryProjections rows) => rows.Dispatches.Values
        .Concat(rows.Batches.Values.Where(b => b.Dispatch > 0)
            .Select(b => new DispatchRow(b.Id.Shard, b.Id.Sequence, 0, b.Size, b.Dispatch)))
        .OrderBy(d => (d.Shard, d.Chunk, d.First, d.Sequence));

    /// <summary>The same journal, as if nobody had ever written a snapshot.</summary>
    private sealed class WithoutSnapshots(MemoryJournal journal) : IJournal
    {
        public JournalInfo Info => journal.Info;

        public Domain.Reading.IReadModel Read => journal.Read;

        public StreamHead HeadOf(int shard) => journal.HeadOf(shard);

        public long RecoveryPointOf(int shard) => 0;

        public EntitySnapshot? FindSnapshot(int shard, Scope scope) => null;

        public void Visit(int shard, long after, long upTo, EventVisitor visitor) =>
            journal.Visit(shard, after, upTo, visitor);

        public void Submit(Append append) => throw new NotSupportedException("An audit writes nothing.");

        public void Dispose()
        {
        }
    }

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes);
}
