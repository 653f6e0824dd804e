using System.Text;

namespace GatewaySim.Domain.Consent.Keywords;

/// <summary>Reads a text word by word, folded, without spaces and hyphens: step 4 of docs/rules.md.</summary>
/// <remarks>
/// Gives up as soon as more letters are found than the buffer holds, so an ordinary text costs as many characters as
/// the longest keyword has. Never throws, for any UTF-16; never allocates. Half a surrogate pair counts as an emoji:
/// it is what remains of one.
/// </remarks>
internal ref struct WordFolder(ReadOnlySpan<char> text, Span<char> buffer)
{
    private readonly ReadOnlySpan<char> _text = text;
    private readonly Span<char> _buffer = buffer;
    private int _at;

    // Everything after the first letter, marks included; and the part of it up to the last letter.
    private int _length;
    private int _lengthToLastLetter;

    /// <summary>Whether what was read so far fits the buffer.</summary>
    public readonly bool Fits => _lengthToLastLetter <= _buffer.Length;

    /// <summary>What was read so far, if it <see cref="Fits"/>: empty, or from letter to letter.</summary>
    public readonly ReadOnlySpan<char> Folded => _buffer[.._lengthToLastLetter];

    /// <summary>Adds one more word.</summary>
    /// <returns>False when the text is at its end or does not fit.</returns>
    public bool ReadWord()
    {
        var before = _lengthToLastLetter;
        while (_at < _text.Length && Fits)
        {
            var c = _text[_at++];
            switch (FoldTable.Kind(c))
            {
                case CharKind.Letter:
                    AddLetter(FoldTable.Fold(c));
                    break;
                case CharKind.Mark:
                    AddMark(FoldTable.Fold(c));
                    break;
                case CharKind.Letters:
                    AddLetters(FoldTable.FoldSeveral(c));
                    break;
                case CharKind.Surrogate:
                    AddSurrogate(c);
                    break;
                case CharKind.Space when _lengthToLastLetter > before:
                    return true;
            }
        }

        return Fits && _lengthToLastLetter > before;
    }

    private void AddLetter(char c)
    {
        Append(c);
        _lengthToLastLetter = _length;
    }

    private void AddLetters(string letters)
    {
        foreach (var c in letters)
        {
            AddLetter(c);
        }
    }

    // Marks before the first letter are left out; those after the last one are never reached.
    private void AddMark(char c)
    {
        if (_length > 0)
        {
            Append(c);
        }
    }

    private void AddSurrogate(char c)
    {
        if (_at == _text.Length || !char.IsSurrogatePair(c, _text[_at]))
        {
            AddMark(c);
            return;
        }

        var rune = new Rune(c, _text[_at]);
        switch (FoldTable.KindBeyond(rune.Value))
        {
            case CharKind.Letter:
                AddLetter(c);
                AddLetter(_text[_at]);
                break;
            case CharKind.Mark:
                AddMark(c);
                AddMark(_text[_at]);
                break;
        }

        _at++;
    }

    private void Append(char c)
    {
        if (_length < _buffer.Length)
        {
            _buffer[_length] = c;
        }

        _length++;
    }
}
