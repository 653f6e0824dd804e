namespace GatewaySim.Domain.Consent.Keywords;

/// <summary>What the FCC's rule makes of a text.</summary>
public enum FccMeaning
{
    None = 0,

    /// <summary>It is one of the rule's own words: consent is definitively revoked.</summary>
    Listed = 1,

    /// <summary>A reasonable person would read it so. Our reading: there is no list.</summary>
    Reasonable = 2,
}

/// <summary>Says whether a text revokes consent under 47 CFR 64.1200(a)(10), whatever a provider says.</summary>
/// <remarks>
/// Source of the words that count by themselves: 47 CFR 64.1200(a)(10), in force since 11 April 2025. The phrases are
/// ours, after what lawyers give as examples: several words, misspellings, other languages. Compared folded, as
/// docs/rules.md says.
/// </remarks>
public static class FccWords
{
    /// <summary>Letters of a text that are looked at.</summary>
    private const int LettersMax = 1_600;

    private static readonly HashSet<string> Listed =
        [.. new[] { "stop", "quit", "end", "revoke", "opt out", "cancel", "unsubscribe" }.Select(Whole)];

    private static readonly HashSet<string> Alone =
    [
        .. new[]
        {
            "stop all", "stopp", "stpo", "sotp", "remove", "no more", "no mas", "no más por favor", "basta", "baja",
            "alto", "cancelar", "parar", "arrêt", "arrêtez", "arrêter", "désabonner", "стоп", "хватит", "отписаться",
            "отписка",
        }.Select(Whole),
    ];

    private static readonly string[] Phrases =
    [
        .. new[]
        {
            "stop texting", "stop messaging", "stop sending", "stop contacting", "stop calling", "stop spamming",
            "please stop", "stop please", "stop it", "stop now", "stop this", "stop these", "unsubscribe", "opt out",
            "opt me out", "optout", "opting out", "revoke", "remove me", "remove my number", "take me off",
            "leave me alone", "do not text", "don't text", "dont text", "do not contact", "don't contact",
            "no more texts", "no more messages", "lose my number", "delete my number", "cancel my subscription",
            "withdraw my consent", "no más mensajes", "no más textos", "no me escriban", "no me envíen", "no me manden",
            "dejen de", "darme de baja", "arrêtez de", "désabonnez", "désinscrire", "désinscription", "m'envoyez plus",
            "m'écrivez plus", "не пишите", "отпишите", "хватит уже", "не присылайте", "退订", "不要再发", "取消订阅", "停止发送",
        }.Select(Words),
    ];

    /// <summary>Judges a text.</summary>
    /// <param name="text">As received, UTF-16, any length; lone surrogates included. Never throws.</param>
    public static FccMeaning Judge(string text)
    {
        var words = Words(text);
        if (words.Length == 0)
        {
            return FccMeaning.None;
        }

        var whole = words.Replace(" ", "", StringComparison.Ordinal);
        return Listed.Contains(whole) ? FccMeaning.Listed
            : Alone.Contains(whole) || Phrases.Any(p => Contains(words, p)) ? FccMeaning.Reasonable
            : FccMeaning.None;
    }

    /// <summary>Whether a phrase stands in a text between words; Chinese has no spaces to stand between.</summary>
    private static bool Contains(string words, string phrase) => words.Contains(
        phrase[1] >= '\u3000' ? phrase.Trim() : phrase, StringComparison.Ordinal);

    private static string Whole(string text) => Words(text).Replace(" ", "", StringComparison.Ordinal);

    /// <summary>The folded words, each between spaces; empty for none.</summary>
    private static string Words(string text)
    {
        Span<char> buffer = stackalloc char[LettersMax];
        var folder = new WordFolder(text, buffer);
        var words = new System.Text.StringBuilder();
        var before = 0;
        while (folder.ReadWord())
        {
            // Marks between two words are folded too; they belong to neither.
            words.Append(' ').Append(folder.Folded[before..].ToString().Trim('.', ',', '!', '?', ':', ';'));
            before = folder.Folded.Length;
        }

        return words.Length == 0 ? "" : words.Append(' ').ToString();
    }
}
