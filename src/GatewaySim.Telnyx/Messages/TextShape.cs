using System.Buffers;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;

namespace GatewaySim.Telnyx.Messages;

/// <summary>What a text costs on the air, in Telnyx's words.</summary>
/// <param name="Encoding"><c>GSM-7</c> or <c>UCS-2</c>; null for an MMS, which has none.</param>
/// <param name="Parts">Segments of the text that is sent, 1 or more.</param>
/// <param name="Chars">UTF-16 units of the text that is sent. UNVERIFIED: that they are not the original's.</param>
/// <param name="Smart">What smart encoding did to the text.</param>
internal readonly record struct TextShape(string? Encoding, int Parts, int Chars, SmartChange Smart = default)
{
    public const string Gsm7 = "GSM-7";
    public const string Ucs2 = "UCS-2";

    /// <summary>Characters of the standard alphabet that Telnyx's own table leaves out.</summary>
    private static readonly SearchValues<char> Unlisted = SearchValues.Create("ÇΔΦΓΛΩΠΨΣΘΞ¤");

    /// <param name="asked">
    /// The message's <c>encoding</c>: <c>ucs2</c> forces UCS-2, <c>gsm7</c> and
    /// <see cref="MessageOptions.SmartEncoding"/> apply smart encoding first, anything else takes what fits. Source:
    /// DOC smart-encoding, table of requests and profiles.
    /// </param>
    public static TextShape Of(string text, string? asked, bool isMms, TelnyxOptions options)
    {
        if (isMms)
        {
            return new(null, 1, text.Length);
        }

        var change = default(SmartChange);
        if (asked is "gsm7" or MessageOptions.SmartEncoding)
        {
            text = SmartText.Of(text, out change);
        }

        var isForced = asked == "ucs2"
            || (options.Gsm7AsListed && text.AsSpan().ContainsAny(Unlisted));
        var count = isForced
            ? Segments.CountUcs2(text, SegmentRule.DocumentedCeil)
            : Segments.Count(text, SegmentRule.DocumentedCeil);
        return new(count.Encoding == TextEncoding.Gsm7 ? Gsm7 : Ucs2, count.Parts, text.Length, change);
    }
}
