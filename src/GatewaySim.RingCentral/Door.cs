using GatewaySim.Actors;
using GatewaySim.RingCentral.Access;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral;

/// <summary>What every endpoint of this front door needs.</summary>
/// <param name="Limits">Null when they are switched off.</param>
internal sealed record Door(ISenders Senders, RingCentralOptions Options, Sessions Sessions, RateLimits? Limits)
{
    /// <summary>The account in the path: '~' or the one there is.</summary>
    public RingCentralError? CheckAccount(HttpContext http) =>
        IsId(http, "accountId", Options.AccountId) ? null : RingCentralErrors.NotFound("accountId");

    public RingCentralError? CheckExtension(HttpContext http) =>
        IsId(http, "extensionId", Options.ExtensionId) ? null : RingCentralErrors.NotFound("extensionId");

    /// <summary>Where the caller reaches us: links in answers begin with it.</summary>
    public static string BaseOf(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}";

    private static bool IsId(HttpContext http, string name, long id) =>
        http.Request.RouteValues[name] is string text &&
        (text == "~" || (long.TryParse(text, out var value) && value == id));
}
