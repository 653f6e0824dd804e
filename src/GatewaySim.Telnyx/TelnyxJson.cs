using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using GatewaySim.Domain;
using GatewaySim.Domain.Numbers;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Telnyx;

/// <summary>The shapes that all of Telnyx's answers share: errors, dates, money, addresses.</summary>
internal static class TelnyxJson
{
    private const int DateBytes = 29;

    public static void Fail(HttpContext context, in TelnyxFault fault, TelnyxOptions options) =>
        Fail(context, fault, options, fault.Error.StatusUnder(options));

    public static void Fail(HttpContext context, in TelnyxFault fault, TelnyxOptions options, int status)
    {
        var answer = JsonAnswer.Take();
        answer.Json.WriteStartObject();
        answer.Json.WriteStartArray("errors"u8);
        WriteError(answer.Json, fault);
        answer.Json.WriteEndArray();
        answer.Json.WriteEndObject();
        if (fault.Error == TelnyxErrors.BlockedByStop && options.ShouldRetryHeader == ShouldRetryHeader.False)
        {
            context.Response.Headers["x-should-retry"] = "false";
        }

        answer.SendTo(context.Response, status);
    }

    /// <summary>The answer that is one object: <c>{"data": {…}}</c>.</summary>
    public static void SendOne(
        HttpResponse response, Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK)
    {
        var answer = JsonAnswer.Take();
        answer.Json.WriteStartObject();
        answer.Json.WritePropertyName("data"u8);
        write(answer.Json);
        answer.Json.WriteEndObject();
        answer.SendTo(response, status);
    }

    public static void WriteError(Utf8JsonWriter json, in TelnyxFault fault)
    {
        json.WriteStartObject();
        json.WriteString("code"u8, fault.Error.Code);
        json.WriteString("title"u8, fault.Error.Title);
        json.WriteString("detail"u8, fault.Detail);
        if (fault.Pointer is not null || fault.Parameter is not null)
        {
            json.WriteStartObject("source"u8);
            if (fault.Pointer is not null)
            {
                json.WriteString("pointer"u8, fault.Pointer);
            }

            if (fault.Parameter is not null)
            {
                json.WriteString("parameter"u8, fault.Parameter);
            }

            json.WriteEndObject();
        }

        json.WriteStartObject("meta"u8);
        json.WriteString("url"u8, fault.Error.Url);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Messages: milliseconds and <c>+00:00</c>. Null for no date.</summary>
    public static void WriteDate(Utf8JsonWriter json, ReadOnlySpan<byte> name, Stamp? at)
    {
        if (at is not { } stamp)
        {
            json.WriteNull(name);
            return;
        }

        Span<byte> text = stackalloc byte[DateBytes];
        FormatMilliseconds(stamp, text);
        "+00:00"u8.CopyTo(text[23..]);
        json.WriteString(name, text);
    }

    /// <summary>Profiles and numbers: Telnyx's general standard, milliseconds and <c>Z</c>.</summary>
    public static void WriteStandardDate(Utf8JsonWriter json, ReadOnlySpan<byte> name, Stamp at)
    {
        Span<byte> text = stackalloc byte[24];
        FormatMilliseconds(at, text);
        text[23] = (byte)'Z';
        json.WriteString(name, text);
    }

    /// <summary>Auto-response configurations: microseconds and <c>+00:00</c> (OAS example).</summary>
    public static void WriteMicrosecondDate(Utf8JsonWriter json, ReadOnlySpan<byte> name, Stamp at) =>
        json.WriteString(
            name, at.Time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffff'+00:00'", CultureInfo.InvariantCulture));

    /// <summary>Opt-outs: a space instead of T, microseconds (OAS example).</summary>
    public static void WriteSpacedDate(Utf8JsonWriter json, ReadOnlySpan<byte> name, Stamp at) => json.WriteString(
        name, at.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff'+00:00'", CultureInfo.InvariantCulture));

    public static void WriteAddress(Utf8JsonWriter json, ReadOnlySpan<byte> name, in Address address)
    {
        if (address.Name is not null)
        {
            json.WriteString(name, address.Name);
            return;
        }

        Span<byte> text = stackalloc byte[24];
        text[0] = (byte)'+';
        var isNumber = address.Kind == AddressKind.PhoneNumber;
        Utf8Formatter.TryFormat(address.Key, text[1..], out var digits);
        json.WriteString(name, isNumber ? text[..(digits + 1)] : text.Slice(1, digits));
    }

    /// <summary>An amount of dollars with four or five decimals, as a string.</summary>
    public static void WriteMoney(Utf8JsonWriter json, ReadOnlySpan<byte> name, decimal amount)
    {
        json.WriteStartObject(name);
        json.WriteString("amount"u8, amount.ToString("0.0000#", CultureInfo.InvariantCulture));
        json.WriteString("currency"u8, "USD"u8);
        json.WriteEndObject();
    }

    public static void WriteStringOrNull(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is null)
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteString(name, value);
        }
    }

    public static void WriteStrings(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static void FormatMilliseconds(Stamp at, Span<byte> text)
    {
        var time = at.Time.UtcDateTime;
        Digits(text[..4], time.Year);
        text[4] = (byte)'-';
        Digits(text[5..7], time.Month);
        text[7] = (byte)'-';
        Digits(text[8..10], time.Day);
        text[10] = (byte)'T';
        Digits(text[11..13], time.Hour);
        text[13] = (byte)':';
        Digits(text[14..16], time.Minute);
        text[16] = (byte)':';
        Digits(text[17..19], time.Second);
        text[19] = (byte)'.';
        Digits(text[20..23], time.Millisecond);
    }

    private static void Digits(Span<byte> text, int value)
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            (value, var digit) = Math.DivRem(value, 10);
            text[i] = (byte)('0' + digit);
        }
    }
}
