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
}
