using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace GatewaySim.RingCentral.Json;

/// <summary>What has to be known about a JSON string beyond its bytes.</summary>
internal static class JsonText
{
    private static ReadOnlySpan<byte> Replacement => "\uFFFD"u8;

    /// <summary>Undoes the escapes of a JSON string in its own place: the result is never longer.</summary>
    /// <param name="text">
    /// What stands between the quotes. A JSON reader has found its escapes to be well formed.
    /// </param>
    /// <param name="length">How many bytes are left.</param>
    /// <returns>False when a surrogate has no partner; U+FFFD stands in its place then. Never allocates.</returns>
    public static bool UnescapeInPlace(Span<byte> text, out int length)
    {
        length = text.IndexOf((byte)'\\');
        if (length < 0)
        {
            length = text.Length;
            return true;
        }

        var isWhole = true;
        for (var i = length; i < text.Length;)
        {
            if (text[i] != '\\')
            {
                text[length++] = text[i++];
                continue;
            }

            var kind = text[i + 1];
            if (kind != 'u')
            {
                text[length++] = Unescape(kind);
                i += 2;
                continue;
            }

            var unit = Hex(text[(i + 2)..]);
            i += 6;
            Rune rune;
            if (char.IsHighSurrogate(unit) && text.Length - i >= 6 && text[i] == '\\' && text[i + 1] == 'u' &&
                Rune.TryCreate(unit, Hex(text[(i + 2)..]), out rune))
            {
                i += 6;
            }
            else if (!Rune.TryCreate(unit, out rune))
            {
                isWhole = false;
                Replacement.CopyTo(text[length..]);
                length += Replacement.Length;
                continue;
            }

            length += rune.EncodeToUtf8(text[length..]);
        }

        return isWhole;
    }

    /// <summary>
    /// Whether no member name has half a surrogate pair: looking for members in such an object would throw.
    /// </summary>
    /// <exception cref="JsonException">The bytes are no JSON.</exception>
    public static bool HasWholeNames(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var isWhole = true;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueIsEscaped)
            {
                isWhole &= UnescapeInPlace(reader.ValueSpan.ToArray(), out _);
            }
        }

        return isWhole;
    }

    /// <summary>A string member; null for none, and U+FFFD where it has half a surrogate pair.</summary>
    public static string? Member(JsonElement record, string name) =>
        record.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? TextOf(value) : null;

    /// <summary>
    /// A string; U+FFFD for what is none, and in it for half a surrogate pair (<c>GetString</c> would throw).
    /// </summary>
    public static string TextOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return "\uFFFD";
        }

        Span<byte> text = JsonMarshal.GetRawUtf8Value(value)[1..^1].ToArray();
        UnescapeInPlace(text, out var length);
        return Encoding.UTF8.GetString(text[..length]);
    }

    /// <summary>Counts the UTF-16 units of well-formed UTF-8.</summary>
    public static int CharsOf(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetCharCount(utf8);

    private static byte Unescape(byte kind) => kind switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => kind,
    };

    private static char Hex(ReadOnlySpan<byte> text)
    {
        var value = 0;
        foreach (var c in text[..4])
        {
            value = value << 4 | (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
        }

        return (char)value;
    }
}
