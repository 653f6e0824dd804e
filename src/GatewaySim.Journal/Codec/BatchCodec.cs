using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;

namespace GatewaySim.Journal.Codec;

/// <summary>
/// The bulk formats: what makes millions of messages a second durable (6 bytes a message in the usual case).
/// </summary>
internal static class BatchCodec
{
    public static void Write(PayloadWriter writer, BatchAccepted e)
    {
        writer.Address(e.From);
        writer.Bytes(e.Text.Span);
        writer.Varint((long)e.Size);
        writer.Varint((long)e.Rejected);
        writer.Varint(e.FirstOrdinal);
        WriteChunk(writer, e.Chunk);
    }

    public static GatewayEvent ReadAccepted(ref PayloadReader reader) =>
        new BatchAccepted(
            reader.Address(), reader.Bytes(), reader.Int(), reader.Int(), reader.Long(), ReadChunk(ref reader));

    public static void Write(PayloadWriter writer, BatchContinued e)
    {
        writer.Varint(e.Batch);
        writer.Varint((long)e.First);
        WriteChunk(writer, e.Chunk);
    }

    public static GatewayEvent ReadContinued(ref PayloadReader reader) =>
        new BatchContinued(reader.Long(), reader.Int(), ReadChunk(ref reader));

    public static void Write(PayloadWriter writer, BatchDispatched e)
    {
        writer.Varint(e.Batch);
        writer.Stamp(e.AcceptedAt);
        writer.Varint(e.Chunk);
        writer.Varint((long)e.First);
        writer.Bytes(e.Outcomes.Span);
        writer.Varint((long)e.Blocked);
        writer.Varint(e.Segments);
        writer.Text(e.Carrier);
        writer.Fixed64(e.ChanceBase);
        writer.Varint(e.FirstOrdinal);
        writer.Varint(e.WildcardsSeen);
    }

    public static GatewayEvent ReadDispatched(ref PayloadReader reader) =>
        new BatchDispatched(
            reader.Long(), reader.Stamp(), reader.Long(), reader.Int(), reader.Bytes(), reader.Int(), reader.Long(),
            reader.Text(), reader.Fixed64(), reader.Long(), reader.Long());

    private static void WriteChunk(PayloadWriter writer, in MessageChunk chunk)
    {
        var recipients = chunk.Recipients;
        writer.Varint((long)recipients.Count);
        writer.Byte((byte)recipients.Width);
        recipients.CopyPacked(writer.Room(recipients.Count * recipients.Width));

        writer.Bool(!chunk.Texts.IsEmpty);
        if (!chunk.Texts.IsEmpty)
        {
            WriteTexts(writer, chunk);
        }
    }

    /// <summary>Per message a length and the bytes, in order, so that offsets need not be stored.</summary>
    private static void WriteTexts(PayloadWriter writer, in MessageChunk chunk)
    {
        var source = chunk.TextBytes.Span;
        long total = 0;
        foreach (var slice in chunk.Texts.Span)
        {
            writer.Varint((long)slice.Length);
            total += slice.Length;
        }

        writer.Varint(total);
        foreach (var slice in chunk.Texts.Span)
        {
            writer.Raw(source.Slice(slice.Offset, slice.Length));
        }
    }

    private static MessageChunk ReadChunk(ref PayloadReader reader)
    {
        var count = reader.Int();
        var width = reader.Byte();
        if (width is 0 or > 8 || count is 0 or > MessageId.IndexesMax)
        {
            throw new JournalCorruptException("A stored chunk has no or too many recipients.");
        }

        var recipients = new RecipientList(reader.Memory(count * width), width);
        if (!reader.Bool())
        {
            return new(recipients, default, default);
        }

        var texts = new TextSlice[count];
        long offset = 0;
        for (var i = 0; i < count; i++)
        {
            texts[i] = new((int)offset, reader.Int());
            offset += texts[i].Length;
        }

        // Only the sum proves the offsets: where it is right, none of them was cut.
        var bytes = reader.Bytes();
        return bytes.Length == offset
            ? new(recipients, texts, bytes)
            : throw new JournalCorruptException("A stored chunk's texts have another length than it says.");
    }
}
