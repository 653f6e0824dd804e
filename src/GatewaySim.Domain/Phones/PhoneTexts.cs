namespace GatewaySim.Domain.Phones;

/// <summary>What people answer in their own words, where nobody says what: some for each language.</summary>
/// <remarks>
/// Ours, after what such answers usually are: questions, thanks, wrong numbers, chat, and refusals that no keyword list
/// knows, as those are what an audit looks for. Part of what a seed means: append only.
/// </remarks>
public static class PhoneTexts
{
    private static readonly Dictionary<string, string[]> ByLanguage = new()
    {
        ["en"] =
        [
            "Who is this?", "Thanks!", "ok", "Wrong number", "Please stop texting me", "Is this still valid tomorrow?",
            "lol no", "👍", "Opt out", "What time do you open?", "Remove me from your list", "I already bought one",
            "revoke", "Can you call me?", "Don't text me again",
        ],
        ["es"] =
        [
            "¿Quién es?", "Gracias", "Número equivocado", "No más mensajes por favor", "¿Hasta cuándo es la oferta?",
            "No me escriban más", "ok", "¿A qué hora abren?", "Quiero darme de baja", "¡Qué bueno!",
        ],
        ["fr"] =
        [
            "C'est qui ?", "Merci", "Mauvais numéro", "Arrêtez de m'écrire", "C'est valable jusqu'à quand ?",
            "Désabonnez-moi svp", "D'accord", "Vous ouvrez à quelle heure ?", "Ne m'envoyez plus rien", "👌",
        ],
        ["ru"] =
        [
            "Кто это?", "Спасибо", "Вы ошиблись номером", "Не пишите мне больше", "До какого числа акция?",
            "Отпишите меня", "Хорошо", "Во сколько вы открываетесь?", "Хватит уже", "Стоп",
        ],
        ["zh"] =
        [
            "你是谁?", "谢谢", "打错了", "不要再发了", "活动到什么时候?", "退订", "好的", "几点开门?", "请取消订阅", "收到",
        ],
    };

    public static IReadOnlyList<string> Languages { get; } = [.. ByLanguage.Keys];

    /// <summary>One of the texts of a language.</summary>
    /// <param name="languages">Which there are to choose from; empty for all.</param>
    /// <param name="draw">64 uniform bits.</param>
    public static string Of(IReadOnlyList<string> languages, ulong draw)
    {
        var from = languages.Count == 0 ? Languages : languages;
        var texts = ByLanguage[from[(int)(draw % (ulong)from.Count)]];
        return texts[(int)(Hashing.Mix(draw) % (ulong)texts.Length)];
    }
}
