using System.Globalization;
using GatewaySim.Actors;
using GatewaySim.RingCentral.Access;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral;

/// <summary>What every endpoint of this front door needs.</summary>
/// <param name="Limits">Null when they are switched off.</param>
internal sealed record Door(ISenders Senders, RingCentralOptions Options, Sessions Sessions, RateLimits? Limits)
{
    /// <summary>The account in the path: '~' or the one there is. Paths without one are about it anyway.</summary>
    public RingCentralError? CheckAccount(HttpContext http) =>
        IsId(http, "accountId", Options.AccountId) ? null : RingCentralErrors.NotFound("accountId");

    public RingCentralError? CheckExtension(HttpContext http) =>
        IsId(http, "extensionId", Options.ExtensionId) ? null : RingCentralErrors.NotFound("extensionId");

    /// <summary>The short number of the demo user.</summary>
    public const string ExtensionNumber = "101";

    /// <summary>Where the caller reaches us: links in answers begin with it.</summary>
    public static string BaseOf(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}";

    public string AccountUri(HttpContext http) => string.Create(
        CultureInfo.InvariantCulture, $"{BaseOf(http)}/restapi/v1.0/account/{Options.AccountId}");

    public string ExtensionUri(HttpContext http) => string.Create(
        CultureInfo.InvariantCulture, $"{AccountUri(http)}/extension/{Options.ExtensionId}");

    private static bool IsId(HttpContext http, string name, long id) =>
        http.Request.RouteValues[name] is not string text || text == "~" ||
        (long.TryParse(text, out var value) && value == id);
}
