using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral.Json;

/// <summary>A small JSON body, read as a whole.</summary>
internal sealed class JsonBody : IDisposable
{
    private readonly BodyBuffer _bytes = new();
    private JsonDocument? _document;

    private JsonBody()
    {
    }

    /// <summary>Why there is no <see cref="Root"/>; null when there is.</summary>
    public RingCentralError? Error { get; private set; }

    /// <summary>An object.</summary>
    public JsonElement Root => _document!.RootElement;

    public static async Task<JsonBody> ReadAsync(HttpRequest request, int bytesMax)
    {
        var body = new JsonBody { Error = JsonRequest.CheckContentType(request) };
        if (body.Error is null)
        {
            body.Error = await body._bytes.TryReadAsync(request, bytesMax).ConfigureAwait(false)
                ? body.Parse()
                : RingCentralErrors.BodyTooLarge;
        }

        return body;
    }

    /// <summary>The text of a string; U+FFFD for any other value, and where it has half a surrogate pair.</summary>
    public static string TextOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return "\uFFFD";
        }

        Span<byte> text = JsonMarshal.GetRawUtf8Value(value)[1..^1].ToArray();
        JsonText.UnescapeInPlace(text, out var length);
        return Encoding.UTF8.GetString(text[..length]);
    }

    public void Dispose()
    {
        _document?.Dispose();
        _bytes.Dispose();
    }

    private RingCentralError? Parse()
    {
        try
        {
            if (!Utf8.IsValid(_bytes.Bytes.Span) || !JsonText.HasWholeNames(_bytes.Bytes.Span))
            {
                return RingCentralErrors.Malformed;
            }

            _document = JsonDocument.Parse(_bytes.Bytes);
            return Root.ValueKind == JsonValueKind.Object ? null : RingCentralErrors.Malformed;
        }
        catch (JsonException)
        {
            return RingCentralErrors.Malformed;
        }
    }
}
