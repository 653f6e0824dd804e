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

    /// <summary>Whether the buffers are the caller's, and so only good for this turn.</summary>
    public bool IsBorrowed { get; set; }
}

/// <summary>The batches of one sender that are accepted and not dispatched, first come, first served.</summary>
internal sealed class BatchQueue
{
    private readonly LinkedList<QueuedChunk> _chunks = [];

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
    }

    /// <summary>Takes note of a dispatch: of the first chunk, from where it stands.</summary>
    public void Dispatched(BatchDispatched e)
    {
        var chunk = _chunks.First?.Value;
        Invariant.Holds(chunk is not null && chunk.Chunk == e.Chunk && chunk.Next == e.First);
        chunk.Next += e.Outcomes.Length;
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
