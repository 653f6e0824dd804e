using System.Buffers;

namespace GatewaySim.Telnyx.Messages;

/// <summary>What a text costs on the air.</summary>
/// <param name="Encoding"><c>GSM-7</c> or <c>UCS-2</c>; null for an MMS, which has none.</param>
/// <param name="Parts">Segments, 1 or more.</param>
/// <param name="Chars">UTF-16 units.</param>
internal readonly record struct TextShape(string? Encoding, int Parts, int Chars)
{
    public const string Gsm7 = "GSM-7";
    public const string Ucs2 = "UCS-2";

    /// <summary>The basic alphabet of 3GPP TS 23.038, Greek, Ç and ¤ included (Telnyx's sample code has them).</summary>
    private static readonly SearchValues<char> Basic = SearchValues.Create(
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
        "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà");

    private const string Extended = "\f^{}\\[~]|€";

    /// <summary>Measures a text as Telnyx's documents do: parts are units divided by 153 or 67, rounded up.</summary>
    /// <param name="asked">The request's <c>encoding</c>: <c>ucs2</c> forces UCS-2; anything else takes what fits.</param>
    public static TextShape Of(string text, string? asked, bool isMms)
    {
        if (isMms)
        {
            return new(null, 1, text.Length);
        }

        var units = asked == "ucs2" ? -1 : Gsm7Units(text);
        return units >= 0
            ? new(Gsm7, units <= 160 ? 1 : (units + 152) / 153, text.Length)
            : new(Ucs2, text.Length <= 70 ? 1 : (text.Length + 66) / 67, text.Length);
    }

    /// <returns>Septets, or -1 when a character is not in the alphabet.</returns>
    private static int Gsm7Units(ReadOnlySpan<char> text)
    {
        var units = text.Length;
        while (text.IndexOfAnyExcept(Basic) is >= 0 and var at)
        {
            if (!Extended.Contains(text[at], StringComparison.Ordinal))
            {
                return -1;
            }

            units++;
            text = text[(at + 1)..];
        }

        return units;
    }
}
