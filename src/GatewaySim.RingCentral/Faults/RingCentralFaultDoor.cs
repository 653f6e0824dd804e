using System.Reflection;
using System.Text.Json;
using GatewaySim.Actors;
using GatewaySim.Actors.Faults;
using GatewaySim.Domain;
using GatewaySim.RingCentral.Access;
using GatewaySim.RingCentral.Discovery;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral.Faults;

/// <summary>RingCentral's part in faults on demand: its errors, as its own calls answer them.</summary>
internal sealed class RingCentralFaultDoor(RingCentralOptions options, ISenders senders) : IFaultDoor
{
    // Of errors that name what they are about: what they name in a call that has nothing wrong.
    private static readonly RingCentralError[] Named =
    [
        RingCentralErrors.Invalid("from"), RingCentralErrors.InvalidForm("grant_type"),
        RingCentralErrors.QueryDiffers("grant_type"), RingCentralErrors.NotFound("accountId"),
        RingCentralErrors.TooManyRequests(60), RingCentralErrors.MethodNotAllowed("GET"),
        RingCentralErrors.InvalidFilters(["/restapi/v1.0/account/~/a2p-sms"]), RingCentralErrors.WebHookStatus(500),
    ];

    // Whatever the table of errors has can be asked for by its code. Consent that stands is told of one call only, by
    // a code that all have.
    private static readonly ILookup<string, RingCentralError> Rows =
        typeof(RingCentralErrors).GetFields(BindingFlags.Static | BindingFlags.Public)
            .Select(f => f.GetValue(null)).OfType<RingCentralError>()
            .Where(e => e != RingCentralErrors.OptOutStands).Concat(Named)
            .ToLookup(e => e.Code, StringComparer.Ordinal);

    public Provider Provider => Provider.RingCentral;

    public IReadOnlyList<string> ErrorCodes { get; } =
        [RingCentralErrors.Internal.Code, .. Rows.Select(r => r.Key).Where(c => c != RingCentralErrors.Internal.Code)];

    public IReadOnlyList<string> TokenCodes { get; } =
    [
        RingCentralErrors.TokenExpired.Code, RingCentralErrors.TokenNotFound.Code,
        RingCentralErrors.TokenCorrupted.Code, RingCentralErrors.TokenUnparsable.Code,
    ];

    public bool HasTokens => true;

    public bool Serves(HttpRequest request) =>
        request.Path.StartsWithSegments("/restapi", StringComparison.OrdinalIgnoreCase)
        || request.Path.Equals(DiscoveryEndpoints.InitialPath, StringComparison.OrdinalIgnoreCase)
        || request.Path.Equals(DiscoveryEndpoints.ExternalPath, StringComparison.OrdinalIgnoreCase);

    public MessageId? MessageIn(ReadOnlySpan<byte> answer)
    {
        var json = new Utf8JsonReader(answer);
        return JsonElement.TryParseValue(ref json, out var root) && root is { ValueKind: JsonValueKind.Object } body
            && body.TryGetProperty("id"u8, out var id) && id.ValueKind == JsonValueKind.String
            && id.TryGetGuid(out var uuid)
            && PositionUuid.TryDecode(uuid, UuidKind.Batch, senders.IdSalt, out var batch) ? batch : null;
    }

    public Task RefuseAsync(HttpContext http, string code, int? status)
    {
        // A code may stand for two things: one of OAuth calls, one of all others.
        var isOAuth = http.Request.Path.StartsWithSegments("/restapi/oauth", StringComparison.OrdinalIgnoreCase);
        var error = Rows[code].OrderByDescending(e => (e.OAuth is not null) == isOAuth).First();
        var allow = error.Allow is null ? null : HttpMethods.IsGet(http.Request.Method) ? "POST" : "GET";
        Gate.AddHeaders(http);
        return (error with { Status = status ?? error.Status, Allow = allow }).AnswerAsync(http);
    }

    public Task RefuseAsync(HttpContext http, int retrySeconds)
    {
        Gate.AddHeaders(http);
        var isOAuth = http.Request.Path.StartsWithSegments("/restapi/oauth", StringComparison.OrdinalIgnoreCase);
        RateLimits.AddExceeded(http.Response, options, isOAuth ? RateGroup.Auth : RateGroup.Light);
        return (RingCentralErrors.TooManyRequests(retrySeconds) with { IsRateLimit = true }).AnswerAsync(http);
    }
}
