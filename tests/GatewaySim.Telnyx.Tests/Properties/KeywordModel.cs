using GatewaySim.Domain.Consent.Keywords;

namespace GatewaySim.Telnyx.Tests.Properties;

/// <summary>A configuration as it was answered with 200.</summary>
internal sealed record Configured(string Id, string Op, string[] Words, string Country, string? Text);

/// <summary>What a text to a profile comes to.</summary>
/// <param name="Family">The <c>autoresponse_type</c> of its event; null for ordinary text.</param>
/// <param name="Reply">The text that is sent back; null for none.</param>
internal readonly record struct Meaning(string? Family, string? Reply);

/// <summary>The rules of words, texts and blocks on one profile, as plain as they can be said.</summary>
internal sealed class KeywordModel
{
    private static readonly string[] Reserved = ["STOP", "START", "HELP"];

    private readonly HashSet<(string Person, string Number)> _stops = [];

    /// <summary>In the order of their creation.</summary>
    public List<Configured> Configs { get; } = [];

    public IEnumerable<string> Blocks => _stops.Select(s => $"{s.Person} {s.Number}").Order(StringComparer.Ordinal);

    public bool IsBlocked(string person) => _stops.Any(s => s.Person == person);

    /// <param name="person">Who texts.</param>
    /// <param name="country">Where that person's number is.</param>
    /// <param name="number">The number that is texted.</param>
    /// <param name="word">The word that is the whole text; null for ordinary text.</param>
    public Meaning Hear(string person, string country, string number, string? word)
    {
        var family = word is null ? null : FamilyOf(word, country);
        var isAnswered = family switch
        {
            "STOP" => Stop(person, number),
            "START" => Start(person, number),
            _ => family is not null,
        };
        return new(family, isAnswered ? TextFor(family!, country) : null);
    }

    /// <summary>P-16, and the order stop, start, help for a word of several operations.</summary>
    private string? FamilyOf(string word, string country) =>
        Reserved.Contains(word) ? word : Reserved.FirstOrDefault(family =>
            family == BuiltIn(word)
            || Configs.Any(c => FamilyOf(c) == family && IsFor(c, country) && c.Words.Contains(word)));

    /// <returns>Whether it is confirmed: the first STOP of an opt-out is.</returns>
    private bool Stop(string person, string number)
    {
        var wasBlocked = IsBlocked(person);
        _stops.Add((person, number));
        return !wasBlocked;
    }

    /// <returns>Whether it is answered: not while a STOP to another number stands.</returns>
    private bool Start(string person, string number)
    {
        _stops.Remove((person, number));
        return !IsBlocked(person);
    }

    /// <summary>P-12: the newest text for the person's country, else for all countries, else Telnyx's.</summary>
    private string? TextFor(string family, string country) =>
        Configs.FindLast(c => FamilyOf(c) == family && c.Country == country && c.Text is not null)?.Text
        ?? Configs.FindLast(c => FamilyOf(c) == family && c.Country == "*" && c.Text is not null)?.Text
        ?? family switch { "STOP" => ReplyTexts.TelnyxStop, "START" => ReplyTexts.TelnyxStart, _ => null };

    private static bool IsFor(Configured config, string country) =>
        config.Country == "*" || config.Country == country;

    private static string FamilyOf(Configured config) =>
        config.Op is "info" or "help" ? "HELP" : config.Op.ToUpperInvariant();

    private static string? BuiltIn(string word) => word switch
    {
        "QUIT" or "STOP ALL" => "STOP",
        "UNSTOP" => "START",
        _ => null,
    };
}
