using GatewaySim.Domain;
using GatewaySim.Domain.Carrier.Own;
using GatewaySim.Journal.Codec;

namespace GatewaySim.Journal.Carriers;

/// <summary>
/// The delays of all own carriers that a journal's messages may name, in a mark beside the events: without them nobody
/// could say when those messages were delivered.
/// </summary>
public static class CarrierArchive
{
    /// <summary>The mark's name. Stored: never changed.</summary>
    public const string MarkName = "carriers.v1";

    /// <summary>A journal knows at most so many; 10 KB each.</summary>
    public const int CarriersMax = 100;

    private const byte Version = 1;

    /// <summary>Adds delays to the journal's, unless they are there. Durable with the next transaction.</summary>
    /// <exception cref="JournalException">It has <see cref="CarriersMax"/> others.</exception>
    public static void Keep(IJournal journal, OwnDelays delays)
    {
        var known = journal.FindMark(MarkName) is { } bytes ? FromBytes(bytes) : [];
        if (known.Any(k => k.StoredName == delays.StoredName))
        {
            return;
        }

        if (known.Count >= CarriersMax)
        {
            throw new JournalException(
                $"The journal has messages of {CarriersMax} carriers already; '{delays.Name}' would be one more.");
        }

        journal.KeepMark(MarkName, ToBytes([.. known, delays]));
    }

    /// <summary>Makes the delays of a journal known to the process. To be called when one is opened.</summary>
    internal static void Load(byte[]? mark)
    {
        if (mark is not null)
        {
            FromBytes(mark);
        }
    }

    internal static byte[] ToBytes(IReadOnlyList<OwnDelays> carriers)
    {
        var writer = new PayloadWriter();
        writer.Byte(Version);
        writer.Varint((long)carriers.Count);
        foreach (var carrier in carriers)
        {
            writer.Text(carrier.Name);
            writer.Varint(carrier.UnconfirmedAfter.Ticks);
            writer.Varint(carrier.UnreachableAfter.Ticks);
            foreach (var table in new[] { carrier.Sent, carrier.Delivered, carrier.Late, carrier.Failed })
            {
                foreach (var delay in table)
                {
                    writer.Varint(delay);
                }
            }
        }

        return writer.Written.ToArray();
    }

    internal static List<OwnDelays> FromBytes(byte[] bytes)
    {
        var reader = new PayloadReader(bytes);
        Invariant.Holds(reader.Byte() == Version);
        var carriers = new List<OwnDelays>();
        for (var left = reader.Int(); left > 0; left--)
        {
            var name = reader.Text();
            var unconfirmedAfter = TimeSpan.FromTicks(reader.Long());
            var unreachableAfter = TimeSpan.FromTicks(reader.Long());
            carriers.Add(OwnDelays.Of(
                name, Table(ref reader), Table(ref reader), Table(ref reader), Table(ref reader), unconfirmedAfter,
                unreachableAfter));
        }

        reader.End();
        return carriers;
    }

    private static long[] Table(ref PayloadReader reader)
    {
        var table = new long[OwnDelays.TableLength];
        for (var n = 0; n < table.Length; n++)
        {
            table[n] = reader.Long();
        }

        return table;
    }
}
