using GatewaySim.Domain.Messages;

namespace GatewaySim.Telnyx.Messages;

/// <summary>What a text costs on the air, in Telnyx's words.</summary>
/// <param name="Encoding"><c>GSM-7</c> or <c>UCS-2</c>; null for an MMS, which has none.</param>
/// <param name="Parts">Segments, 1 or more.</param>
/// <param name="Chars">UTF-16 units.</param>
internal readonly record struct TextShape(string? Encoding, int Parts, int Chars)
{
    public const string Gsm7 = "GSM-7";
    public const string Ucs2 = "UCS-2";

    /// <param name="asked">
    /// The request's <c>encoding</c>: <c>ucs2</c> forces UCS-2; anything else takes what fits.
    /// </param>
    public static TextShape Of(string text, string? asked, bool isMms)
    {
        if (isMms)
        {
            return new(null, 1, text.Length);
        }

        if (asked == "ucs2")
        {
            return new(Ucs2, PartsOfUcs2(text.Length), text.Length);
        }

        var count = Segments.Count(text, SegmentRule.DocumentedCeil);
        return new(count.Encoding == TextEncoding.Gsm7 ? Gsm7 : Ucs2, count.Parts, text.Length);
    }

    /// <summary>The documented formula again, for a text that GSM-7 could hold and the caller wants in UCS-2.</summary>
    private static int PartsOfUcs2(int units) =>
        units <= Segments.Ucs2SingleMax ? 1 : (units + Segments.Ucs2PartMax - 1) / Segments.Ucs2PartMax;
}
