using System.Buffers;

namespace GatewaySim.Domain.Messages;

/// <summary>The 7-bit alphabet of text messages.</summary>
/// <remarks>Source: 3GPP TS 23.038 (GSM 03.38), 6.2.1; Unicode's mapping GSM0338.TXT. No national tables.</remarks>
public static class Gsm7
{
    /// <summary>The 127 characters of one septet, in the order of the standard, without the escape (0x1B).</summary>
    public const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
        + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /// <summary>The 10 characters of two septets: the escape, then one more.</summary>
    public const string Extension = "\f^{}\\[~]|€";

    private static readonly SearchValues<char> All = SearchValues.Create(Basic + Extension);
    private static readonly SearchValues<char> Extended = SearchValues.Create(Extension);
    private static readonly SearchValues<byte> BasicAscii =
        SearchValues.Create([.. Basic.Where(char.IsAscii).Select(c => (byte)c)]);

    /// <summary>Whether the whole text can be sent in 7 bits. Vectorised; never allocates.</summary>
    public static bool CanHold(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(All);

    /// <summary>Whether a UTF-8 text is made of ASCII characters that take one septet each.</summary>
    /// <returns>False says nothing about the alphabet: it may hold the text all the same.</returns>
    public static bool IsPlainAscii(ReadOnlySpan<byte> utf8) => !utf8.ContainsAnyExcept(BasicAscii);

    public static bool IsExtended(char c) => c is '\f' or (>= '[' and <= '^') or (>= '{' and <= '~') or '€';

    /// <summary>Septets of a text that <see cref="CanHold"/> accepts.</summary>
    public static int SeptetsOf(ReadOnlySpan<char> text)
    {
        var septets = text.Length;
        var first = text.IndexOfAny(Extended);
        if (first >= 0)
        {
            foreach (var c in text[first..])
            {
                septets += IsExtended(c) ? 1 : 0;
            }
        }

        return septets;
    }
}
