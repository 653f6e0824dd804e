using System.Globalization;
using GatewaySim.Domain;
using GatewaySim.Journal.Dumping;

namespace GatewaySim.Host.Verbs;

/// <summary>How far to read a journal. Neither is set for its end.</summary>
/// <param name="Time">Events up to and including this moment.</param>
/// <param name="Sequence">Events of each shard up to and including this number.</param>
/// <param name="Event">Up to the moment of this event.</param>
internal readonly record struct JournalPoint(Stamp? Time, long? Sequence, MessageId? Event = null)
{
    public DumpUntil Until => new(Time, Sequence, Event);

    /// <summary>
    /// Reads a sequence number, SHARD/SEQUENCE, or an ISO time with 'Z' or an offset; without one it is refused.
    /// </summary>
    public static bool TryParse(string text, out JournalPoint point)
    {
        point = default;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
        {
            point = new(null, sequence);
            return sequence is > 0 and <= MessageId.SequenceMax;
        }

        if (text.Split('/') is [var shard, var number])
        {
            var isEvent = int.TryParse(shard, NumberStyles.None, CultureInfo.InvariantCulture, out var of)
                && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out sequence)
                && of < MessageId.ShardsMax && sequence is > 0 and <= MessageId.SequenceMax;
            point = isEvent ? new(null, null, MessageId.At(of, sequence)) : default;
            return isEvent;
        }

        if (!Stamp.TryParse(text, out var stamp))
        {
            return false;
        }

        point = new(stamp, null);
        return true;
    }
}
