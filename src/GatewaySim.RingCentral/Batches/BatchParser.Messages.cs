using System.Text.Json;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.RingCentral.Batches;

/// <content>The <c>messages</c> member.</content>
internal ref partial struct BatchParser
{
    // After this many elements in a row that were not plain, the plain form is tried again.
    private const int ReaderRunMax = 64;

    // The shortest element: {"to":["…"]} with a comma.
    private const int ElementBytes = 24;

    private static readonly RingCentralError MessagesInvalid = RingCentralErrors.Invalid("messages");
    private static readonly RingCentralError ToInvalid = RingCentralErrors.Invalid("to");

    private void ReadMessages()
    {
        _body.StartMessages((_json.Length - Position) / ElementBytes + 1, _options.RecipientsMax);
        _messagesFault = null;
        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            _messagesFault = MessagesInvalid;
            _reader.Skip();
            return;
        }

        // A reader that goes on from here expects an element or the end of the list: right for any element's start.
        var inList = _reader.CurrentState;
        var run = 1;
        for (var isFirst = true; ; isFirst = false)
        {
            var at = Position;
            var next = _usePlain ? PlainMessages.Scan(_json, at, isFirst, _body, _options.TextCharsMax) : at;
            if (next != at)
            {
                Resume(next, inList);
                run = 1;
            }
            else
            {
                run = Math.Min(2 * run, ReaderRunMax);
            }

            for (var i = 0; i < run; i++)
            {
                _reader.Read();
                if (_reader.TokenType == JsonTokenType.EndArray)
                {
                    return;
                }

                ReadElement();
            }
        }
    }

    private readonly int Position => _start + (int)_reader.BytesConsumed;

    /// <summary>
    /// Puts a reader behind plain messages: on the end of the list, or on the element after the comma.
    /// </summary>
    private void Resume(int at, JsonReaderState inList)
    {
        at = AfterSpace(at);
        if (at < _json.Length && _json[at] == ',')
        {
            at = AfterSpace(at + 1);
            if (at < _json.Length && _json[at] == ']')
            {
                throw new JsonException("A comma before the end of the list.");
            }
        }
        else if (at >= _json.Length || _json[at] != ']')
        {
            throw new JsonException("Neither a comma nor the end of the list.");
        }

        _start = at;
        _reader = new Utf8JsonReader(_json[at..], isFinalBlock: true, inList);
    }

    private readonly int AfterSpace(int at)
    {
        while (at < _json.Length && _json[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }

        return at;
    }

    private void ReadElement()
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            _messagesFault ??= MessagesInvalid;
            _reader.Skip();
            return;
        }

        RingCentralError? toFault = ToInvalid, textFault = null;
        TextSlice to = default, text = default;
        ulong number = 0;
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Unescaped(out _);
            _reader.Read();
            if (name.SequenceEqual("to"u8))
            {
                toFault = ReadTo(out to, out number);
            }
            else if (name.SequenceEqual("text"u8))
            {
                textFault = ReadText(out text);
            }
            else
            {
                _reader.Skip();
            }
        }

        _messagesFault ??= toFault ?? textFault;
        if (number != 0)
        {
            _body.Add(number, text);
        }
        else
        {
            _body.NeedsText |= text.Length == 0;
            _body.AddRejected(to.Offset, to.Length);
        }
    }

    /// <summary>The recipients of one message, of which there must be one.</summary>
    /// <param name="number">0 when it is no number that RingCentral sends to.</param>
    private RingCentralError? ReadTo(out TextSlice to, out ulong number)
    {
        (to, number) = (default, 0);
        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            _reader.Skip();
            return ToInvalid;
        }

        var (count, strings) = (0, 0);
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            count++;
            if (_reader.TokenType != JsonTokenType.String)
            {
                _reader.Skip();
                continue;
            }

            strings++;
            var offset = _start + (int)_reader.TokenStartIndex + 1;
            var utf8 = Unescaped(out _);
            to = new(offset, utf8.Length);

            // Guide: High Volume SMS goes to the United States and Canada: +1 and ten digits.
            var isOurs = PhoneNumber.TryParse(utf8, out var parsed) && utf8[1] == '1'
                && !(_hasMagicNumbers && parsed.Value == MagicNumbers.Invalid);
            number = isOurs ? parsed.Value : 0;
        }

        return count == 1 && strings == 1 ? null : ToInvalid;
    }
}
