using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Dashboard.Control;

/// <summary>
/// Reads the bodies of the control routes: one JSON object whose members are strings, or also numbers and booleans.
/// </summary>
/// <remarks>The content type is not looked at, so that a bare <c>curl -d</c> works.</remarks>
internal static class FlatBody
{
    /// <summary>Far above the longest text that a carrier passes on (1,600 characters), also when escaped.</summary>
    public const int BytesMax = 64 << 10;

    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 4 };

    /// <summary>Reads a request's body and makes something of it.</summary>
    /// <returns>What was made, or what is wrong.</returns>
    public static async ValueTask<(T? Value, ControlError? Error)> ReadAsync<T>(
        HttpContext http, Func<ReadOnlySequence<byte>, (T?, ControlError?)> parse) where T : class
    {
        if (http.Request.ContentLength > BytesMax)
        {
            return (null, ControlError.TooLarge);
        }

        var body = http.Request.BodyReader;
        var utf8 = await ReadAsync(body, http.RequestAborted);
        var result = utf8.Length > BytesMax ? (null, ControlError.TooLarge) : parse(utf8);
        body.AdvanceTo(utf8.End);
        return result;
    }

    /// <param name="known">The members that there may be.</param>
    /// <param name="scalars">Whether numbers and booleans may be there too; they are given as they are written.</param>
    /// <param name="unknown">What to say of another member; null to list those that are known.</param>
    /// <returns>The members that there are, or what is wrong. Never throws.</returns>
    public static (Dictionary<string, string?>? Fields, ControlError? Error) Read(
        ReadOnlySequence<byte> utf8, string[] known, bool scalars = false,
        Func<string, ControlError>? unknown = null)
    {
        Dictionary<string, string?> fields = [];
        try
        {
            Utf8JsonReader reader = new(utf8, Strict);
            return ReadFields(ref reader, known, scalars, unknown, fields) is { } error
                ? (null, error) : (fields, null);
        }
        catch (JsonException e)
        {
            return (null, ControlError.BadJson(e.Message));
        }
    }

    private static ControlError? ReadFields(
        ref Utf8JsonReader reader, string[] known, bool scalars, Func<string, ControlError>? unknown,
        Dictionary<string, string?> fields)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return ControlError.NotAnObject(known);
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!TryText(ref reader, out var name) || !known.Contains(name))
            {
                return unknown?.Invoke(name) ?? ControlError.Unknown(name, known);
            }

            reader.Read();
            var value = "";
            if (scalars && reader.TokenType is (JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False))
            {
                value = Encoding.UTF8.GetString(
                    reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);
            }
            else if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
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

    /// <summary>Reads until the end, or until there is more than is allowed.</summary>
    private static async ValueTask<ReadOnlySequence<byte>> ReadAsync(PipeReader body, CancellationToken cancel)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancel);
            if (read.IsCompleted || read.Buffer.Length > BytesMax)
            {
                return read.Buffer;
            }

            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
