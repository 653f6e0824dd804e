namespace GatewaySim.Domain.Messages;

/// <summary>
/// The recipients of a chunk: plain as they come in, packed (fewest bytes that fit all) as they are stored.
/// </summary>
/// <remarks>A view: whoever holds the buffers must keep them. Reading one never allocates.</remarks>
public readonly struct RecipientList
{
    private readonly ReadOnlyMemory<ulong> _plain;
    private readonly ReadOnlyMemory<byte> _packed;

    public RecipientList(ReadOnlyMemory<ulong> plain)
    {
        _plain = plain;
        Count = plain.Length;
        ulong all = 0;
        foreach (var recipient in plain.Span)
        {
            all |= recipient;
        }

        Width = Math.Max(1, (64 - System.Numerics.BitOperations.LeadingZeroCount(all) + 7) / 8);
    }

    public RecipientList(ReadOnlyMemory<byte> packed, int width)
    {
        (_packed, Width) = (packed, width);
        Count = packed.Length / width;
    }

    public int Count { get; }

    /// <summary>Bytes per stored recipient, 1 to 8; 5 for numbers of up to 12 digits.</summary>
    public int Width { get; }

    public ulong this[int index] => _packed.IsEmpty ? _plain.Span[index] : Unpack(_packed.Span, Width, index);

    /// <summary>Writes the stored form: <see cref="Count"/> times <see cref="Width"/> bytes, little endian.</summary>
    public void CopyPacked(Span<byte> destination)
    {
        if (!_packed.IsEmpty)
        {
            _packed.Span.CopyTo(destination);
            return;
        }

        var plain = _plain.Span;
        var at = 0;
        for (var i = 0; i < plain.Length - 1 && at + 8 <= destination.Length; i++, at += Width)
        {
            // Eight bytes at once; the next recipient overwrites what is too many.
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(destination[at..], plain[i]);
        }

        for (var i = at / Width; i < plain.Length; i++)
        {
            for (var b = 0; b < Width; b++)
            {
                destination[i * Width + b] = (byte)(plain[i] >> (8 * b));
            }
        }
    }

    /// <summary>Copies a part of the list as numbers.</summary>
    public void CopyTo(int first, Span<ulong> destination)
    {
        if (_packed.IsEmpty)
        {
            _plain.Span.Slice(first, destination.Length).CopyTo(destination);
            return;
        }

        var packed = _packed.Span;
        for (var i = 0; i < destination.Length; i++)
        {
            destination[i] = Unpack(packed, Width, first + i);
        }
    }

    private static ulong Unpack(ReadOnlySpan<byte> packed, int width, int index)
    {
        var at = index * width;
        if (at + 8 <= packed.Length)
        {
            return System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(packed[at..])
                & (ulong.MaxValue >> (64 - 8 * width));
        }

        ulong value = 0;
        for (var b = width - 1; b >= 0; b--)
        {
            value = value << 8 | packed[at + b];
        }

        return value;
    }
}
