using GatewaySim.Domain;

namespace GatewaySim.Journal.Reading;

/// <summary>Finds places of a shard's stream by time.</summary>
public static class JournalPlaces
{
    /// <summary>The last event of a shard before a moment; 0 for none.</summary>
    /// <remarks>Stamps grow along a stream, so only the logarithm of its length is looked at.</remarks>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    public static long LastBefore(this IJournal journal, int shard, Stamp moment)
    {
        var (low, high) = (0L, journal.HeadOf(shard).Sequence);
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            var at = Stamp.None;
            journal.Visit(shard, middle - 1, middle, (in stored) =>
            {
                at = stored.At;
                return false;
            });
            (low, high) = at < moment ? (middle, high) : (low, middle - 1);
        }

        return low;
    }
}
