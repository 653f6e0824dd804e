using System.Globalization;
using System.Text.Json;
using GatewaySim.RingCentral.Access;
using GatewaySim.RingCentral.Json;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral;

/// <summary>One refusal in RingCentral's words.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The <c>errorCode</c>: <c>CMN-101</c>.</param>
/// <param name="Message">For people.</param>
internal sealed record RingCentralError(int Status, string Code, string Message)
{
    /// <summary>The <c>parameterName</c>; null for none.</summary>
    public string? Parameter { get; init; }

    /// <summary>The <c>errorCode</c> at the top, where it differs from the one in <c>errors</c>.</summary>
    public string? TopCode { get; init; }

    /// <summary>OAuth's own <c>error</c>; makes the body an OAuth one.</summary>
    public string? OAuth { get; init; }

    /// <summary>Whether <c>errors</c> stays empty (unknown paths).</summary>
    public bool NoList { get; init; }

    /// <summary>Seconds for <c>Retry-After</c>; 0 for none.</summary>
    public int RetrySeconds { get; init; }

    /// <summary>Whether it is the caller's rate limit; other kinds of 429 come without its headers (guide).</summary>
    public bool IsRateLimit { get; init; }

    /// <summary>The methods for <c>Allow</c>; null for none.</summary>
    public string? Allow { get; init; }

    /// <summary>Answers with this error, in the shape of the API that was called.</summary>
    /// <remarks>
    /// Source: v1.0 has the pair at the top and <c>errors</c>; v2 has <c>errors</c> only; OAuth its own.
    /// </remarks>
    public Task AnswerAsync(HttpContext http)
    {
        if (RetrySeconds > 0)
        {
            http.Response.Headers.RetryAfter = RetrySeconds.ToString(CultureInfo.InvariantCulture);
        }

        if (Status == StatusCodes.Status429TooManyRequests && !IsRateLimit)
        {
            RateLimits.RemoveHeaders(http.Response);
        }

        if (Allow is not null)
        {
            http.Response.Headers.Allow = Allow;
        }

        var answer = new JsonAnswer();
        Write(answer.Writer, http.Request.Path.StartsWithSegments("/restapi/v2", StringComparison.OrdinalIgnoreCase));
        return answer.SendAsync(http, Status);
    }

    /// <summary>Writes <c>{errorCode, message, parameterName}</c>, as it stands in <c>errors</c>.</summary>
    public void WriteItem(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("errorCode"u8, Code);
        json.WriteString("message"u8, Message);
        if (Parameter is not null)
        {
            json.WriteString("parameterName"u8, Parameter);
        }

        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, bool listOnly)
    {
        json.WriteStartObject();
        if (OAuth is not null)
        {
            json.WriteString("error"u8, OAuth);
            json.WriteString("error_description"u8, Message);
        }
        else if (!listOnly)
        {
            json.WriteString("errorCode"u8, TopCode ?? Code);
            json.WriteString("message"u8, Message);
            if (Parameter is not null)
            {
                json.WriteString("parameterName"u8, Parameter);
            }
        }

        json.WriteStartArray("errors"u8);
        if (!NoList || listOnly)
        {
            WriteItem(json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
