namespace GatewaySim.Domain.Consent.Keywords;

/// <summary>The two forms in which keywords are stored and compared.</summary>
internal static class WordForms
{
    /// <summary>The form of <see cref="KeywordMatch.WholeBody"/> and <see cref="KeywordMatch.FirstWord"/>.</summary>
    /// <returns>Empty when nothing is left, or more than <see cref="KeywordTable.KeywordCharsMax"/>.</returns>
    public static string Folded(string keyword)
    {
        Span<char> buffer = stackalloc char[KeywordTable.KeywordCharsMax];
        var folder = new WordFolder(keyword, buffer);
        while (folder.ReadWord())
        {
        }

        return folder.Fits ? folder.Folded.ToString() : "";
    }

    /// <summary>The form of <see cref="KeywordMatch.Exact"/>: in capitals, without white space at the ends.</summary>
    /// <param name="buffer">Where to write it.</param>
    /// <returns>False when it does not fit.</returns>
    public static bool TryExact(scoped ReadOnlySpan<char> text, Span<char> buffer, out ReadOnlySpan<char> exact)
    {
        text = text.Trim();
        exact = default;
        if (text.Length > buffer.Length)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            buffer[i] = Casing.Upper(text[i]);
        }

        exact = buffer[..text.Length];
        return true;
    }
}
