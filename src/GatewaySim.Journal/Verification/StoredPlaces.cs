using System.Text;
using GatewaySim.Journal.Sqlite;

namespace GatewaySim.Journal.Verification;

/// <summary>
/// Checks that nothing stored points behind the end of its stream, and that every stream has a shard.
/// </summary>
internal static class StoredPlaces
{
    /// <returns>How many snapshots there are.</returns>
    public static long Check(SqliteReadOnlyJournal journal, long[] heads, FindingList findings) => journal.Query(c =>
    {
        using (var strays = new Statement(c.Handle!, """
            SELECT CAST(substr(name, 7) AS INTEGER) AS shard FROM sqlite_master
            WHERE type = 'table' AND name GLOB 'event_*' AND shard >= ?1 ORDER BY shard
            """))
        {
            strays.Bind(1, heads.Length);
            while (strays.Next())
            {
                findings.Add(FindingKind.Sequence, (int)strays.Long(0), 1, "there is no such shard");
            }
        }

        using (var points = new Statement(c.Handle!, "SELECT shard, seq FROM recovery ORDER BY shard"))
        {
            while (points.Next())
            {
                CheckPlace(heads, points.Long(0), points.Long(1), "the recovery point", findings);
            }
        }

        long count = 0;
        using var snapshots = new Statement(c.Handle!, "SELECT shard, seq, scope FROM snapshot ORDER BY shard, scope");
        while (snapshots.Next())
        {
            count++;
            CheckPlace(heads, snapshots.Long(0), snapshots.Long(1),
                $"the snapshot of {Encoding.UTF8.GetString(snapshots.Utf8(2))}", findings);
        }

        return count;
    });

    private static void CheckPlace(long[] heads, long shard, long sequence, string what, FindingList findings)
    {
        if (shard < 0 || shard >= heads.Length || sequence > heads[shard])
        {
            findings.Add(FindingKind.Snapshot, (int)shard, sequence, $"{what} is behind the end of its stream");
        }
    }
}
