using GatewaySim.Domain;
using GatewaySim.Journal;
using GatewaySim.Journal.Codec;

namespace GatewaySim.Actors.Time;

/// <summary>Where the clock stood, kept beside the journal: time may pass without any event.</summary>
public static class ClockMark
{
    public const string Name = "clock";

    private const byte Version = 1;

    /// <returns>Null where none was ever kept.</returns>
    public static DateTimeOffset? Find(IJournal journal)
    {
        if (journal.FindMark(Name) is not { } bytes)
        {
            return null;
        }

        var reader = new PayloadReader(bytes);
        Invariant.Holds(reader.Byte() == Version);
        var moment = reader.Stamp();
        reader.End();
        return moment.Time;
    }

    /// <summary>Keeps a moment in place of the one before. Durable soon, see <see cref="IJournal.KeepMark"/>.</summary>
    public static void Keep(IJournal journal, DateTimeOffset moment)
    {
        var writer = new PayloadWriter();
        writer.Byte(Version);
        writer.Stamp(Stamp.Of(moment));
        journal.KeepMark(Name, writer.Written.ToArray());
    }
}
