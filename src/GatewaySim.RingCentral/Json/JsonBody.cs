using System.Text.Json;
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

    public void Dispose()
    {
        _document?.Dispose();
        _bytes.Dispose();
    }

    private RingCentralError? Parse() =>
        JsonRequest.TryParse(_bytes, out _document)
        ?? (Root.ValueKind == JsonValueKind.Object ? null : RingCentralErrors.Malformed);
}
