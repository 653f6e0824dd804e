using System.Collections.Frozen;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Consent.Keywords;

/// <summary>Says what the body of an inbound text means for consent. Immutable.</summary>
/// <remarks>
/// The words for a handset are those of its country's configurations, the global ones and the built-in ones; a word
/// that is in several operations belongs to the first of stop, start, help, custom (safest first).
/// START, STOP and HELP keep their meaning whatever is configured, and adding words removes none (P-16).
/// </remarks>
public sealed class KeywordTable
{
    /// <summary>A body of more UTF-16 units is no keyword; of <see cref="KeywordMatch.FirstWord"/> only so many are
    /// read. Ten concatenated segments have 1,530.</summary>
    public const int BodyCharsMax = 2_048;

    /// <summary>A configured keyword of more folded UTF-16 units never matches. One segment of GSM-7.</summary>
    public const int KeywordCharsMax = 160;

    private static readonly Operation[] Precedence =
        [Operation.Stop, Operation.Start, Operation.Help, Operation.Custom];

    private readonly (Operation Operation, string Word)[] _builtIn;
    private readonly (KeywordConfig Config, string[] Folded)[] _configs;
    private readonly WordSet _elsewhere;
    private readonly FrozenDictionary<Region, WordSet> _byCountry;

    private KeywordTable((Operation, string)[] builtIn, KeywordConfig[] configs)
    {
        _builtIn = builtIn;
        _configs = [.. configs.Select(config => (config, config.Keywords.Select(WordForms.Folded).ToArray()))];
        _elsewhere = new(WordsFor(Region.Global));
        _byCountry = configs.Select(config => config.Country).Where(country => country != Region.Global).Distinct()
            .ToFrozenDictionary(country => country, country => new WordSet(WordsFor(country)));
    }

    /// <summary>The words of RingCentral's High Volume SMS.</summary>
    /// <remarks>Source: seeds 0-2, ringcentral.md 4.4. HELP is not in its list; here it is told apart from ordinary
    /// text, as P-16 asks, and has no effect on consent.</remarks>
    public static KeywordTable RingCentral { get; } = new(
        BuiltIn("STOP UNSUBSCRIBE QUIT CANCEL END", "START SUBSCRIBE RESUME CONTINUE UNSTOP", "HELP"), []);

    /// <summary>The words of Telnyx on long codes and toll-free numbers.</summary>
    /// <remarks>Source: seed 4, support article 1270091; telnyx.md 8.1. STOP ALL is STOPALL with a space.</remarks>
    public static KeywordTable Telnyx { get; } = new(
        BuiltIn("STOP STOPALL UNSUBSCRIBE CANCEL END QUIT", "START UNSTOP", "HELP", spaced: "STOP ALL"), []);

    /// <summary>The words of Telnyx on short codes: INFO asks for help too.</summary>
    /// <remarks>Source: Telnyx documentation, short codes; telnyx.md 8.1.</remarks>
    public static KeywordTable TelnyxShortCode { get; } = new(
        BuiltIn("STOP STOPALL UNSUBSCRIBE CANCEL END QUIT", "START UNSTOP", "HELP INFO", spaced: "STOP ALL"), []);

    /// <summary>A table with these configurations too. Costs a few microseconds per country; allocates.</summary>
    /// <param name="configs">Earlier ones win where two would give a reply. Not checked: see
    /// <see cref="KeywordFaults"/>; a reserved word in another operation is passed over.</param>
    public KeywordTable With(IEnumerable<KeywordConfig> configs) =>
        new(_builtIn, [.. _configs.Select(entry => entry.Config), .. configs]);

    /// <summary>What a body asks for.</summary>
    /// <param name="body">As received: any UTF-16, any length.</param>
    /// <param name="country">Of the handset that wrote it.</param>
    /// <returns><see cref="Classification.None"/> for ordinary text. Never throws, never allocates.</returns>
    /// <remarks>Source: docs/rules.md. Reads as many characters as the longest keyword has letters, not counting
    /// spaces, hyphens, punctuation and emoji, and never more than <see cref="BodyCharsMax"/>.</remarks>
    public Classification Classify(ReadOnlySpan<char> body, Region country, KeywordMatch match)
    {
        var words = _byCountry.TryGetValue(country, out var own) ? own : _elsewhere;
        if (match == KeywordMatch.FirstWord)
        {
            return ByFirstWord(body[..Math.Min(body.Length, BodyCharsMax)], words);
        }

        return body.Length > BodyCharsMax ? Classification.None
            : match == KeywordMatch.Exact ? Exactly(body, words)
            : ByWholeBody(body, words);
    }

    /// <summary>The configured reply to an operation: the country's, else the global one, else null.</summary>
    /// <remarks>Also when the word was a built-in one. A configuration without text is passed over.
    /// Never allocates. For <see cref="Operation.Custom"/> ask by classification.</remarks>
    public string? ReplyFor(Operation operation, Region country) =>
        FirstReply(operation, country, keyword: null) ?? FirstReply(operation, Region.Global, keyword: null);

    /// <summary>As by operation, but to a custom keyword the reply of its own. Never allocates.</summary>
    public string? ReplyFor(Classification classification, Region country)
    {
        var keyword = classification.Operation == Operation.Custom ? classification.Keyword : null;
        return FirstReply(classification.Operation, country, keyword)
            ?? FirstReply(classification.Operation, Region.Global, keyword);
    }

    private static Classification ByWholeBody(ReadOnlySpan<char> body, WordSet words)
    {
        Span<char> buffer = stackalloc char[KeywordCharsMax];
        var folder = new WordFolder(body, buffer[..words.FoldedCharsMax]);
        while (folder.ReadWord())
        {
        }

        return folder.Fits ? words.OfFolded(folder.Folded) : Classification.None;
    }

    // A keyword of two words counts when the body begins with both, hence all beginnings: the safest operation wins.
    private static Classification ByFirstWord(ReadOnlySpan<char> body, WordSet words)
    {
        Span<char> buffer = stackalloc char[KeywordCharsMax];
        var folder = new WordFolder(body, buffer[..words.FoldedCharsMax]);
        var best = Classification.None;
        while (folder.ReadWord())
        {
            var found = words.OfFolded(folder.Folded);
            best = best.Operation == Operation.None || (found.Operation != Operation.None
                && found.Operation < best.Operation) ? found : best;
        }

        return best;
    }

    private static Classification Exactly(ReadOnlySpan<char> body, WordSet words)
    {
        Span<char> buffer = stackalloc char[KeywordCharsMax];
        return WordForms.TryExact(body, buffer[..words.ExactCharsMax], out var exact)
            ? words.OfExact(exact)
            : Classification.None;
    }

    private static (Operation, string)[] BuiltIn(string stop, string start, string help, string? spaced = null) =>
    [
        .. stop.Split(' ').Select(word => (Operation.Stop, word)),
        .. spaced is null ? [] : new[] { (Operation.Stop, spaced) },
        .. start.Split(' ').Select(word => (Operation.Start, word)),
        .. help.Split(' ').Select(word => (Operation.Help, word)),
    ];

    private IEnumerable<(Operation, string)> WordsFor(Region country) =>
        from operation in Precedence
        from word in _builtIn.Where(entry => entry.Operation == operation).Select(entry => entry.Word)
            .Concat(from config in _configs.Select(entry => entry.Config)
                    where config.Operation == operation
                    where config.Country == country || config.Country == Region.Global
                    from keyword in config.Keywords
                    select keyword)
        select (operation, word);

    private string? FirstReply(Operation operation, Region country, string? keyword)
    {
        foreach (var (config, folded) in _configs)
        {
            if (config.Operation == operation && config.Country == country && config.ReplyText is not null
                && (keyword is null || folded.AsSpan().Contains(keyword)))
            {
                return config.ReplyText;
            }
        }

        return null;
    }
}
