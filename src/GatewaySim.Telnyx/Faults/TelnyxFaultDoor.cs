using System.Globalization;
using System.Reflection;
using System.Text.Json;
using GatewaySim.Actors;
using GatewaySim.Actors.Faults;
using GatewaySim.Domain;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Telnyx.Faults;

/// <summary>Telnyx's part in faults on demand: its errors, as its own calls answer them.</summary>
internal sealed class TelnyxFaultDoor(TelnyxOptions options, ISenders senders) : IFaultDoor
{
    // Every row of the table of errors that is an answer of its own; of several with one code, the one with the lowest
    // status.
    private static readonly Dictionary<string, TelnyxError> Rows =
        typeof(TelnyxErrors).GetFields(BindingFlags.Static | BindingFlags.Public)
            .Select(f => f.GetValue(null)).OfType<TelnyxError>().Where(e => e.Status > 0)
            .GroupBy(e => e.Code, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.MinBy(e => e.Status)!, StringComparer.Ordinal);

    public Provider Provider => Provider.Telnyx;

    public IReadOnlyList<string> ErrorCodes { get; } =
        [TelnyxErrors.Unexpected.Code, .. Rows.Keys.Where(c => c != TelnyxErrors.Unexpected.Code).Order()];

    public IReadOnlyList<string> TokenCodes { get; } = [TelnyxErrors.Unauthenticated.Code];

    public bool HasTokens => false;

    public bool Serves(HttpRequest request) =>
        request.Path.StartsWithSegments("/v2", StringComparison.OrdinalIgnoreCase);

    public MessageId? MessageIn(ReadOnlySpan<byte> answer)
    {
        var json = new Utf8JsonReader(answer);
        return JsonElement.TryParseValue(ref json, out var root) && root is { ValueKind: JsonValueKind.Object } body
            && body.TryGetProperty("data"u8, out var data) && data.ValueKind == JsonValueKind.Object
            && data.TryGetProperty("id"u8, out var id) && id.ValueKind == JsonValueKind.String
            && id.TryGetGuid(out var uuid)
            && PositionUuid.TryDecode(uuid, UuidKind.Message, senders.IdSalt, out var message) ? message : null;
    }

    public Task RefuseAsync(HttpContext http, string code, int? status)
    {
        var error = Rows[code];
        RequestIds.AddTo(http.Response);
        TelnyxJson.Fail(http, error.Fault, options, status ?? error.StatusUnder(options));
        return Task.CompletedTask;
    }

    /// <summary>Source of the headers: DOC rate-limiting (API), whose figures are not published.</summary>
    public Task RefuseAsync(HttpContext http, int retrySeconds)
    {
        var seconds = retrySeconds.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["x-ratelimit-remaining"] = "0";
        http.Response.Headers["x-ratelimit-reset"] = seconds;
        if (retrySeconds > 0)
        {
            http.Response.Headers.RetryAfter = seconds;
        }

        return RefuseAsync(http, TelnyxErrors.TooManyRequests.Code, status: null);
    }
}
