using GatewaySim.Domain.Messages;

namespace GatewaySim.Domain.Tests.Messages;

/// <summary>
/// Splits a text into the parts that a handset would get, one character after the other. Slow on purpose.
/// </summary>
internal static class ReferencePacker
{
    public static int Units(string text) => Characters(text).Sum(c => UnitsOf(c, IsGsm7(text)));

    public static List<string> Parts(string text)
    {
        var gsm7 = IsGsm7(text);
        if (Units(text) <= (gsm7 ? 160 : 70))
        {
            return [text];
        }

        List<string> parts = [""];
        foreach (var character in Characters(text))
        {
            var part = parts[^1] + character;
            if (Characters(part).Sum(c => UnitsOf(c, gsm7)) <= (gsm7 ? 153 : 67))
            {
                parts[^1] = part;
            }
            else
            {
                parts.Add(character);
            }
        }

        return parts;
    }

    private static bool IsGsm7(string text) =>
        text.All(c => Gsm7.Basic.Contains(c, StringComparison.Ordinal)
            || Gsm7.Extension.Contains(c, StringComparison.Ordinal));

    private static int UnitsOf(string character, bool gsm7) =>
        !gsm7 ? character.Length : Gsm7.Extension.Contains(character, StringComparison.Ordinal) ? 2 : 1;

    private static IEnumerable<string> Characters(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var length = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? 2 : 1;
            yield return text.Substring(i, length);
            i += length;
        }
    }
}
