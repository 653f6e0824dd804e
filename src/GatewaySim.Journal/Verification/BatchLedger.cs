using System.Buffers;
using GatewaySim.Domain;
using GatewaySim.Domain.Messages;

namespace GatewaySim.Journal.Verification;

/// <summary>A chunk of which messages still wait.</summary>
internal sealed class OpenChunk
{
    public required long Batch { get; init; }

    public required long Sequence { get; init; }

    public required int Count { get; init; }

    public required long FirstOrdinal { get; init; }

    public int Next { get; set; }

    public int Width { get; init; }

    /// <summary>The packed recipients; null where they are read from the journal again.</summary>
    public byte[]? Packed { get; set; }

    public int Bytes => Count * Width;

    public RecipientList Recipients => new(Packed.AsMemory(0, Bytes), Width);
}

/// <summary>The batches of one shard that are not fully dispatched: who is in them, and how far they are.</summary>
/// <remarks>
/// A batch is mostly dispatched right behind its acceptance, so little is open at a time. Recipients are kept up to
/// <see cref="KeptBytesMax"/>; those of chunks beyond are read from the journal again when they are dispatched.
/// </remarks>
internal sealed class BatchLedger(IJournal journal, int shard, FindingList findings)
{
    private const long KeptBytesMax = 64 << 20;

    private readonly Dictionary<long, OpenBatch> _batches = [];
    private readonly Dictionary<long, OpenChunk> _chunks = [];
    private long _keptBytes;

    public void Accepted(long sequence, BatchAccepted e)
    {
        _batches[sequence] = new() { Size = e.Size, Held = e.Chunk.Recipients.Count, FirstOrdinal = e.FirstOrdinal };
        Add(sequence, sequence, e.Chunk.Recipients, e.FirstOrdinal);
    }

    public void Continued(long sequence, BatchContinued e)
    {
        if (!_batches.TryGetValue(e.Batch, out var batch) || batch.Held != e.First)
        {
            findings.Add(FindingKind.Count, shard, sequence, $"a chunk continues no batch that is open at {e.First}");
            return;
        }

        batch.Held += e.Chunk.Recipients.Count;
        Add(sequence, e.Batch, e.Chunk.Recipients, batch.FirstOrdinal + e.First);
    }

    /// <summary>Finds the chunk that a dispatch is of, and checks that it goes on where the last one ended.</summary>
    /// <returns>Null when there is nothing to compare the outcomes with.</returns>
    public OpenChunk? Find(long sequence, BatchDispatched e)
    {
        var count = e.Outcomes.Length;
        if (!_chunks.TryGetValue(e.Chunk, out var chunk) || chunk.Batch != e.Batch)
        {
            findings.Add(FindingKind.Count, shard, sequence,
                $"messages of chunk {e.Chunk} are dispatched, and none"
                + " of it waits: it was never accepted, or twice dispatched");
            return null;
        }

        if (chunk.Next != e.First || count == 0 || count > chunk.Count - chunk.Next)
        {
            findings.Add(FindingKind.Count, shard, sequence,
                $"{count} messages from {e.First} are dispatched where {chunk.Next} of {chunk.Count} were");
            return null;
        }

        if (e.FirstOrdinal != chunk.FirstOrdinal + e.First)
        {
            findings.Add(FindingKind.Count, shard, sequence,
                "the ordinal of a dispatch is not that of its messages (P-24)");
        }

        if (chunk.Packed is null)
        {
            Load(chunk);
        }

        return chunk;
    }

    /// <summary>Takes note that messages left the queue.</summary>
    public void Dispatched(OpenChunk chunk, int count)
    {
        chunk.Next += count;
        if (chunk.Next < chunk.Count)
        {
            return;
        }

        _chunks.Remove(chunk.Sequence);
        _keptBytes -= chunk.Packed!.Length;
        ArrayPool<byte>.Shared.Return(chunk.Packed);
        var batch = _batches[chunk.Batch];
        batch.Dispatched += chunk.Count;
        if (batch.Dispatched == batch.Size)
        {
            _batches.Remove(chunk.Batch);
        }
    }

    /// <summary>Ends the stream.</summary>
    /// <returns>Messages that wait.</returns>
    public long End()
    {
        long waiting = 0;
        foreach (var (sequence, batch) in _batches)
        {
            waiting += batch.Size - batch.Dispatched;
            if (batch.Held != batch.Size)
            {
                findings.Add(FindingKind.Count, shard, sequence,
                    $"a batch of {batch.Size} messages holds {batch.Held} (P-27)");
            }
        }

        var partly = _chunks.Values.Sum(c => (long)c.Next);
        foreach (var chunk in _chunks.Values.Where(c => c.Packed is not null))
        {
            ArrayPool<byte>.Shared.Return(chunk.Packed!);
        }

        return waiting - partly;
    }

    private void Add(long sequence, long batch, in RecipientList recipients, long firstOrdinal)
    {
        var chunk = new OpenChunk
        {
            Batch = batch, Sequence = sequence, Count = recipients.Count, FirstOrdinal = firstOrdinal,
            Width = recipients.Width,
        };
        _chunks[sequence] = chunk;
        if (_keptBytes < KeptBytesMax)
        {
            Keep(chunk, recipients);
        }
    }

    private void Keep(OpenChunk chunk, in RecipientList recipients)
    {
        chunk.Packed = ArrayPool<byte>.Shared.Rent(chunk.Bytes);
        recipients.CopyPacked(chunk.Packed.AsSpan(0, chunk.Bytes));
        _keptBytes += chunk.Packed.Length;
    }

    private void Load(OpenChunk chunk) => journal.Visit(shard, chunk.Sequence - 1, chunk.Sequence, (in stored) =>
    {
        Keep(chunk, stored.Decode() switch
        {
            BatchAccepted e => e.Chunk.Recipients,
            BatchContinued e => e.Chunk.Recipients,
            _ => throw new JournalCorruptException("A chunk is another event than before."),
        });
        return false;
    });

    private sealed class OpenBatch
    {
        public required int Size { get; init; }

        /// <summary>Messages in the chunks so far.</summary>
        public int Held { get; set; }

        public int Dispatched { get; set; }

        public required long FirstOrdinal { get; init; }
    }
}
