using System.Globalization;
using GatewaySim.Domain;

namespace GatewaySim.Host.Verbs;

/// <summary>How far to read a journal. Neither is set for its end.</summary>
/// <param name="Time">Events up to and including this moment.</param>
/// <param name="Sequence">Events of each shard up to and including this number.</param>
internal readonly record struct JournalPoint(Stamp? Time, long? Sequence)
{
    /// <summary>Reads a sequence number or an ISO time with 'Z' or an offset; without one it is refused.</summary>
    public static bool TryParse(string text, out JournalPoint point)
    {
        point = default;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
        {
            point = new(null, sequence);
            return sequence is > 0 and <= MessageId.SequenceMax;
        }

        string[] formats = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
        if (!DateTimeOffset.TryParseExact(
                text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            || !(text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal))
            || time < DateTimeOffset.UnixEpoch)
        {
            return false;
        }

        point = new(Stamp.Of(time), null);
        return true;
    }
}
