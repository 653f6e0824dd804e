using System.Text.Json;
using GatewaySim.RingCentral.Json;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral.Discovery;

/// <summary>The documents that tell a client where everything is: here, at the address that it called.</summary>
/// <remarks>
/// Members: what RingCentral's JavaScript SDK 5.0.11 reads (<c>Discovery.ts</c>), when <c>enableDiscovery</c> is on. It
/// fetches the first before and the second after the login. UNVERIFIED: whether the second needs a token; and the
/// times, but for the three tries three seconds apart that the SDK itself begins with.
/// </remarks>
internal static class DiscoveryEndpoints
{
    public const string InitialPath = "/.well-known/entry-points/initial";
    public const string ExternalPath = "/.well-known/entry-points/external";

    private const int ExpirySeconds = 86_400;
    private const int RetryCount = 3;
    private const int RetrySeconds = 3;
    private const int RetryCycleSeconds = 60;

    public static Task GetInitialAsync(HttpContext http)
    {
        var (answer, origin) = Begin(http);
        var json = answer.Writer;
        json.WriteStartObject("discoveryApi"u8);
        json.WriteString("defaultExternalUri"u8, origin + ExternalPath);
        json.WriteEndObject();
        json.WriteStartObject("authApi"u8);
        WriteLogin(json, origin);
        json.WriteString("defaultTokenUri"u8, origin + "/restapi/oauth/token");
        json.WriteEndObject();
        return EndAsync(http, answer, origin);
    }

    public static Task GetExternalAsync(HttpContext http)
    {
        var (answer, origin) = Begin(http);
        var json = answer.Writer;
        json.WriteNumber("expiresIn"u8, ExpirySeconds);
        json.WriteNumber("retryCycleDelay"u8, RetryCycleSeconds);
        json.WriteStartObject("discoveryApi"u8);
        json.WriteString("externalUri"u8, origin + ExternalPath);
        json.WriteString("initialUri"u8, origin + InitialPath);
        json.WriteEndObject();
        json.WriteStartObject("authApi"u8);
        WriteLogin(json, origin);
        json.WriteString("baseUri"u8, origin);
        json.WriteString("tokenUri"u8, origin + "/restapi/oauth/token");
        json.WriteEndObject();
        return EndAsync(http, answer, origin);
    }

    private static (JsonAnswer Answer, string Origin) Begin(HttpContext http)
    {
        var answer = new JsonAnswer();
        var json = answer.Writer;
        json.WriteStartObject();
        json.WriteString("version"u8, "1.0.0"u8);
        json.WriteNumber("retryCount"u8, RetryCount);
        json.WriteNumber("retryInterval"u8, RetrySeconds);
        return (answer, Door.BaseOf(http));
    }

    private static void WriteLogin(Utf8JsonWriter json, string origin)
    {
        json.WriteString("authorizationUri"u8, origin + "/restapi/oauth/authorize");
        json.WriteString("oidcDiscoveryUri"u8, origin + "/.well-known/openid-configuration");
    }

    private static Task EndAsync(HttpContext http, JsonAnswer answer, string origin)
    {
        var json = answer.Writer;
        json.WriteStartObject("coreApi"u8);
        json.WriteString("baseUri"u8, origin);
        json.WriteEndObject();
        json.WriteStartObject("rcv"u8);
        json.WriteString("baseWebUri"u8, origin);
        json.WriteString("baseApiUri"u8, origin);
        json.WriteEndObject();
        json.WriteStartObject("rcm"u8);
        json.WriteString("baseWebUri"u8, origin);
        json.WriteEndObject();
        json.WriteEndObject();
        return answer.SendAsync(http, StatusCodes.Status200OK);
    }
}
