using System.Text;

namespace GatewaySim.Domain.Tests.Consent.Keywords;

/// <summary>Random bodies near and far from keywords, of characters that the reference knows.</summary>
internal sealed class BodyGenerator(Random random, IReadOnlyList<string> words)
{
    private static readonly string[] Trimmings =
    [
        " ", "  ", "\n", "\r\n", "\t", "\u00A0", "\u2009", "\u3000", "\u2028", ".", "!", "?", ",", "\"", "'", "“", "”",
        "‘", "’", "«", "»", "…", "(", ")", "*", "_", "¡", "¿", "-", "–", "—", "\u2011",
        "🛑", "👍🏽", "❤️", "👨‍👩‍👧", "☎",
        "\u200B", "\uFEFF", "\u00AD", "\u0301", "\u20E3", "\uD83D", "\uDED1", "\uFFFD", "\0", "\u007F", "＋", "！",
        "$", "+", "\u2139",
    ];

    private static readonly (int First, int Last)[] Elsewhere =
    [
        (0x0000, 0x007F), (0x0300, 0x036F), (0x05D0, 0x05EA), (0x0620, 0x064A), (0x0905, 0x0939), (0x2000, 0x206F),
        (0x2190, 0x23FF), (0x2600, 0x27BF), (0x3000, 0x303F), (0x3041, 0x30FE), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3),
        (0xD800, 0xDFFF), (0xFE00, 0xFE0F), (0xFF01, 0xFF5E), (0xFFF9, 0xFFFD),
    ];

    public string Next()
    {
        StringBuilder body = new();
        Trim(body);
        for (var count = random.Next(10) < 7 ? 1 : random.Next(4); count > 0; count--)
        {
            body.Append(Dressed(words[random.Next(words.Count)]));
            Trim(body);
        }

        for (var edits = random.Next(10) < 6 ? 0 : random.Next(4); edits > 0; edits--)
        {
            body.Insert(random.Next(body.Length + 1), AnyUnit());
        }

        if (random.Next(2_000) == 0)
        {
            body.Insert(random.Next(2) * body.Length, new string(random.Next(2) == 0 ? ' ' : '!', 2040));
        }

        return body.ToString();
    }

    private void Trim(StringBuilder body)
    {
        for (var count = random.Next(3); count > 0; count--)
        {
            body.Append(Trimmings[random.Next(Trimmings.Length)]);
        }
    }

    private char AnyUnit()
    {
        var (first, last) = Elsewhere[random.Next(Elsewhere.Length)];
        return (char)random.Next(first, last + 1);
    }

    // The same word with another case, width, accents, or something within.
    private string Dressed(string word)
    {
        StringBuilder dressed = new();
        foreach (var c in word)
        {
            var accented = ReferenceClassifier.Letters
                .Where(letter => letter.To == char.ToUpperInvariant(c).ToString()).ToList();
            dressed.Append(random.Next(12) switch
            {
                0 when c is > ' ' and <= '~' => (char)(c + 0xFEE0),
                1 or 2 when accented.Count > 0 => accented[random.Next(accented.Count)].From,
                3 when char.IsAsciiLetter(c) => $"{c}\u0302",
                4 => $"{c}\u200D",
                5 => $"{c}{Trimmings[random.Next(Trimmings.Length)]}",
                6 or 7 or 8 => char.ToLowerInvariant(c),
                _ => c,
            });
        }

        return dressed.ToString();
    }
}
