using System.Buffers;
using System.Text;
using System.Text.Json;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Dashboard.Control;

/// <summary>Reads the body of <c>POST /_sim/inbound</c>.</summary>
internal static class InboundRequest
{
    /// <summary>Far above the longest text that a carrier passes on (1,600 characters), also when escaped.</summary>
    public const int BodyBytesMax = 64 << 10;

    public const int IdCharsMax = 64;

    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 4 };

    /// <returns>The text, or what is wrong with it. Never throws.</returns>
    public static (InboundText? Text, ControlError? Error) Parse(ReadOnlySequence<byte> utf8)
    {
        Dictionary<string, string?> fields = [];
        try
        {
            Utf8JsonReader reader = new(utf8, Strict);
            if (ReadFields(ref reader, fields) is { } error)
            {
                return (null, error);
            }
        }
        catch (JsonException e)
        {
            return (null, ControlError.BadJson(e.Message));
        }

        return Check(fields);
    }

    private static ControlError? ReadFields(ref Utf8JsonReader reader, Dictionary<string, string?> fields)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return ControlError.NotAnObject;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!TryText(ref reader, out var name) || name is not ("from" or "to" or "text" or "provider" or "id"))
            {
                return ControlError.Unknown(name);
            }

            reader.Read();
            var value = "";
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
            {
                return ControlError.NotText(name);
            }

            if (reader.TokenType == JsonTokenType.String && !TryText(ref reader, out value))
            {
                return ControlError.BrokenText(name);
            }

            if (!fields.TryAdd(name, reader.TokenType == JsonTokenType.Null ? null : value))
            {
                return ControlError.Repeated(name);
            }
        }

        // Nothing but white space may follow; the reader throws on anything else.
        reader.Read();
        return null;
    }

    /// <returns>False for a lone surrogate or for bytes that are not UTF-8: neither can be stored as text.</returns>
    private static bool TryText(ref Utf8JsonReader reader, out string text)
    {
        try
        {
            text = reader.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = Encoding.UTF8.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);
            return false;
        }
    }

    private static (InboundText?, ControlError?) Check(Dictionary<string, string?> fields)
    {
        string? Field(string name) => fields.GetValueOrDefault(name);
        foreach (var name in (string[])["from", "to", "text"])
        {
            if (Field(name) is null)
            {
                return (null, ControlError.Missing(name));
            }
        }

        if (!PhoneNumber.TryParse(Field("from"), out var from))
        {
            return (null, ControlError.BadNumber("from"));
        }

        if (!Address.TryParse(Field("to"), out var to) || to.Kind == AddressKind.Alphanumeric)
        {
            return (null, ControlError.BadAddress("to"));
        }

        if (!ProviderName.TryParse(Field("provider"), out var provider))
        {
            return (null, ControlError.BadProvider);
        }

        return Field("id") is { Length: 0 or > IdCharsMax }
            ? (null, ControlError.BadId)
            : (new(from, to, Field("text")!, provider, Field("id")), null);
    }
}
