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
    private readonly JsonElement _root;
    private readonly JsonBody? _parent;
    private readonly string _path = "";
    private TelnyxFault? _fault;

    private JsonBody(JsonDocument? document, TelnyxFault? fault)
    {
        (_document, _fault) = (document, fault);
        _root = document?.RootElement ?? default;
    }

    private JsonBody(JsonElement root, JsonBody parent, string path) =>
        (_root, _parent, _path) = (root, parent, path);

    /// <summary>The first thing wrong, of the body or of the members taken so far.</summary>
    public TelnyxFault? Fault => _parent is null ? _fault : _parent.Fault;

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
            return new(
                document, !isObject ? TelnyxErrors.InvalidType.At("")
                    : HasWholeNames(bytes) ? null : TelnyxErrors.BadEncoding.Fault);
        }
        catch (JsonException)
        {
            return new(null, TelnyxErrors.InvalidJson.Fault);
        }
    }

    /// <summary>Whether the member is there, also as null: then it is to be taken away.</summary>
    public bool Has(string name) => Fault is null && _root.TryGetProperty(name, out _);

    /// <summary>Where a member is, for faults.</summary>
    public string PathOf(string name) => $"{_path}/{name}";

    /// <returns>Null when absent, null or faulty.</returns>
    public string? TakeString(string name) => Take(name) is { } value ? StringOf(value, PathOf(name)) : null;

    /// <param name="charsMax">In UTF-16 units, as JSON clients count.</param>
    /// <returns>Null when absent, null, empty or faulty.</returns>
    public string? TakeShortString(string name, int charsMax) => TakeString(name) is not { Length: > 0 } value ? null
        : value.Length <= charsMax ? value
        : Refuse<string>(TelnyxErrors.LengthOutOfRange.At(PathOf(name)));

    /// <summary>Takes an object to be read member by member. Its faults are this body's.</summary>
    /// <returns>Null when absent, null or faulty.</returns>
    public JsonBody? TakeObject(string name) => Take(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Object ? new(value, this, PathOf(name))
        : Refuse<JsonBody>(TelnyxErrors.InvalidType.At(PathOf(name)));

    /// <summary>Whether it has no members at all.</summary>
    public bool IsEmpty => !_root.EnumerateObject().Any();

    /// <summary>All of it as it was sent.</summary>
    public string RawText => _root.GetRawText();

    /// <returns>Null when absent, null or faulty. Finite.</returns>
    public double? TakeNumber(string name) => Take(name) is not { } value ? null
        : value.ValueKind != JsonValueKind.Number ? Refuse<double?>(TelnyxErrors.InvalidType.At(PathOf(name)))
        : value.TryGetDouble(out var number) && double.IsFinite(number) ? number
        : Refuse<double?>(TelnyxErrors.OutOfRange.At(PathOf(name)));

    public string? TakeRequiredString(string name, int charsMax) => TakeFilledString(name, charsMax) ?? Missing(name);

    /// <returns>Null when absent, null or faulty; an empty text is too short.</returns>
    public string? TakeFilledString(string name, int charsMax) => TakeString(name) is not { } value ? null
        : value.Length >= 1 && value.Length <= charsMax ? value
        : Refuse<string>(TelnyxErrors.LengthOutOfRange.At(PathOf(name)));

    public bool? TakeSwitch(string name) => Take(name) is not { } value ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : Refuse<bool?>(TelnyxErrors.InvalidType.At(PathOf(name)));

    /// <returns>Null when absent, null, empty or faulty.</returns>
    public string? TakeUrl(string name) => TakeString(name) is not { Length: > 0 } value ? null
        : WebUrl.IsGood(value) ? value
        : Refuse<string>(TelnyxErrors.InvalidUrl.At(PathOf(name)));

    /// <summary>Takes the id of a messaging profile; whether it exists is another question.</summary>
    /// <returns>Null when absent, null, empty or faulty.</returns>
    public Guid? TakeProfileId(string name) => TakeString(name) is not { Length: > 0 } value ? null
        : Guid.TryParseExact(value, "D", out var id) ? id
        : Refuse<Guid?>(TelnyxErrors.UnknownProfile.At(PathOf(name)));

    public string? TakeWord(string name, params ReadOnlySpan<string> words) => TakeString(name) is not { } value ? null
        : words.Contains(value) ? value
        : Refuse<string>(TelnyxErrors.InvalidWord.At(PathOf(name)));

    public IReadOnlyList<string>? TakeStrings(string name)
    {
        if (Take(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            return Refuse<IReadOnlyList<string>>(TelnyxErrors.InvalidType.At(PathOf(name)));
        }

        var list = new List<string>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
        {
            if (StringOf(item, $"{PathOf(name)}/{list.Count}") is not { } text)
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
        if (_parent is null)
        {
            _fault ??= fault;
        }
        else
        {
            _parent.Refuse<T>(fault);
        }

        return default;
    }

    public string? Missing(string name) =>
        Refuse<string>(TelnyxErrors.MissingParameter.At(PathOf(name), $"The '{name}' parameter is required."));

    public void Dispose() => _document?.Dispose();

    private JsonElement? Take(string name) =>
        Fault is null && _root.TryGetProperty(name, out var value) &&
        value.ValueKind != JsonValueKind.Null
            ? value : null;

    /// <summary>Half characters in the names of members would stop the look-up of any other.</summary>
    private static bool HasWholeNames(byte[] bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && !JsonText.IsWhole(reader.ValueSpan))
            {
                return false;
            }
        }

        return true;
    }

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
