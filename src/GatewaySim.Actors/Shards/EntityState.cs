using GatewaySim.Domain.Consent;
using GatewaySim.Journal.Codec;

namespace GatewaySim.Actors.Shards;

/// <summary>How the parts that entities share are written to snapshots.</summary>
internal static class EntityState
{
    /// <summary>Recipients in ascending order, as distances, so that equal content gives equal bytes.</summary>
    public static void Write(PayloadWriter writer, RecipientTable table)
    {
        var rows = new KeyValuePair<ulong, ulong>[table.Count];
        var count = 0;
        foreach (var row in table)
        {
            rows[count++] = row;
        }

        Array.Sort(rows, static (a, b) => a.Key.CompareTo(b.Key));
        writer.Varint((long)count);
        ulong last = 0;
        foreach (var (recipient, value) in rows)
        {
            writer.Varint(recipient - last);
            writer.Fixed64(value);
            last = recipient;
        }
    }

    public static void Read(ref PayloadReader reader, RecipientTable table)
    {
        ulong recipient = 0;
        for (var left = reader.Int(); left > 0; left--)
        {
            recipient += reader.Varint();
            table.Set(recipient, reader.Fixed64());
        }
    }
}
