using GatewaySim.Domain;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Phones;
using GatewaySim.Journal.Codec;

namespace GatewaySim.Actors.Phones;

/// <summary>How far the phones have come: what a restart begins with.</summary>
/// <param name="Rules">What an operator said; null where the settings hold.</param>
/// <param name="Told">By shard: everything up to this event is answered.</param>
/// <param name="Read">By shard: the last event that was read.</param>
/// <param name="Through">Of the events that were read, every answer due up to here was given.</param>
/// <param name="Magic">
/// By shard: up to this event numbers may have been magic; <see cref="long.MaxValue"/> while they are.
/// </param>
internal sealed record PhoneMark(PhoneRules? Rules, long[] Told, long[] Read, Stamp Through, long[] Magic)
{
    public const string Name = "phones";

    /// <summary>2 adds where numbers were magic; of older marks nobody knows.</summary>
    private const byte Version = 2;

    public byte[] ToBytes()
    {
        var writer = new PayloadWriter();
        writer.Byte(Version);
        writer.Varint((long)Told.Length);
        foreach (var position in Told.Concat(Read).Concat(Magic))
        {
            writer.Varint(position);
        }

        writer.Stamp(Through);
        writer.Bool(Rules is not null);
        if (Rules is not null)
        {
            writer.Varint((long)Rules.Shares.Count);
            foreach (var share in Rules.Shares)
            {
                Write(writer, share.Share);
                Write(writer, share.Behaviour);
            }

            writer.Varint((long)Rules.Numbers.Count);
            foreach (var (phone, behaviour) in Rules.Numbers.OrderBy(n => n.Key))
            {
                writer.Number(phone);
                Write(writer, behaviour);
            }
        }

        return writer.Written.ToArray();
    }

    public static PhoneMark FromBytes(byte[] bytes)
    {
        var reader = new PayloadReader(bytes);
        var version = reader.Byte();
        Invariant.Holds(version is > 0 and <= Version);
        var shards = reader.Int();
        var told = Positions(ref reader, shards);
        var read = Positions(ref reader, shards);
        var magic = version > 1 ? Positions(ref reader, shards) : new long[shards];
        var through = reader.Stamp();
        PhoneRules? rules = null;
        if (reader.Bool())
        {
            var shares = new List<PhoneShare>();
            for (var left = reader.Int(); left > 0; left--)
            {
                shares.Add(new(Double(ref reader), Behaviour(ref reader)));
            }

            var numbers = new Dictionary<PhoneNumber, PhoneBehaviour>();
            for (var left = reader.Int(); left > 0; left--)
            {
                numbers.Add(reader.Number(), Behaviour(ref reader));
            }

            rules = new(numbers, shares);
        }

        reader.End();
        return new(rules, told, read, through, magic);
    }

    private static void Write(PayloadWriter writer, PhoneBehaviour behaviour)
    {
        Write(writer, behaviour.StopProbability);
        Write(writer, behaviour.HelpProbability);
        Write(writer, behaviour.TextProbability);
        Write(writer, behaviour.Delay.MedianSeconds);
        Write(writer, behaviour.Delay.Sigma);
        Write(writer, behaviour.StartProbability);
        Write(writer, behaviour.StartDelay.MedianSeconds);
        Write(writer, behaviour.StartDelay.Sigma);
        writer.Texts(behaviour.Languages);
        writer.Texts(behaviour.Texts);
    }

    private static PhoneBehaviour Behaviour(ref PayloadReader reader) => new()
    {
        StopProbability = Double(ref reader),
        HelpProbability = Double(ref reader),
        TextProbability = Double(ref reader),
        Delay = new(Double(ref reader), Double(ref reader)),
        StartProbability = Double(ref reader),
        StartDelay = new(Double(ref reader), Double(ref reader)),
        Languages = reader.Texts(),
        Texts = reader.Texts(),
    };

    private static void Write(PayloadWriter writer, double value) =>
        writer.Fixed64(BitConverter.DoubleToUInt64Bits(value));

    private static double Double(ref PayloadReader reader) => BitConverter.UInt64BitsToDouble(reader.Fixed64());

    private static long[] Positions(ref PayloadReader reader, int shards)
    {
        var positions = new long[shards];
        for (var shard = 0; shard < shards; shard++)
        {
            positions[shard] = reader.Long();
        }

        return positions;
    }
}
