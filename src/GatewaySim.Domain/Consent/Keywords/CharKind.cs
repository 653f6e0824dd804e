namespace GatewaySim.Domain.Consent.Keywords;

/// <summary>What the folding of keywords does with a UTF-16 unit.</summary>
internal enum CharKind : byte
{
    /// <summary>A letter, a digit or another character that carries meaning: replaced by its fold.</summary>
    Letter = 0,

    /// <summary>Folded to several letters, as the German sharp s.</summary>
    Letters,

    /// <summary>Punctuation, a quote, a symbol or an emoji: stripped at the ends, kept inside.</summary>
    Mark,

    /// <summary>White space or a line break: ends a word.</summary>
    Space,

    /// <summary>A hyphen or dash: stripped at the ends, ignored inside, ends no word.</summary>
    Hyphen,

    /// <summary>Nothing one can see: combining marks, zero-width and control characters, variation selectors.</summary>
    Dropped,

    /// <summary>Half of a code point beyond U+FFFF.</summary>
    Surrogate,
}
