using System.Buffers;
using System.Buffers.Binary;
using GatewaySim.Domain.Commands;
using GatewaySim.RingCentral.Json;

namespace GatewaySim.RingCentral.Batches;

/// <summary>Reads the messages that look as nearly all do, byte by byte, without a JSON reader.</summary>
/// <remarks>
/// Plain is <c>{"to":["+1NNNNNNNNNN"]}</c>, with or without white space, with or without a <c>"text"</c> that has no
/// escapes, each member at most once. Whatever else there is stays for the JSON reader, good or bad: this code refuses
/// nothing and judges nothing. A fuzz test holds the two to the same results.
/// </remarks>
internal static class PlainMessages
{
    private const int CompactBytes = 23;
    private const ulong CountryCode = 10_000_000_000;

    // A string ends at '"'; an escape or a control character makes it not plain.
    private static readonly SearchValues<byte> TextStops = SearchValues.Create(
        [(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(b => (byte)b)]);

    private static readonly ulong CompactHead = BinaryPrimitives.ReadUInt64LittleEndian("{\"to\":[\""u8);
    private static readonly ushort CompactPlus = BinaryPrimitives.ReadUInt16LittleEndian("+1"u8);
    private static readonly uint CompactTail = BinaryPrimitives.ReadUInt32LittleEndian("\"]}\0"u8);

    /// <summary>Takes plain messages as long as there are any.</summary>
    /// <param name="json">The whole body, well-formed UTF-8.</param>
    /// <param name="at">Just after the '[' of <c>messages</c>, or just after one of its elements.</param>
    /// <param name="isFirst">Whether no element stands before <paramref name="at"/>.</param>
    /// <returns>
    /// Just after the last element taken; <paramref name="at"/> when none was. Never allocates a message.
    /// </returns>
    public static int Scan(ReadOnlySpan<byte> json, int at, bool isFirst, BatchBody body, int textCharsMax)
    {
        while (true)
        {
            var next = at;
            if (!isFirst && !TryTake(json, ref next, (byte)','))
            {
                return at;
            }

            if (TryCompact(json, next, out var number))
            {
                body.Add(number);
                at = next + CompactBytes;
            }
            else if (TryElement(json, ref next, textCharsMax, out number, out var text))
            {
                body.Add(number, text);
                at = next;
            }
            else
            {
                return at;
            }

            isFirst = false;
        }
    }

    /// <summary>The most frequent form, 23 bytes long, in four loads and a few multiplications.</summary>
    private static bool TryCompact(ReadOnlySpan<byte> json, int at, out ulong number)
    {
        number = 0;
        if (json.Length - at <= CompactBytes)
        {
            return false;
        }

        var element = json.Slice(at, CompactBytes + 1);
        if (BinaryPrimitives.ReadUInt64LittleEndian(element) != CompactHead ||
            BinaryPrimitives.ReadUInt16LittleEndian(element[8..]) != CompactPlus ||
            (BinaryPrimitives.ReadUInt32LittleEndian(element[20..]) & 0x00FF_FFFF) != CompactTail)
        {
            return false;
        }

        return TryTenDigits(element[10..], out number);
    }

    private static bool TryTenDigits(ReadOnlySpan<byte> text, out ulong number)
    {
        // Eight digits at once: every byte has the high half 3, also after adding 6.
        var eight = BinaryPrimitives.ReadUInt64LittleEndian(text);
        uint ninth = text[8] - (uint)'0', tenth = text[9] - (uint)'0';
        number = 0;
        if (((eight & 0xF0F0_F0F0_F0F0_F0F0) | (((eight + 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0) >> 4))
            != 0x3333_3333_3333_3333 || ninth > 9 || tenth > 9)
        {
            return false;
        }

        // Pairs, then fours, then the eight (Lemire, "Quickly parsing eight digits").
        eight -= 0x3030_3030_3030_3030;
        eight = eight * 10 + (eight >> 8);
        eight = ((eight & 0x0000_00FF_0000_00FF) * 0x000F_4240_0000_0064
            + ((eight >> 16) & 0x0000_00FF_0000_00FF) * 0x0000_2710_0000_0001) >> 32;
        number = CountryCode + eight * 100 + ninth * 10 + tenth;
        return true;
    }

    private static bool TryElement(
        ReadOnlySpan<byte> json, ref int at, int textCharsMax, out ulong number, out TextSlice text)
    {
        (number, text) = (0, default);
        bool hasTo = false, hasText = false;
        if (!TryTake(json, ref at, (byte)'{'))
        {
            return false;
        }

        do
        {
            SkipSpace(json, ref at);
            var name = json[at..];
            if (!hasTo && name.StartsWith("\"to\""u8))
            {
                at += 4;
                hasTo = TryTake(json, ref at, (byte)':') && TryTo(json, ref at, out number);
                if (!hasTo)
                {
                    return false;
                }
            }
            else if (!hasText && name.StartsWith("\"text\""u8))
            {
                at += 6;
                hasText = TryTake(json, ref at, (byte)':') && TryText(json, ref at, textCharsMax, out text);
                if (!hasText)
                {
                    return false;
                }
            }
            else
            {
                return false;
            }
        }
        while (TryTake(json, ref at, (byte)','));
        return hasTo && TryTake(json, ref at, (byte)'}');
    }

    private static bool TryTo(ReadOnlySpan<byte> json, ref int at, out ulong number)
    {
        number = 0;
        if (!TryTake(json, ref at, (byte)'['))
        {
            return false;
        }

        SkipSpace(json, ref at);
        var value = json[at..];
        if (value.Length < 14 || !value.StartsWith("\"+1"u8) || value[13] != '"' ||
            !TryTenDigits(value[3..], out number))
        {
            return false;
        }

        at += 14;
        return TryTake(json, ref at, (byte)']');
    }

    private static bool TryText(ReadOnlySpan<byte> json, ref int at, int charsMax, out TextSlice text)
    {
        text = default;
        if (!TryTake(json, ref at, (byte)'"'))
        {
            return false;
        }

        var length = json[at..].IndexOfAny(TextStops);
        if (length < 0 || json[at + length] != '"' ||
            (length > charsMax && JsonText.CharsOf(json.Slice(at, length)) > charsMax))
        {
            return false;
        }

        text = new(at, length);
        at += length + 1;
        return true;
    }

    /// <summary>Takes one character, with the white space before it.</summary>
    private static bool TryTake(ReadOnlySpan<byte> json, ref int at, byte wanted)
    {
        SkipSpace(json, ref at);
        if (at >= json.Length || json[at] != wanted)
        {
            return false;
        }

        at++;
        return true;
    }

    private static void SkipSpace(ReadOnlySpan<byte> json, ref int at)
    {
        while (at < json.Length && json[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }
    }
}
