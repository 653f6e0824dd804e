namespace GatewaySim.Domain.Consent.Keywords;

/// <summary>What is wrong with a keyword configuration.</summary>
public enum KeywordFaultKind
{
    None = 0,

    /// <summary>START, STOP or HELP in an operation that is not its own.</summary>
    ReservedWord,

    /// <summary>More than <see cref="KeywordFaults.KeywordsMax"/> keywords in one configuration.</summary>
    TooManyKeywords,

    /// <summary>A reply below <see cref="KeywordFaults.ReplyCharsMin"/> characters; custom ones may be.</summary>
    ReplyTooShort,

    /// <summary>A word that an earlier configuration has in another operation, for the same handsets (R18).</summary>
    WordInTwoOperations,

    /// <summary>Nothing is left of the word when punctuation and emoji are stripped, or it is too long.</summary>
    NeverMatches,
}
