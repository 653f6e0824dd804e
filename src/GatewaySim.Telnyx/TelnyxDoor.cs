using System.Diagnostics;
using GatewaySim.Actors;
using GatewaySim.Domain.Commands;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Telnyx;

/// <summary>What every endpoint about an account needs, and the answers that they share.</summary>
internal sealed record TelnyxDoor(ISenders Senders, ITelnyxAccounts Accounts, TelnyxOptions Options)
{
    /// <summary>Finds the profile that the path names.</summary>
    public ProfileRecord? ProfileOf(HttpContext context, string segment = "id") =>
        Guid.TryParseExact(context.Request.RouteValues[segment] as string, "D", out var id)
        && Senders.Directory.FindProfile(id) is { Account: DemoAccount.Id } profile ? profile : null;

    public void Fail(HttpContext context, in TelnyxFault fault) => TelnyxJson.Fail(context, fault, Options);

    public void NotFound(HttpContext context) => Fail(context, TelnyxErrors.NotFound.Fault);

    /// <summary>Verdicts that mean the same everywhere.</summary>
    public void Fail(HttpContext context, Verdict verdict) => Fail(context, verdict switch
    {
        Verdict.NotFound or Verdict.UnknownSender => TelnyxErrors.NotFound.Fault,
        Verdict.Overloaded => TelnyxErrors.TooManyRequests.Fault,
        Verdict.Unknown => TelnyxErrors.Unexpected.Fault,
        _ => throw new UnreachableException($"A command about an account was answered {verdict}."),
    });
}
