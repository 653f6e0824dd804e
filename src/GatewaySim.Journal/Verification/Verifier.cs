using GatewaySim.Journal.Codec;
using GatewaySim.Journal.Sqlite;

namespace GatewaySim.Journal.Verification;

/// <summary>Proves that a journal is whole, that what is stored beside it follows from it, and that consent was kept.</summary>
/// <remarks>
/// One pass over every stream: <see cref="StreamCheck"/>, <see cref="ConsentAudit"/> and, where the journal is a database,
/// the projections into an empty one, which is then compared row by row with the stored one. No allocation per message;
/// time is mostly SHA-256 over the payloads.
/// </remarks>
public static class Verifier
{
    /// <param name="journal">
    /// Projections are compared for a <see cref="SqliteReadOnlyJournal"/>; of others only the events are checked.
    /// </param>
    public static VerifyReport Verify(
        IJournal journal, ConfirmationRule ringCentral = ConfirmationRule.AtMostOne, CancellationToken cancel = default)
    {
        var findings = new FindingList();
        var audit = new ConsentAudit(journal, findings, ringCentral);
        var scratch = new PayloadWriter();
        var stored = journal as SqliteReadOnlyJournal;
        using var rebuilt = stored is null ? null : new RebuiltProjections();
        var heads = new long[journal.Info.Shards];
        long events = 0;
        long bytes = 0;
        for (var shard = 0; shard < journal.Info.Shards; shard++)
        {
            var check = new StreamCheck(shard, journal.Info.Shards, scratch, findings);
            Stream(journal, check, audit, rebuilt, shard, findings, cancel);
            heads[shard] = check.Sequence;
            events += check.Events;
            bytes += check.PayloadBytes;
        }

        var rows = rebuilt is null ? 0 : rebuilt.Compare(stored!, findings, cancel);
        var snapshots = stored is null ? 0 : StoredPlaces.Check(stored, heads, findings);
        return new(events, bytes, audit.Totals, rows, snapshots, findings);
    }

    /// <summary>Only makes the projections once more from the events and compares them with the stored ones.</summary>
    /// <returns>How many rows the events make.</returns>
    public static long CompareProjections(
        SqliteReadOnlyJournal journal, FindingList findings, CancellationToken cancel = default)
    {
        using var rebuilt = new RebuiltProjections();
        for (var shard = 0; shard < journal.Info.Shards; shard++)
        {
            journal.Visit(shard, 0, long.MaxValue, (in stored) =>
            {
                cancel.ThrowIfCancellationRequested();
                rebuilt.Add(stored, stored.Decode());
                return true;
            });
            rebuilt.EndShard();
        }

        return rebuilt.Compare(journal, findings, cancel);
    }

    private static void Stream(
        IJournal journal, StreamCheck check, ConsentAudit audit, RebuiltProjections? rebuilt, int shard,
        FindingList findings, CancellationToken cancel)
    {
        audit.Begin(shard);
        try
        {
            journal.Visit(shard, 0, long.MaxValue, (in stored) =>
            {
                cancel.ThrowIfCancellationRequested();
                if (check.Check(stored) is { } @event)
                {
                    audit.Observe(stored.Sequence, stored.At, stored.Scope, @event);
                    rebuilt?.Add(stored, @event);
                }

                return true;
            });
        }
        catch (JournalException e)
        {
            findings.Add(FindingKind.Payload, shard, check.Sequence + 1, $"the stream cannot be read on: {e.Message}");
        }

        rebuilt?.EndShard();
        audit.End();
    }
}
