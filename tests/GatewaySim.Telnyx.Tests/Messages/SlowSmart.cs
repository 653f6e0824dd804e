using GatewaySim.Domain.Messages;
using GatewaySim.Telnyx.Messages;

namespace GatewaySim.Telnyx.Tests.Messages;

/// <summary>Smart encoding once more, character by character, from the same table.</summary>
internal static class SlowSmart
{
    private const string Gsm7 =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
        + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà\f^{}\\[~]|€";

    public static string Of(string text) => string.Concat(text.Select(Of));

    public static bool IsGsm7(string text) => text.All(Gsm7.Contains);

    /// <summary>Parts as Telnyx's guide counts them: units, then units by 153 or 67, rounded up.</summary>
    public static int PartsOf(string text, bool isGsm7)
    {
        var units = isGsm7 ? text.Sum(c => "\f^{}\\[~]|€".Contains(c) ? 2 : 1) : text.Length;
        var (single, part) = isGsm7 ? (160, 153) : (70, 67);
        var parts = 1;
        for (var room = units <= single ? single : part; units > room; room += part)
        {
            parts++;
        }

        return parts;
    }

    private static string Of(char c)
    {
        foreach (var (replacement, characters) in SmartRows.All)
        {
            if (characters.Contains(c))
            {
                return replacement;
            }
        }

        return !Gsm7.Contains(c) && (char.IsControl(c) || "\u200B\u200C\u200D\u2060\uFEFF".Contains(c)) ? "" : $"{c}";
    }
}
