using GatewaySim.Actors;
using GatewaySim.RingCentral.Access;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral;

/// <summary>What every endpoint of this front door needs.</summary>
internal sealed record Door(ISenders Senders, RingCentralOptions Options, Tokens Tokens)
{
    /// <summary>The account in the path: '~' or the one there is. Paths without one are about it anyway.</summary>
    public RingCentralError? CheckAccount(HttpContext http) =>
        IsId(http, "accountId", Options.AccountId) ? null : RingCentralErrors.NotFound("accountId");

    public RingCentralError? CheckExtension(HttpContext http) =>
        IsId(http, "extensionId", Options.ExtensionId) ? null : RingCentralErrors.NotFound("extensionId");

    private static bool IsId(HttpContext http, string name, long id) =>
        http.Request.RouteValues[name] is not string text || text == "~" ||
        (long.TryParse(text, out var value) && value == id);
}
