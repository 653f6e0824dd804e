using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using GatewaySim.Telnyx.Messages;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Telnyx;

/// <summary>
/// The body of a request that is not worth reading by hand: an object, member by member, first fault kept.
/// </summary>
internal sealed class JsonBody : IDisposable
{
    private readonly JsonDocument? _document;

    private JsonBody(JsonDocument? document, TelnyxFault? fault) => (_document, Fault) = (document, fault);

    /// <summary>The first thing wrong, of the body or of the members taken so far.</summary>
    public TelnyxFault? Fault { get; private set; }

    public static async Task<JsonBody> ReadAsync(HttpRequest request, TelnyxOptions options)
    {
        var body = await RequestBody.ReadAsync(request, options).ConfigureAwait(false);
        if (body.Fault is { } fault)
        {
            return new(null, fault);
        }

        var bytes = body.Bytes.ToArray();
        body.Release(request);
        return Parse(bytes);
    }

    public static JsonBody Parse(byte[] bytes)
    {
        if (!Utf8.IsValid(bytes))
        {
            return new(null, TelnyxErrors.BadEncoding.Fault);
        }

        try
        {
            var document = JsonDocument.Parse(bytes);
            var isObject = document.RootElement.ValueKind == JsonValueKind.Object;
            return new(document, isObject ? null : TelnyxErrors.InvalidType.At(""));
        }
        catch (JsonException)
        {
            return new(null, TelnyxErrors.InvalidJson.Fault);
        }
    }

    /// <returns>Null when absent, null or faulty.</returns>
    public string? TakeString(string name) => Take(name) is { } value ? StringOf(value, $"/{name}") : null;

    public string? TakeRequiredString(string name, int charsMax)
    {
        var value = TakeString(name);
        if (value is null)
        {
            return Missing(name);
        }

        return value.Length >= 1 && value.Length <= charsMax
            ? value
            : Refuse<string>(TelnyxErrors.LengthOutOfRange.At($"/{name}"));
    }

    public bool? TakeSwitch(string name) => Take(name) is not { } value ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : Refuse<bool?>(TelnyxErrors.InvalidType.At($"/{name}"));

    /// <returns>Null when absent, null, empty or faulty.</returns>
    public string? TakeUrl(string name) => TakeString(name) is not { Length: > 0 } value ? null
        : WebUrl.IsGood(value) ? value
        : Refuse<string>(TelnyxErrors.InvalidUrl.At($"/{name}"));

    public string? TakeWord(string name, params ReadOnlySpan<string> words) => TakeString(name) is not { } value ? null
        : words.Contains(value) ? value
        : Refuse<string>(TelnyxErrors.InvalidWord.At($"/{name}"));

    public IReadOnlyList<string>? TakeStrings(string name)
    {
        if (Take(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            return Refuse<IReadOnlyList<string>>(TelnyxErrors.InvalidType.At($"/{name}"));
        }

        var list = new List<string>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
        {
            if (StringOf(item, $"/{name}/{list.Count}") is not { } text)
            {
                return null;
            }

            list.Add(text);
        }

        return list;
    }

    /// <summary>Keeps a fault that a caller found, unless there is one already.</summary>
    public T? Refuse<T>(TelnyxFault fault)
    {
        Fault ??= fault;
        return default;
    }

    public string? Missing(string name) =>
        Refuse<string>(TelnyxErrors.MissingParameter.At($"/{name}", $"The '{name}' parameter is required."));

    public void Dispose() => _document?.Dispose();

    private JsonElement? Take(string name) =>
        Fault is null && _document!.RootElement.TryGetProperty(name, out var value) &&
        value.ValueKind != JsonValueKind.Null
            ? value : null;

    private string? StringOf(JsonElement value, string pointer)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return Refuse<string>(TelnyxErrors.InvalidType.At(pointer));
        }

        var raw = value.GetRawText();
        return JsonText.IsWhole(System.Text.Encoding.UTF8.GetBytes(raw))
            ? value.GetString()
            : Refuse<string>(TelnyxErrors.BadEncoding.At(pointer));
    }
}
