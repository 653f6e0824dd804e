using System.Globalization;

namespace GatewaySim.Domain.Consent.Keywords;

/// <summary>Folds single characters for comparing keywords: steps 1 to 3 of docs/rules.md.</summary>
/// <remarks>
/// Two look-ups per character, no culture, no ICU. The rule's lists of invisible characters and punctuation are taken
/// by Unicode category, of which they are parts. Greek, Cyrillic and Latin fold alike composed and decomposed; scripts
/// whose marks are letters (Hangul, kana, Indic) are compared as they were sent.
/// </remarks>
internal static class FoldTable
{
    private const char FullWidthFirst = '\uFF01';
    private const char FullWidthLast = '\uFF5E';

    private static readonly CharKind[] Kinds = new CharKind[char.MaxValue + 1];

    // The folded letter; for CharKind.Letters the place in Several.
    private static readonly char[] Folds = new char[char.MaxValue + 1];
    private static readonly List<string> Several = [];

    // Built in one place, because the order of the steps matters: full width copies what ASCII has become.
    static FoldTable()
    {
        for (var c = char.MinValue; c < char.MaxValue; c++)
        {
            Kinds[c] = KindOf(c);
            Folds[c] = Casing.Upper(c);
        }

        Kinds[char.MaxValue] = CharKind.Mark;
        foreach (var rows in (string[])[FoldRows.Latin, FoldRows.Greek, FoldRows.Cyrillic])
        {
            Array.ForEach(rows.Split('\n'), Add);
        }

        Array.ForEach(FoldRows.Singletons, Add);
        Add(FoldRows.Apostrophe);
        for (var c = FullWidthFirst; c <= FullWidthLast; c++)
        {
            var ascii = (char)(c - FullWidthFirst + '!');
            (Kinds[c], Folds[c]) = (Kinds[ascii], Folds[ascii]);
        }
    }

    public static CharKind Kind(char c) => Kinds[c];

    /// <summary>What a letter or a mark folds to.</summary>
    public static char Fold(char c) => Folds[c];

    /// <summary>What a character of <see cref="CharKind.Letters"/> folds to.</summary>
    public static string FoldSeveral(char c) => Several[Folds[c]];

    /// <summary>The kind of a code point beyond U+FFFF, never one of <see cref="CharKind.Letters"/>.</summary>
    public static CharKind KindBeyond(int codePoint) => codePoint switch
    {
        >= 0x1F3FB and <= 0x1F3FF => CharKind.Dropped,  // skin tones
        >= 0xE0000 and <= 0xE0FFF => CharKind.Dropped,  // tags and further variation selectors
        >= 0x1F000 and <= 0x1FBFF => CharKind.Mark,     // emoji, also those that Unicode has yet to assign
        _ => ByCategory(CharUnicodeInfo.GetUnicodeCategory(codePoint)),
    };

    private static CharKind KindOf(char c) => c switch
    {
        _ when char.IsWhiteSpace(c) => CharKind.Space,
        _ when char.IsSurrogate(c) => CharKind.Surrogate,
        '-' or (>= '\u2010' and <= '\u2015') or '\u2212' or '\uFE58' or '\uFE63' => CharKind.Hyphen,
        >= '\u0300' and <= '\u036F' => CharKind.Dropped,  // combining marks, here and in the next three
        >= '\u1AB0' and <= '\u1AFF' => CharKind.Dropped,
        >= '\u1DC0' and <= '\u1DFF' => CharKind.Dropped,
        >= '\u20D0' and <= '\u20FF' => CharKind.Dropped,
        >= '\uFE00' and <= '\uFE0F' => CharKind.Dropped,  // variation selectors
        >= '\uFE20' and <= '\uFE2F' => CharKind.Dropped,  // combining half marks
        '\u2139' => CharKind.Mark,                        // the information emoji, by category a letter
        _ => ByCategory(CharUnicodeInfo.GetUnicodeCategory(c)),
    };

    private static CharKind ByCategory(UnicodeCategory category) => category switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format => CharKind.Dropped,
        >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherSymbol => CharKind.Mark,
        UnicodeCategory.SpaceSeparator => CharKind.Space,
        _ => CharKind.Letter,
    };

    // "A ÀÁÂ": every letter of the second word folds to the first word.
    private static void Add(string row)
    {
        var space = row.IndexOf(' ', StringComparison.Ordinal);
        var to = row[..space];
        foreach (var c in row.AsSpan(space + 1).TrimEnd('\r'))
        {
            if (to.Length == 1)
            {
                (Kinds[c], Folds[c]) = (Kinds[to[0]], to[0]);
            }
            else
            {
                (Kinds[c], Folds[c]) = (CharKind.Letters, (char)Several.Count);
            }
        }

        Several.Add(to);
    }
}
