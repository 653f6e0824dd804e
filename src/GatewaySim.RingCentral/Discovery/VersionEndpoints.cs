using System.Text.Json;
using GatewaySim.RingCentral.Json;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral.Discovery;

/// <summary>
/// <c>GET /restapi</c> and <c>/restapi/v1.0</c>: the versions of the API; <c>GET /restapi/v1.0/client-info</c>.
/// </summary>
/// <remarks>
/// Members: spec (ApiVersionsList, ApiVersionInfo). The version is that of a description of 2024-05; its day, and the
/// server's own version, are UNVERIFIED, and so is what client-info says (the JavaScript SDK asks for its status only).
/// </remarks>
internal static class VersionEndpoints
{
    private const string VersionPath = "/restapi/v1.0";

    public static Task ListAsync(HttpContext http)
    {
        var answer = new JsonAnswer();
        var json = answer.Writer;
        json.WriteStartObject();
        json.WriteString("uri"u8, Door.BaseOf(http) + "/restapi");
        json.WriteStartArray("apiVersions"u8);
        WriteVersion(http, json);
        json.WriteEndArray();
        json.WriteString("serverVersion"u8, "1.0.58"u8);
        json.WriteString("serverRevision"u8, "gatewaysim"u8);
        json.WriteEndObject();
        return answer.SendAsync(http, StatusCodes.Status200OK);
    }

    public static Task GetAsync(HttpContext http)
    {
        var answer = new JsonAnswer();
        WriteVersion(http, answer.Writer);
        return answer.SendAsync(http, StatusCodes.Status200OK);
    }

    public static Task GetClientAsync(HttpContext http)
    {
        var answer = new JsonAnswer();
        answer.Writer.WriteStartObject();
        answer.Writer.WriteString("uri"u8, Door.BaseOf(http) + VersionPath + "/client-info");
        answer.Writer.WriteEndObject();
        return answer.SendAsync(http, StatusCodes.Status200OK);
    }

    private static void WriteVersion(HttpContext http, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("uri"u8, Door.BaseOf(http) + VersionPath);
        json.WriteString("versionString"u8, "1.0.58"u8);
        json.WriteString("releaseDate"u8, "2024-05-01T00:00:00.000Z"u8);
        json.WriteString("uriString"u8, "v1.0"u8);
        json.WriteEndObject();
    }
}
