using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using GatewaySim.Domain;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Journal.Codec;

/// <summary>Reads what <see cref="PayloadWriter"/> wrote. Every read checks what is left.</summary>
/// <remarks>
/// Throws <see cref="JournalCorruptException"/> for bytes that no writer wrote; never reads past the end.
/// </remarks>
public ref struct PayloadReader(ReadOnlyMemory<byte> payload)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly ReadOnlyMemory<byte> _payload = payload;
    private readonly ReadOnlySpan<byte> _span = payload.Span;
    private int _at;

    public readonly bool IsAtEnd => _at == _span.Length;

    public ReadOnlyMemory<byte> Memory(int bytes)
    {
        if (bytes < 0 || _span.Length - _at < bytes)
        {
            throw new JournalCorruptException("A stored event ends too early.");
        }

        _at += bytes;
        return _payload.Slice(_at - bytes, bytes);
    }

    public ReadOnlySpan<byte> Raw(int bytes) => Memory(bytes).Span;

    public byte Byte()
    {
        if (_at >= _span.Length)
        {
            throw new JournalCorruptException("A stored event ends too early.");
        }

        return _span[_at++];
    }

    public bool Bool() => Byte() switch
    {
        0 => false,
        1 => true,
        _ => throw new JournalCorruptException("A stored switch is neither on nor off."),
    };

    public ulong Fixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Raw(8));

    public ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var b = Byte();
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }

        throw new JournalCorruptException("A stored integer is too long.");
    }

    public long Long()
    {
        var value = Varint();
        return value <= long.MaxValue
            ? (long)value
            : throw new JournalCorruptException("A stored integer is too large.");
    }

    public int Int()
    {
        var value = Varint();
        return value <= int.MaxValue ? (int)value : throw new JournalCorruptException("A stored integer is too large.");
    }

    public ReadOnlyMemory<byte> Bytes() => Memory(Int());

    public string Text()
    {
        if (Bool())
        {
            var utf16 = Bytes().Span;
            return utf16.Length % 2 == 0
                ? new string(MemoryMarshal.Cast<byte, char>(utf16))
                : throw new JournalCorruptException("A stored text ends within a character.");
        }

        try
        {
            return Strict.GetString(Bytes().Span);
        }
        catch (ArgumentException e)
        {
            throw new JournalCorruptException("A stored text is not UTF-8.", e);
        }
    }

    public string? OptionalText() => Bool() ? Text() : null;

    public string[] Texts()
    {
        var texts = new string[Math.Min(Int(), _span.Length)];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = Text();
        }

        return texts;
    }

    public Guid Guid() => new(Raw(16), bigEndian: true);

    public Guid? OptionalGuid() => Bool() ? Guid() : null;

    public Stamp Stamp()
    {
        var ticks = Long();
        return ticks <= Domain.Stamp.TicksMax
            ? new(ticks)
            : throw new JournalCorruptException("A stored time is too late.");
    }

    public PhoneNumber Number() => new(Varint());

    public Address Address()
    {
        var key = Varint();
        var name = key == 0 ? Text() : null;
        return Domain.Numbers.Address.FromStored(key, name?.Length == 0 ? null : name);
    }

    /// <summary>Ends the reading: nothing may be left.</summary>
    public readonly void End()
    {
        if (!IsAtEnd)
        {
            throw new JournalCorruptException("A stored event goes on too long.");
        }
    }
}
