using System.Globalization;
using System.Text;
using GatewaySim.Domain.Consent;

namespace GatewaySim.Domain.Tests.Consent.Keywords;

/// <summary>
/// The classifier once more, slow and plain: whole strings, one step of docs/rules.md after the other, no tables but
/// the letters that the fuzz uses. Knows nothing of the code it judges.
/// </summary>
internal sealed class ReferenceClassifier(IReadOnlyList<(Operation Operation, string Word)> words)
{
    private const int BodyCharsMax = 2048;

    private readonly (Operation Operation, string Word)[] _compact =
        [.. words.Select(word => (word.Operation, Compact(word.Word)))];

    /// <summary>Letters and what they count as.</summary>
    public static readonly (string From, string To)[] Letters =
    [
        ("á", "A"), ("ö", "O"), ("é", "E"), ("É", "E"), ("ê", "E"), ("Ê", "E"), ("ó", "O"),
        ("Ö", "O"), ("ø", "O"), ("š", "S"), ("Ş", "S"),
        ("ţ", "T"), ("Ť", "T"), ("þ", "TH"), ("ñ", "N"), ("ß", "SS"), ("ẞ", "SS"), ("œ", "OE"), ("Æ", "AE"),
        ("ı", "I"), ("İ", "I"), ("ſ", "S"), ("ﬆ", "ST"), ("ṕ", "P"), ("Ạ", "A"), ("đ", "D"), ("ł", "L"),
        ("Ё", "Е"), ("й", "И"), ("ό", "Ο"), ("ς", "Σ"), ("’", "'"), ("‘", "'"), ("\u212A", "K"), ("\u212B", "A"),
    ];

    private static readonly int[] Hyphens =
        ['-', 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xFE58, 0xFE63];

    public (Operation Operation, string Keyword) Classify(string body, KeywordMatch match)
    {
        if (body.Length > BodyCharsMax)
        {
            if (match != KeywordMatch.FirstWord)
            {
                return (Operation.None, "");
            }

            body = body[..BodyCharsMax];
        }

        if (match == KeywordMatch.Exact)
        {
            // .NET leaves these two small; Unicode does not.
            var exact = body.Trim().Replace('ı', 'I').Replace('ſ', 'S');
            var found = words.Where(word => word.Word.Equals(exact, StringComparison.OrdinalIgnoreCase)).ToList();
            return found.Count == 0 ? (Operation.None, "")
                : (found.Min(word => word.Operation), Compact(found[0].Word));
        }

        string[] parts = Clean(body).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        List<string> beginnings = [.. Enumerable.Range(1, parts.Length)
            .Select(count => Compact(string.Join(' ', parts[..count]))).Where(beginning => beginning.Length > 0)];
        if (match == KeywordMatch.WholeBody)
        {
            beginnings = [.. beginnings.TakeLast(1)];
        }

        var matches = from beginning in beginnings
                      from word in _compact
                      where word.Word == beginning
                      orderby word.Operation, beginning.Length
                      select (word.Operation, beginning);
        return matches.FirstOrDefault((Operation.None, ""));
    }

    // Step 4: without marks at the ends, without spaces and hyphens anywhere.
    private static string Compact(string text)
    {
        var runes = Runes(Clean(text)).Where(rune => rune.Value != ' ' && !Hyphens.Contains(rune.Value)).ToList();
        var first = runes.FindIndex(rune => !IsMark(rune));
        var last = runes.FindLastIndex(rune => !IsMark(rune));
        return first < 0 ? "" : string.Concat(runes[first..(last + 1)].Select(rune => rune.Text));
    }

    // Steps 1 to 3.
    private static string Clean(string text)
    {
        StringBuilder seen = new();
        foreach (var (value, raw) in Runes(text))
        {
            // A lone surrogate must not find a partner when what stood between them is removed.
            seen.Append(IsInvisible(value) ? "" : value <= 0xFFFF && char.IsWhiteSpace((char)value) ? " "
                : value is >= 0xD800 and <= 0xDFFF ? "\uFFFD" : raw);
        }

        var folded = string.Concat(seen.ToString().Select(c =>
            c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c));
        foreach (var (from, to) in Letters)
        {
            folded = folded.Replace(from, to, StringComparison.Ordinal);
        }

        return string.Concat(Runes(folded).Select(rune =>
            rune.Value > 0xFFFF ? rune.Text : rune.Text.ToUpperInvariant()));
    }

    private static bool IsInvisible(int value) =>
        value is (>= 0x300 and <= 0x36F) or (>= 0x20D0 and <= 0x20FF) or (>= 0xFE00 and <= 0xFE0F)
            or (>= 0xFE20 and <= 0xFE2F) or (>= 0x1F3FB and <= 0x1F3FF) or (>= 0xE0000 and <= 0xE0FFF)
        || (Category(value) is UnicodeCategory.Control or UnicodeCategory.Format
            && !(value <= 0xFFFF && char.IsWhiteSpace((char)value)));

    private static bool IsMark((int Value, string Text) rune) =>
        rune.Value is (>= 0x1F000 and <= 0x1FBFF) or 0x2139
        || Category(rune.Value) is UnicodeCategory.Surrogate
        || Category(rune.Value).ToString() is var name
            && (name.EndsWith("Punctuation", StringComparison.Ordinal)
                || name.EndsWith("Symbol", StringComparison.Ordinal)
                || name.EndsWith("Quote", StringComparison.Ordinal));

    private static UnicodeCategory Category(int value) => CharUnicodeInfo.GetUnicodeCategory(value);

    private static IEnumerable<(int Value, string Text)> Runes(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            yield return isPair
                ? (char.ConvertToUtf32(text[i], text[i + 1]), text.Substring(i++, 2))
                : (text[i], text[i].ToString());
        }
    }
}
