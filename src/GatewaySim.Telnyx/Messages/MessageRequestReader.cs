using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using GatewaySim.Domain;

namespace GatewaySim.Telnyx.Messages;

/// <summary>Reads the body of a send by hand: nothing is allocated but the strings that the message keeps.</summary>
/// <remarks>Of a repeated member the last counts; unknown members are ignored.</remarks>
internal static class MessageRequestReader
{
    private const int NameBytesMax = 256;
    private const int DateChars = 10;

    /// <param name="body">Any bytes.</param>
    /// <param name="request">The members; faults of single members are in it.</param>
    /// <returns>Null, or why the body as a whole is no request. Never throws.</returns>
    public static TelnyxFault? Read(ReadOnlySpan<byte> body, MessageKind kind, out MessageRequest request)
    {
        request = default;
        request.Kind = kind;
        if (!Utf8.IsValid(body))
        {
            return TelnyxErrors.BadEncoding.Fault;
        }

        var reader = new Utf8JsonReader(body);
        try
        {
            reader.Read();
            var isObject = reader.TokenType == JsonTokenType.StartObject;
            if (isObject)
            {
                ReadMembers(ref reader, ref request);
            }
            else
            {
                reader.Skip();
            }

            // Reading on past the end makes the reader complain about what follows.
            reader.Read();
            return isObject ? null : TelnyxErrors.InvalidType.At("");
        }
        catch (JsonException)
        {
            return TelnyxErrors.InvalidJson.Fault;
        }
    }

    private static void ReadMembers(ref Utf8JsonReader reader, ref MessageRequest request)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = NameOf(ref reader);
            reader.Read();
            if (!MessageFields.IsOf(request.Kind, field))
            {
                reader.Skip();
            }
            else
            {
                request.Faults[(int)field] = Take(field, ref reader, ref request);
            }
        }
    }

    private static MessageField NameOf(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return MessageFields.Named(reader.ValueSpan);
        }

        if (reader.ValueSpan.Length > NameBytesMax || !JsonText.IsWhole(reader.ValueSpan))
        {
            return MessageField.Unknown;
        }

        Span<byte> name = stackalloc byte[NameBytesMax];
        return MessageFields.Named(name[..reader.CopyString(name)]);
    }

    private static FieldFault Take(MessageField field, ref Utf8JsonReader reader, ref MessageRequest request) =>
        field switch
        {
            MessageField.To when request.Kind == MessageKind.Group => JsonFields.TakeRecipients(
                ref reader, MessageRequest.GroupRecipientsMax, out request.Group),
            MessageField.To => JsonFields.TakeRecipient(ref reader, out request.To),
            MessageField.From => JsonFields.TakeAddress(ref reader, out request.From),
            MessageField.Profile => JsonFields.TakeUuid(ref reader, out request.Profile),
            MessageField.Text => JsonFields.TakeString(ref reader, out request.Text),
            MessageField.MediaUrls =>
                JsonFields.TakeUrls(ref reader, MessageRequest.MediaUrlsMax, out request.MediaUrls),
            MessageField.Subject => JsonFields.TakeString(ref reader, out request.Subject),
            MessageField.Type => TakeType(ref reader, out request.Type),
            MessageField.Encoding => TakeEncoding(ref reader, out request.Encoding),
            MessageField.SendAt => TakeSendAt(ref reader, out request.SendAt),
            MessageField.AutoDetect => JsonFields.TakeSwitch(ref reader, out request.AutoDetect),
            MessageField.UseProfileWebhooks => JsonFields.TakeSwitch(ref reader, out request.UseProfileWebhooks),
            MessageField.WebhookUrl => JsonFields.TakeUrl(ref reader, out request.WebhookUrl),
            _ => JsonFields.TakeUrl(ref reader, out request.WebhookFailoverUrl),
        };

    private static FieldFault TakeType(ref Utf8JsonReader reader, out string? value)
    {
        Span<byte> buffer = stackalloc byte[JsonFields.WordBytesMax];
        value = null;
        if (JsonFields.TakeShort(ref reader, buffer, out var length, out var fault))
        {
            ReadOnlySpan<byte> word = buffer[..length];
            value = word.SequenceEqual("SMS"u8) ? "SMS" : word.SequenceEqual("MMS"u8) ? "MMS" : null;
            fault = value is null ? FieldFault.Value : FieldFault.None;
        }

        return fault;
    }

    private static FieldFault TakeEncoding(ref Utf8JsonReader reader, out string? value)
    {
        Span<byte> buffer = stackalloc byte[JsonFields.WordBytesMax];
        value = null;
        if (JsonFields.TakeShort(ref reader, buffer, out var length, out var fault))
        {
            ReadOnlySpan<byte> word = buffer[..length];
            value = word.SequenceEqual("auto"u8) ? "auto"
                : word.SequenceEqual("gsm7"u8) ? "gsm7"
                : word.SequenceEqual("ucs2"u8) ? "ucs2" : null;
            fault = value is null ? FieldFault.Value : FieldFault.None;
        }

        return fault;
    }

    /// <summary>Takes an ISO 8601 time, UTC when it names no zone.</summary>
    private static FieldFault TakeSendAt(ref Utf8JsonReader reader, out Stamp? value)
    {
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        value = null;
        var fault = JsonFields.TakeString(ref reader, out var text);
        if (text is null)
        {
            return fault;
        }

        var isTime = text.Length > DateChars && text[4] == '-' && text[DateChars] is 'T' or 't' or ' ';
        if (!isTime || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Styles, out var time))
        {
            return FieldFault.Value;
        }

        // The epoch itself would say "at once"; it is as far in the past as its next tick.
        var at = Stamp.Of(time);
        value = at == Stamp.None ? new(1) : at;
        return FieldFault.None;
    }
}
