using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using GatewaySim.Domain;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Journal.Codec;

/// <summary>Writes the stored form of events and snapshots: little endian, variable-length integers (LEB128).</summary>
/// <remarks>Grows and is used again. Single owner.</remarks>
public sealed class PayloadWriter
{
    private byte[] _buffer = new byte[1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public Span<byte> Slice(int start, int length) => _buffer.AsSpan(start, length);

    /// <summary>Leaves room.</summary>
    /// <returns>Where the room begins.</returns>
    public int Reserve(int bytes)
    {
        var at = Length;
        if (_buffer.Length - at < bytes)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, at + bytes));
        }

        Length = at + bytes;
        return at;
    }

    /// <summary>Leaves room and gives it to be filled at once; the next write may move it.</summary>
    public Span<byte> Room(int bytes)
    {
        var at = Reserve(bytes);
        return _buffer.AsSpan(at, bytes);
    }

    public void Raw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Room(bytes.Length));

    public void Byte(byte value) => Room(1)[0] = value;

    public void Bool(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void Fixed32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Room(4), value);

    public void Fixed64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Room(8), value);

    public void Varint(ulong value)
    {
        while (value >= 0x80)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }

        Byte((byte)value);
    }

    public void Varint(long value)
    {
        Invariant.Holds(value >= 0);
        Varint((ulong)value);
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Varint((ulong)bytes.Length);
        Raw(bytes);
    }

    /// <summary>Writes any UTF-16 text: as UTF-8, or as it is where a lone surrogate has no UTF-8.</summary>
    public void Text(string text)
    {
        if (HasLoneSurrogate(text))
        {
            Byte(1);
            Bytes(MemoryMarshal.AsBytes(text.AsSpan()));
            return;
        }

        Byte(0);
        var bytes = Encoding.UTF8.GetByteCount(text);
        Varint((ulong)bytes);
        Encoding.UTF8.GetBytes(text, Room(bytes));
    }

    public void OptionalText(string? text)
    {
        Bool(text is not null);
        if (text is not null)
        {
            Text(text);
        }
    }

    public void Texts(IReadOnlyList<string> texts)
    {
        Varint((ulong)texts.Count);
        foreach (var text in texts)
        {
            Text(text);
        }
    }

    public void Guid(Guid guid) => guid.TryWriteBytes(Room(16), bigEndian: true, out _);

    public void OptionalGuid(Guid? guid)
    {
        Bool(guid is not null);
        if (guid is { } value)
        {
            Guid(value);
        }
    }

    public void Stamp(Stamp stamp) => Varint(stamp.Ticks);

    public void Number(PhoneNumber number) => Varint(number.Value);

    /// <summary>A number as its digits; 0 and the name for an alphanumeric sender.</summary>
    public void Address(Address address)
    {
        Varint(address.Key);
        if (address.Key == 0)
        {
            Text(address.Name ?? "");
        }
    }

    private static bool HasLoneSurrogate(string text)
    {
        var rest = text.AsSpan();
        int at;
        while ((at = rest.IndexOfAnyInRange('\uD800', '\uDFFF')) >= 0)
        {
            if (at + 1 >= rest.Length || !char.IsSurrogatePair(rest[at], rest[at + 1]))
            {
                return true;
            }

            rest = rest[(at + 2)..];
        }

        return false;
    }
}
