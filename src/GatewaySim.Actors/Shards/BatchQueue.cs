using GatewaySim.Domain;
using GatewaySim.Domain.Messages;
using GatewaySim.Journal.Codec;

namespace GatewaySim.Actors.Shards;

/// <summary>A chunk of a batch that waits for dispatch, whole or in part.</summary>
internal sealed class QueuedChunk
{
    /// <summary>Sequence number of the batch.</summary>
    public required long Batch { get; init; }

    public required Stamp AcceptedAt { get; init; }

    /// <summary>Sequence number of the event that holds the messages.</summary>
    public required long Chunk { get; init; }

    public required int Count { get; init; }

    /// <summary>Ordinal of the chunk's first message.</summary>
    public required long FirstOrdinal { get; init; }

    /// <summary>Index of the next message to dispatch.</summary>
    public int Next { get; set; }

    /// <summary>The batch's text; valid while <see cref="Messages"/> is there.</summary>
    public ReadOnlyMemory<byte> Text { get; set; }

    /// <summary>
    /// The messages, while they are in memory; null after recovery, when they are read from the journal.
    /// </summary>
    public MessageChunk? Messages { get; set; }

    /// <summary>Segments of the batch's own text. Known where senders are paced, as the following.</summary>
    public int PartsOfText { get; set; }

    /// <summary>Segments of all messages.</summary>
    public long Parts { get; set; }

    /// <summary>About how many segments of it wait.</summary>
    public long PartsWaiting => Parts * (Count - Next) / Count;

    /// <summary>Segments of one message; only while the messages are in memory.</summary>
    public int PartsOf(int index) => BatchQueue.PartsOf(Messages!.Value, index, PartsOfText);

    /// <summary>Whether the buffers are the caller's, and so only good for this turn.</summary>
    public bool IsBorrowed { get; set; }
}

/// <summary>The batches of one sender that are accepted and not dispatched, first come, first served.</summary>
internal sealed class BatchQueue
{
    private readonly LinkedList<QueuedChunk> _chunks = [];

    /// <summary>Segments that wait, about; counted where senders are paced.</summary>
    public long Parts { get; private set; }

    /// <summary>Messages that wait.</summary>
    public int Messages { get; private set; }

    public long OldestOpen => _chunks.First?.Value.Batch ?? long.MaxValue;

    public QueuedChunk? First => _chunks.First?.Value;

    /// <summary>The newest chunk of a batch, which its next chunk continues.</summary>
    public QueuedChunk LastOf(long batch)
    {
        var last = _chunks.Last?.Value;
        Invariant.Holds(last is not null && last.Batch == batch);
        return last;
    }

    public void Add(QueuedChunk chunk)
    {
        _chunks.AddLast(chunk);
        Messages += chunk.Count - chunk.Next;
        Parts += chunk.PartsWaiting;
    }

    /// <summary>Learns the segments of a chunk that came from a snapshot.</summary>
    /// <param name="text">Of the batch; null where that was learnt before.</param>
    public void Learn(long batch, long sequence, in MessageChunk messages, ReadOnlyMemory<byte>? text)
    {
        foreach (var chunk in _chunks)
        {
            if (chunk.Batch == batch && text is { } known)
            {
                chunk.PartsOfText = Segments.CountUtf8(known.Span, SegmentRule.Packed).Parts;
            }

            if (chunk.Chunk == sequence)
            {
                Parts -= chunk.PartsWaiting;
                chunk.Parts = PartsIn(messages, chunk.PartsOfText);
                Parts += chunk.PartsWaiting;
            }
        }
    }

    /// <summary>Segments of a text, UTF-8.</summary>
    public static int PartsOf(ReadOnlyMemory<byte> text) =>
        Segments.CountUtf8(text.Span, SegmentRule.Packed).Parts;

    /// <summary>Segments of one message of a chunk.</summary>
    /// <param name="ofText">Of the batch's text.</param>
    public static int PartsOf(in MessageChunk messages, int index, int ofText) =>
        messages.Texts.IsEmpty || messages.Texts.Span[index].Length == 0
            ? ofText : PartsOf(messages.TextOf(index, default));

    /// <summary>Segments of a chunk's messages.</summary>
    /// <param name="ofText">Of the batch's text.</param>
    public static long PartsIn(in MessageChunk messages, int ofText)
    {
        if (messages.Texts.IsEmpty)
        {
            return (long)ofText * messages.Recipients.Count;
        }

        long parts = 0;
        foreach (var slice in messages.Texts.Span)
        {
            parts += slice.Length == 0 ? ofText : Segments.CountUtf8(
                messages.TextBytes.Span.Slice(slice.Offset, slice.Length), SegmentRule.Packed).Parts;
        }

        return parts;
    }

    /// <summary>Takes note of a dispatch: of the first chunk, from where it stands.</summary>
    public void Dispatched(BatchDispatched e)
    {
        var chunk = _chunks.First?.Value;
        Invariant.Holds(chunk is not null && chunk.Chunk == e.Chunk && chunk.Next == e.First);
        Parts -= chunk.PartsWaiting;
        chunk.Next += e.Outcomes.Length;
        Parts += chunk.PartsWaiting;
        Messages -= e.Outcomes.Length;
        Invariant.Holds(chunk.Next <= chunk.Count);
        if (chunk.Next == chunk.Count)
        {
            _chunks.RemoveFirst();
        }
    }

    /// <summary>Gives the chunks that an append just queued the messages to dispatch from.</summary>
    public void Lend(long chunk, ReadOnlyMemory<byte> text, in MessageChunk messages)
    {
        var last = _chunks.Last!.Value;
        Invariant.Holds(last.Chunk == chunk);
        last.Text = text;
        last.Messages = messages;
        last.IsBorrowed = true;
    }

    /// <summary>Copies what stays, as its buffers belong to the caller.</summary>
    public void Keep()
    {
        for (var node = _chunks.Last; node is not null && node.Value.IsBorrowed; node = node.Previous)
        {
            var chunk = node.Value;
            var messages = chunk.Messages!.Value;
            var packed = new byte[messages.Recipients.Count * messages.Recipients.Width];
            messages.Recipients.CopyPacked(packed);
            chunk.Text = chunk.Text.ToArray();
            var bytes = CopyTexts(messages, out var texts);
            chunk.Messages = new(new(packed, messages.Recipients.Width), texts, bytes);
            chunk.IsBorrowed = false;
        }
    }

    public void Write(PayloadWriter writer)
    {
        writer.Varint((long)_chunks.Count);
        foreach (var chunk in _chunks)
        {
            writer.Varint(chunk.Batch);
            writer.Stamp(chunk.AcceptedAt);
            writer.Varint(chunk.Chunk);
            writer.Varint((long)chunk.Count);
            writer.Varint(chunk.FirstOrdinal);
            writer.Varint((long)chunk.Next);
        }
    }

    public void Read(ref PayloadReader reader)
    {
        for (var left = reader.Int(); left > 0; left--)
        {
            Add(new()
            {
                Batch = reader.Long(), AcceptedAt = reader.Stamp(), Chunk = reader.Long(), Count = reader.Int(),
                FirstOrdinal = reader.Long(), Next = reader.Int(),
            });
        }
    }

    /// <summary>Copies only the chunk's own texts, not the whole request's.</summary>
    private static byte[] CopyTexts(in MessageChunk messages, out ReadOnlyMemory<Domain.Commands.TextSlice> moved)
    {
        var slices = messages.Texts.ToArray();
        var bytes = new byte[slices.Sum(s => s.Length)];
        var at = 0;
        for (var i = 0; i < slices.Length; i++)
        {
            messages.TextBytes.Span.Slice(slices[i].Offset, slices[i].Length).CopyTo(bytes.AsSpan(at));
            slices[i] = new(at, slices[i].Length);
            at += slices[i].Length;
        }

        moved = slices;
        return bytes;
    }
}
