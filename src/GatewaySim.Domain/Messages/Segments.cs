using System.Buffers;
using System.Text;

namespace GatewaySim.Domain.Messages;

/// <summary>Counts the parts of a text message.</summary>
/// <remarks>
/// Source for the sizes: 3GPP TS 23.040: 140 octets, less 6 for the header of concatenation with an 8-bit reference.
/// </remarks>
public static class Segments
{
    public const int Gsm7SingleMax = 160;
    public const int Gsm7PartMax = 153;
    public const int Ucs2SingleMax = 70;
    public const int Ucs2PartMax = 67;

    /// <summary>Texts of up to this many bytes of UTF-8 are decoded on the stack.</summary>
    private const int StackBytesMax = 1600;

    /// <summary>Counts a text.</summary>
    /// <param name="text">
    /// UTF-16, any length. A lone surrogate counts as one unit of UCS-2. An empty text is one part of no units: on the
    /// air it is one message without user data (TS 23.040). That providers count it so is UNVERIFIED; both of ours
    /// refuse a message without text or media before they count.
    /// </param>
    /// <remarks>Never throws, never allocates. A few ns for a plain text, linear in its pairs otherwise.</remarks>
    public static SegmentCount Count(ReadOnlySpan<char> text, SegmentRule rule)
    {
        if (Gsm7.CanHold(text))
        {
            var septets = Gsm7.SeptetsOf(text);
            var parts = septets <= Gsm7SingleMax ? 1
                : rule == SegmentRule.DocumentedCeil || septets == text.Length ? Ceil(septets, Gsm7PartMax)
                : PackGsm7(text);
            return new(TextEncoding.Gsm7, septets, parts);
        }

        return CountUcs2(text, rule);
    }

    /// <summary>Counts a text that is to be sent as UCS-2, also one that GSM-7 could hold.</summary>
    /// <param name="text">As for <see cref="Count"/>.</param>
    /// <remarks>Never throws, never allocates.</remarks>
    public static SegmentCount CountUcs2(ReadOnlySpan<char> text, SegmentRule rule) =>
        new(TextEncoding.Ucs2, text.Length, text.Length <= Ucs2SingleMax ? 1
            : rule == SegmentRule.DocumentedCeil ? Ceil(text.Length, Ucs2PartMax)
            : PackUcs2(text));

    /// <inheritdoc cref="Count"/>
    /// <param name="utf8">
    /// The same as UTF-8, any length. Wrong bytes count as U+FFFD. Plain ASCII is counted as it is; other texts are
    /// decoded on the stack up to 1,600 bytes, and into a rented buffer above.
    /// </param>
    public static SegmentCount CountUtf8(ReadOnlySpan<byte> utf8, SegmentRule rule)
    {
        if (Gsm7.IsPlainAscii(utf8))
        {
            var parts = utf8.Length <= Gsm7SingleMax ? 1 : Ceil(utf8.Length, Gsm7PartMax);
            return new(TextEncoding.Gsm7, utf8.Length, parts);
        }

        if (utf8.Length <= StackBytesMax)
        {
            Span<char> text = stackalloc char[StackBytesMax];
            return Count(text[..Encoding.UTF8.GetChars(utf8, text)], rule);
        }

        // UTF-8 never has fewer bytes than UTF-16 has units, wrong bytes included.
        var rented = ArrayPool<char>.Shared.Rent(utf8.Length);
        var count = Count(rented.AsSpan(0, Encoding.UTF8.GetChars(utf8, rented)), rule);
        ArrayPool<char>.Shared.Return(rented);
        return count;
    }

    private static int Ceil(int units, int partMax) => (units + partMax - 1) / partMax;

    private static int PackGsm7(ReadOnlySpan<char> text)
    {
        var parts = 1;
        var room = Gsm7PartMax;
        foreach (var c in text)
        {
            var septets = Gsm7.IsExtended(c) ? 2 : 1;
            if (room < septets)
            {
                parts++;
                room = Gsm7PartMax;
            }

            room -= septets;
        }

        return parts;
    }

    private static int PackUcs2(ReadOnlySpan<char> text)
    {
        var parts = 1;
        while (text.Length > Ucs2PartMax)
        {
            var splits = char.IsSurrogatePair(text[Ucs2PartMax - 1], text[Ucs2PartMax]);
            text = text[(splits ? Ucs2PartMax - 1 : Ucs2PartMax)..];
            parts++;
        }

        return parts;
    }
}
