using System.Collections.Frozen;

namespace GatewaySim.Domain.Consent.Keywords;

/// <summary>The words that count for one country, in both forms. The first operation to claim a word has it.</summary>
internal sealed class WordSet
{
    private readonly FrozenDictionary<string, Classification>.AlternateLookup<ReadOnlySpan<char>> _folded;
    private readonly FrozenDictionary<string, Classification>.AlternateLookup<ReadOnlySpan<char>> _exact;

    /// <param name="words">In order of precedence.</param>
    public WordSet(IEnumerable<(Operation Operation, string Word)> words)
    {
        Dictionary<string, Classification> folded = new(StringComparer.Ordinal);
        Dictionary<string, Classification> exact = new(StringComparer.Ordinal);
        foreach (var (operation, word) in words)
        {
            Add(operation, word, folded, exact);
        }

        _folded = folded.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _exact = exact.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        FoldedCharsMax = folded.Keys.Max(word => word.Length);
        ExactCharsMax = exact.Keys.Max(word => word.Length);
    }

    /// <summary>The length of the longest folded word: a text with more letters is no keyword.</summary>
    public int FoldedCharsMax { get; }

    public int ExactCharsMax { get; }

    /// <summary>The operation of a folded word, or <see cref="Classification.None"/>. Never allocates.</summary>
    public Classification OfFolded(ReadOnlySpan<char> word) =>
        _folded.TryGetValue(word, out var found) ? found : Classification.None;

    /// <inheritdoc cref="OfFolded"/>
    public Classification OfExact(ReadOnlySpan<char> word) =>
        _exact.TryGetValue(word, out var found) ? found : Classification.None;

    private static void Add(
        Operation operation, string word,
        Dictionary<string, Classification> folded, Dictionary<string, Classification> exact)
    {
        var form = WordForms.Folded(word);
        Span<char> buffer = stackalloc char[KeywordTable.KeywordCharsMax];
        if (form.Length == 0
            || ReservedWords.IsTakenFrom(operation, form)
            || !WordForms.TryExact(word, buffer, out var capitals))
        {
            return;
        }

        Classification classification = new(operation, form);
        folded.TryAdd(form, classification);
        exact.TryAdd(capitals.ToString(), classification);
    }
}
