using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral.Json;

/// <summary>What is asked of every request with a JSON body.</summary>
internal static class JsonRequest
{
    private const string Json = "application/json";

    public static RingCentralError? CheckContentType(HttpRequest request)
    {
        var type = request.ContentType.AsSpan().Trim();
        if (type.IsEmpty)
        {
            return RingCentralErrors.NoContentType;
        }

        var isJson = type.StartsWith(Json, StringComparison.OrdinalIgnoreCase) &&
            (type.Length == Json.Length || type[Json.Length] is ';' or ' ');
        return isJson ? null : RingCentralErrors.BadContentType;
    }

    /// <summary>Parses a body that is small.</summary>
    /// <param name="document">To be disposed before the body is.</param>
    public static RingCentralError? TryParse(BodyBuffer body, out JsonDocument? document)
    {
        document = null;
        if (!Utf8.IsValid(body.Bytes.Span))
        {
            return RingCentralErrors.Malformed;
        }

        try
        {
            if (!JsonText.HasWholeNames(body.Bytes.Span))
            {
                return RingCentralErrors.Malformed;
            }

            document = JsonDocument.Parse(body.Bytes);
            return null;
        }
        catch (JsonException)
        {
            return RingCentralErrors.Malformed;
        }
    }
}
