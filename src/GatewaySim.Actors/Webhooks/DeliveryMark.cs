using GatewaySim.Domain;
using GatewaySim.Journal.Codec;

namespace GatewaySim.Actors.Webhooks;

/// <summary>How far one endpoint had come that still had something to tell.</summary>
/// <param name="Told">By shard: everything up to this event is told.</param>
/// <param name="Read">By shard: the last event that it had read.</param>
/// <param name="Through">Of the events it had read, everything that was due up to here is told.</param>
internal sealed record FeedMark(long[] Told, long[] Read, Stamp Through);

/// <summary>How far delivery has come: what a restart begins with.</summary>
/// <param name="Positions">By shard: the last event read for the endpoints that keep up.</param>
/// <param name="Feeds">The endpoints that had something left; the others had told everything up to there.</param>
internal sealed record DeliveryMark(long[] Positions, IReadOnlyDictionary<string, FeedMark> Feeds)
{
    public const string Name = "webhooks";

    private const byte Version = 1;

    public byte[] ToBytes()
    {
        var writer = new PayloadWriter();
        writer.Byte(Version);
        writer.Varint((long)Positions.Length);
        Write(writer, Positions);
        writer.Varint((long)Feeds.Count);
        foreach (var (id, feed) in Feeds)
        {
            writer.Text(id);
            Write(writer, feed.Told);
            Write(writer, feed.Read);
            writer.Stamp(feed.Through);
        }

        return writer.Written.ToArray();
    }

    public static DeliveryMark FromBytes(byte[] bytes)
    {
        var reader = new PayloadReader(bytes);
        Invariant.Holds(reader.Byte() == Version);
        var shards = reader.Int();
        var positions = Read(ref reader, shards);
        var feeds = new Dictionary<string, FeedMark>();
        for (var left = reader.Int(); left > 0; left--)
        {
            feeds[reader.Text()] = new(Read(ref reader, shards), Read(ref reader, shards), reader.Stamp());
        }

        reader.End();
        return new(positions, feeds);
    }

    private static void Write(PayloadWriter writer, long[] positions)
    {
        foreach (var position in positions)
        {
            writer.Varint(position);
        }
    }

    private static long[] Read(ref PayloadReader reader, int shards)
    {
        var positions = new long[shards];
        for (var shard = 0; shard < shards; shard++)
        {
            positions[shard] = reader.Long();
        }

        return positions;
    }
}
