using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Telnyx.Messages;

/// <summary>Takes one value from a reader that stands on it, and leaves the reader at the value's end.</summary>
/// <remarks>The bytes must be valid UTF-8. Null gives no value and no fault. Nothing here throws on any JSON.</remarks>
internal static class JsonFields
{
    /// <summary>Room for any word of the API, each of its characters escaped.</summary>
    public const int WordBytesMax = 64;

    private const int AddressCharsMax = 16;
    private const int UuidChars = 36;
    private const int EscapedBytes = 6;

    public static FieldFault TakeString(ref Utf8JsonReader reader, out string? value)
    {
        value = null;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return FieldFault.None;
            case JsonTokenType.String when !reader.ValueIsEscaped || JsonText.IsWhole(reader.ValueSpan):
                value = reader.GetString();
                return FieldFault.None;
            case JsonTokenType.String:
                return FieldFault.Unicode;
            default:
                reader.Skip();
                return FieldFault.Type;
        }
    }

    /// <summary>Reads a string into a buffer, so that none is allocated.</summary>
    /// <param name="length">Bytes in the buffer.</param>
    /// <returns>False when there is no value; the fault says why, and is None for null.</returns>
    public static bool TakeShort(
        ref Utf8JsonReader reader, scoped Span<byte> buffer, out int length, out FieldFault fault)
    {
        length = 0;
        if (reader.TokenType != JsonTokenType.String)
        {
            fault = reader.TokenType == JsonTokenType.Null ? FieldFault.None : FieldFault.Type;
            reader.Skip();
            return false;
        }

        fault = reader.ValueIsEscaped && !JsonText.IsWhole(reader.ValueSpan) ? FieldFault.Unicode
            : reader.ValueSpan.Length > buffer.Length ? FieldFault.Value : FieldFault.None;
        length = fault == FieldFault.None ? reader.CopyString(buffer) : 0;
        return fault == FieldFault.None;
    }

    public static FieldFault TakeAddress(ref Utf8JsonReader reader, out Address? value)
    {
        value = null;
        Span<byte> buffer = stackalloc byte[AddressCharsMax * EscapedBytes];
        if (!TakeShort(ref reader, buffer, out var length, out var fault))
        {
            return fault;
        }

        ReadOnlySpan<byte> utf8 = buffer[..length];

        if (PhoneNumber.TryParse(utf8, out var number))
        {
            value = number;
            return FieldFault.None;
        }

        Span<char> text = stackalloc char[AddressCharsMax];
        if (utf8.Length > AddressCharsMax ||
            Utf8.ToUtf16(utf8, text, out _, out var chars) != System.Buffers.OperationStatus.Done ||
            !Address.TryParse(text[..chars], out var address))
        {
            return FieldFault.Value;
        }

        value = address;
        return FieldFault.None;
    }

    /// <summary>As an address, but never a name, and never a list: lists are for group messages.</summary>
    public static FieldFault TakeRecipient(ref Utf8JsonReader reader, out Address? value)
    {
        var isList = reader.TokenType == JsonTokenType.StartArray;
        var fault = TakeAddress(ref reader, out value);
        if (!isList && value?.Kind != AddressKind.Alphanumeric)
        {
            return fault == FieldFault.Value && IsNumberWithoutPlus(reader.ValueSpan) ? FieldFault.NoPlus : fault;
        }

        value = null;
        return FieldFault.Value;
    }

    /// <summary>Takes a list of phone numbers; a repeated one counts once.</summary>
    public static FieldFault TakeRecipients(ref Utf8JsonReader reader, int countMax, out List<PhoneNumber>? values)
    {
        values = null;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            var isNull = reader.TokenType == JsonTokenType.Null;
            reader.Skip();
            return isNull ? FieldFault.None : FieldFault.Type;
        }

        var worst = FieldFault.None;
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            count++;
            var fault = TakeRecipient(ref reader, out var address);
            if (address is { Kind: AddressKind.PhoneNumber } number && count <= countMax)
            {
                values ??= [];
                if (!values.Contains(number.AsPhoneNumber))
                {
                    values.Add(number.AsPhoneNumber);
                }
            }
            else if (worst == FieldFault.None)
            {
                worst = fault == FieldFault.None ? FieldFault.Value : fault;
            }
        }

        worst = count > countMax ? FieldFault.TooMany : worst;
        values = worst == FieldFault.None ? values : null;
        return worst;
    }

    private static bool IsNumberWithoutPlus(ReadOnlySpan<byte> text) =>
        text.Length is >= 7 and <= 15 && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>Takes a UUID in its usual form; an empty string is as good as null.</summary>
    public static FieldFault TakeUuid(ref Utf8JsonReader reader, out Guid? value)
    {
        value = null;
        Span<byte> buffer = stackalloc byte[UuidChars * EscapedBytes];
        if (!TakeShort(ref reader, buffer, out var length, out var fault) || length == 0)
        {
            return fault;
        }

        ReadOnlySpan<byte> utf8 = buffer[..length];

        if (utf8.Length != UuidChars || !Utf8Parser.TryParse(utf8, out Guid uuid, out var read) || read != UuidChars)
        {
            return FieldFault.Value;
        }

        value = uuid;
        return FieldFault.None;
    }

    public static FieldFault TakeSwitch(ref Utf8JsonReader reader, out bool? value)
    {
        value = reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => null,
        };
        var fault = value is null && reader.TokenType != JsonTokenType.Null ? FieldFault.Type : FieldFault.None;
        reader.Skip();
        return fault;
    }

    /// <summary>Takes a URL; an empty string is as good as null.</summary>
    public static FieldFault TakeUrl(ref Utf8JsonReader reader, out string? value)
    {
        var fault = TakeString(ref reader, out value);
        if (string.IsNullOrEmpty(value) || !WebUrl.IsGood(value))
        {
            fault = string.IsNullOrEmpty(value) ? fault : FieldFault.Value;
            value = null;
        }

        return fault;
    }

    /// <summary>Takes a list of URLs. The first fault counts, but a list too long is that first of all.</summary>
    public static FieldFault TakeUrls(ref Utf8JsonReader reader, int countMax, out List<string>? values)
    {
        values = null;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            var isNull = reader.TokenType == JsonTokenType.Null;
            reader.Skip();
            return isNull ? FieldFault.None : FieldFault.Type;
        }

        var first = FieldFault.None;
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            count++;
            var isNull = reader.TokenType == JsonTokenType.Null;
            var fault = TakeUrl(ref reader, out var url);
            if (url is not null && count <= countMax)
            {
                (values ??= []).Add(url);
            }
            else if (first == FieldFault.None)
            {
                first = fault != FieldFault.None ? fault : isNull ? FieldFault.Type : FieldFault.Value;
            }
        }

        var worst = count > countMax ? FieldFault.TooMany : first;
        values = worst == FieldFault.None ? values : null;
        return worst;
    }
}
