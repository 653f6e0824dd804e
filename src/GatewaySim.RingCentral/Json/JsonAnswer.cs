using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using GatewaySim.Domain;
using GatewaySim.Domain.Numbers;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral.Json;

/// <summary>
/// A JSON answer that is built in memory, so that its length and its ETag are known before it goes out.
/// </summary>
internal sealed class JsonAnswer
{
    public const string ContentType = "application/json;charset=utf-8";

    // '+' begins every number: as it is, not as \u002B. The answers are never put into HTML.
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _bytes = new(512);

    public JsonAnswer() => Writer = new(_bytes, Options);

    public Utf8JsonWriter Writer { get; }

    /// <summary>Sends what was written.</summary>
    /// <param name="etag">Whether the answer carries one: the v2 consents API declares it on every 200.</param>
    public async Task SendAsync(HttpContext http, int status, bool etag = false)
    {
        await Writer.DisposeAsync().ConfigureAwait(false);
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = ContentType;
        response.ContentLength = _bytes.WrittenCount;
        if (etag)
        {
            response.Headers.ETag = string.Create(
                CultureInfo.InvariantCulture, $"\"{Hashing.Of(_bytes.WrittenSpan):x16}\"");
        }

        await response.BodyWriter.WriteAsync(_bytes.WrittenMemory, http.RequestAborted).ConfigureAwait(false);
    }
}

/// <summary>How RingCentral writes the values that occur everywhere.</summary>
internal static class JsonValues
{
    /// <summary>UTC with seven fractional digits; RingCentral's samples have six to nine.</summary>
    public static void WriteStamp(this Utf8JsonWriter json, ReadOnlySpan<byte> name, Stamp stamp)
    {
        Span<byte> text = stackalloc byte[28];
        stamp.Time.UtcDateTime.TryFormat(text, out var written, "O", CultureInfo.InvariantCulture);
        json.WriteString(name, text[..written]);
    }

    /// <summary>UTC with nine fractional digits, as consent events have them.</summary>
    public static void WriteNanoStamp(this Utf8JsonWriter json, ReadOnlySpan<byte> name, Stamp stamp) =>
        json.WriteString(name, stamp.Time.UtcDateTime.ToString(
            "yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z'", CultureInfo.InvariantCulture));

    /// <summary>UTC with three fractional digits, as the envelope of an event has them.</summary>
    public static void WriteMilliStamp(this Utf8JsonWriter json, ReadOnlySpan<byte> name, Stamp stamp) =>
        json.WriteString(name, stamp.Time.UtcDateTime.ToString(
            "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    public static void WriteAddress(this Utf8JsonWriter json, ReadOnlySpan<byte> name, Address address) =>
        json.WriteString(name, address.ToString());

    /// <summary>
    /// Money: counted in decimal, so that three segments at 0.0085 are 0.0255, and written as the double that it is in
    /// the spec, so without zeros at its end.
    /// </summary>
    public static void WriteCost(this Utf8JsonWriter json, long segments, double costPerSegment) =>
        json.WriteNumber("cost"u8, (double)(segments * (decimal)costPerSegment));
}
