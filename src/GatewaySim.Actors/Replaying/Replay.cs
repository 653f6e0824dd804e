using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Journal;
using GatewaySim.Journal.Codec;
using GatewaySim.Journal.Sqlite;
using GatewaySim.Journal.Verification;

namespace GatewaySim.Actors.Replaying;

/// <summary>What a replay found.</summary>
/// <param name="Events">Events that were replayed.</param>
/// <param name="Messages">Messages that they accepted.</param>
/// <param name="Entities">Scopes whose state they make.</param>
/// <param name="StateBytes">Bytes of all their states.</param>
/// <param name="ConsentRows">Stored consent records that were compared with the state.</param>
/// <param name="ProjectionRows">Rebuilt rows that were compared with stored ones.</param>
public sealed record ReplayReport(
    long Events, long Messages, long Entities, long StateBytes, long ConsentRows, long ProjectionRows, FindingList Findings)
{
    public bool IsEqual => Findings.Total == 0;
}

/// <summary>Rebuilds all state from the events alone, by the code that runs live, and compares it with what is stored.</summary>
/// <remarks>
/// Compared with (a) the stored projections: rows made once more by the projector, and the entities themselves row by row
/// for consent and waiting messages; (b) the state that recovery gives, which begins with snapshots, byte for byte per
/// entity (P-23). Sends nothing and writes nothing: entities are rebuilt and never asked anything. The state of all shards
/// is in memory, as in a gateway.
/// </remarks>
public static class Replay
{
    public static ReplayReport Run(IJournal journal, CancellationToken cancel = default)
    {
        var findings = new FindingList();
        var replayed = ContextOf(new EventsOnlyJournal(journal));
        var recovered = ContextOf(journal);
        var states = new List<ShardState>();
        long events = 0;
        long bytes = 0;
        for (var shard = 0; shard < journal.Info.Shards; shard++)
        {
            cancel.ThrowIfCancellationRequested();
            var state = Rebuild(shard, replayed, findings);
            if (state is null)
            {
                continue;
            }

            states.Add(state);
            events += state.Head.Sequence;
            if (Rebuild(shard, recovered, findings) is { } other)
            {
                bytes += CompareStates(state, other, findings);
            }
        }

        var rows = new StoredRows(journal.Read, states, findings).Compare(cancel);
        var projections = Guarded(-1, "the projections", findings, () => journal is SqliteReadOnlyJournal sqlite
            ? Verifier.CompareProjections(sqlite, findings, cancel)
            : 0);
        var messages = states.SelectMany(s => s.Entities).Sum(e => e is SenderEntity sender ? sender.Ordinal
            : e is ProfileEntity profile ? profile.MessageCount : 0);
        return new(events, messages, states.Sum(s => (long)s.EntityCount), bytes, rows, projections, findings);
    }

    private static ShardContext ContextOf(IJournal journal) => new(
        journal, TimeProvider.System, new(), new(), new() { EntitiesMax = int.MaxValue });

    /// <returns>Null when the events cannot have happened in this order.</returns>
    private static ShardState? Rebuild(int shard, ShardContext context, FindingList findings) =>
        Guarded(shard, "the shard", findings, () => ShardState.Recover(shard, context));

    private static T? Guarded<T>(int shard, string what, FindingList findings, Func<T> rebuild)
    {
        try
        {
            return rebuild();
        }
#pragma warning disable CA1031 // A journal that somebody changed may break any invariant; each is the same finding.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            findings.Add(FindingKind.State, shard, 0, $"{what} cannot be rebuilt: {e.Message.ReplaceLineEndings(" ")}");
            return default;
        }
    }

    private static long CompareStates(ShardState replayed, ShardState recovered, FindingList findings)
    {
        var (left, right) = (new PayloadWriter(), new PayloadWriter());
        long bytes = 0;
        foreach (var entity in replayed.Entities)
        {
            left.Clear();
            right.Clear();
            entity.WriteState(left);
            Guarded(replayed.Shard, entity.Scope.Text, findings, () => recovered.EntityOf(entity.Scope, 0))
                ?.WriteState(right);
            bytes += left.Length;
            if (!left.Written.SequenceEqual(right.Written))
            {
                findings.Add(FindingKind.State, replayed.Shard, entity.Sequence,
                    $"{entity.Scope}: what its events make ({left.Length} bytes) is not what its snapshot and the events "
                    + $"behind it make ({right.Length} bytes)");
            }
        }

        var known = replayed.Entities.Select(e => e.Scope).ToHashSet();
        foreach (var entity in recovered.Entities.Where(e => !known.Contains(e.Scope)))
        {
            findings.Add(FindingKind.State, replayed.Shard, entity.Sequence, $"{entity.Scope} has a snapshot and no events");
        }

        return bytes;
    }
}
