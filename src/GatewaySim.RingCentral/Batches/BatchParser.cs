using System.Text.Json;
using System.Text.Unicode;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;
using GatewaySim.RingCentral.Json;

namespace GatewaySim.RingCentral.Batches;

/// <summary>
/// Reads a batch request: members in any order, unknown ones ignored, of several with one name the last.
/// </summary>
/// <remarks>
/// One pass over one buffer. Plain messages go through <see cref="PlainMessages"/>, everything else through
/// <see cref="Utf8JsonReader"/>; strings with escapes are unescaped where they stand, behind the reader. Nothing is
/// allocated for a message.
/// </remarks>
internal ref partial struct BatchParser
{
    private readonly BatchBody _body;
    private readonly RingCentralOptions _options;
    private readonly bool _usePlain;
    private readonly bool _hasMagicNumbers;
    private readonly Span<byte> _json;
    private Utf8JsonReader _reader;

    // Where the reader's part of the body begins.
    private int _start;

    private RingCentralError? _fromFault = RingCentralErrors.Invalid("from");
    private RingCentralError? _textFault;
    private RingCentralError? _messagesFault = MessagesInvalid;

    private BatchParser(BatchBody body, RingCentralOptions options, bool usePlain, bool hasMagicNumbers)
    {
        (_body, _options, _usePlain, _hasMagicNumbers) = (body, options, usePlain, hasMagicNumbers);
        _json = body.Bytes.Span;
        _reader = new Utf8JsonReader(_json);
    }

    /// <summary>Reads what is in the body's buffer.</summary>
    /// <param name="body">Filled; afterwards it has what was found.</param>
    /// <param name="usePlain">False reads everything with the JSON reader: for comparison.</param>
    /// <param name="hasMagicNumbers">Whether the magic one that is no number is rejected.</param>
    /// <returns>Null when the batch can be submitted. Any bytes get an answer; none throw.</returns>
    public static RingCentralError? Parse(
        BatchBody body, RingCentralOptions options, bool usePlain = true, bool hasMagicNumbers = false)
    {
        if (!Utf8.IsValid(body.Bytes.Span))
        {
            return RingCentralErrors.Malformed;
        }

        // Plain messages are not judged; so where one is to be rejected, the reader reads all.
        usePlain &= !hasMagicNumbers || body.Bytes.Span.IndexOf("+15005550001"u8) < 0;
        var parser = new BatchParser(body, options, usePlain, hasMagicNumbers);
        try
        {
            return parser.ReadRoot() ? parser.Judge() : RingCentralErrors.Malformed;
        }
        catch (JsonException)
        {
            return RingCentralErrors.Malformed;
        }
    }

    private bool ReadRoot()
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Unescaped(out _);
            _reader.Read();
            if (name.SequenceEqual("messages"u8))
            {
                ReadMessages();
            }
            else if (name.SequenceEqual("from"u8))
            {
                ReadFrom();
            }
            else if (name.SequenceEqual("text"u8))
            {
                _textFault = ReadText(out var text);
                _body.Text = text;
            }
            else
            {
                _reader.Skip();
            }
        }

        // After the last '}' only white space may come; the reader throws on anything else.
        return !_reader.Read();
    }

    /// <summary>The first fault in the order from, text, messages, wherever they stood in the body.</summary>
    private readonly RingCentralError? Judge()
    {
        if ((_fromFault ?? _textFault ?? _messagesFault) is { } fault)
        {
            return fault;
        }

        if (_body.IsTooLarge)
        {
            return RingCentralErrors.BatchTooLarge;
        }

        if (_body.NeedsText && _body.Text.Length == 0)
        {
            return RingCentralErrors.Invalid("text");
        }

        // UNVERIFIED: an empty list, and a list without any valid number, are not documented.
        return _body.Count == 0 ? MessagesInvalid : null;
    }

    private void ReadFrom()
    {
        _fromFault = RingCentralErrors.Invalid("from");
        if (_reader.TokenType != JsonTokenType.String)
        {
            _reader.Skip();
        }
        else if (PhoneNumber.TryParse(Unescaped(out _), out var number))
        {
            _body.From = number.Value;
            _fromFault = null;
        }
    }

    /// <summary>A text; absent, null and empty are the same.</summary>
    private RingCentralError? ReadText(out TextSlice text)
    {
        text = default;
        switch (_reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;

            case JsonTokenType.String:
                var offset = _start + (int)_reader.TokenStartIndex + 1;
                var utf8 = Unescaped(out var isWhole);

                // NUL ends a string in too many receivers; a lone surrogate is no character. UNVERIFIED at RingCentral.
                if (!isWhole || utf8.Contains((byte)0) ||
                    (utf8.Length > _options.TextCharsMax && JsonText.CharsOf(utf8) > _options.TextCharsMax))
                {
                    return RingCentralErrors.Invalid("text");
                }

                text = new(offset, utf8.Length);
                return null;

            default:
                _reader.Skip();
                return RingCentralErrors.Invalid("text");
        }
    }

    /// <summary>The name or string at the reader, unescaped in the body's own buffer.</summary>
    private readonly ReadOnlySpan<byte> Unescaped(out bool isWhole)
    {
        isWhole = true;
        if (!_reader.ValueIsEscaped)
        {
            return _reader.ValueSpan;
        }

        var raw = _json.Slice(_start + (int)_reader.TokenStartIndex + 1, _reader.ValueSpan.Length);
        isWhole = JsonText.UnescapeInPlace(raw, out var length);
        return raw[..length];
    }
}
