using System.Diagnostics;
using System.Globalization;
using GatewaySim.Actors.Auditing;
using GatewaySim.Domain.Reading;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Dashboard.Control;

/// <summary><c>GET /_sim/audit</c>: what happened so far, held to the rules of the United States.</summary>
internal static class AuditEndpoint
{
    public static async Task<IResult> HandleAsync(HttpContext http, IAudits audits)
    {
        var asked = http.Request.Query["examples"];
        var examples = ComplianceReport.ExamplesShown;
        if (asked.Count > 1)
        {
            return ControlError.Repeated("examples").ToResult();
        }

        if (asked is [{ } text]
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out examples)
                || examples > ComplianceReport.ExamplesMax))
        {
            return ControlError.BadExamples.ToResult();
        }

        var reply = await audits.RunAsync(http.RequestAborted);
        if (reply.Report is not { } report)
        {
            return (reply.Refusal switch
            {
                AuditRefusal.Busy => ControlError.AuditBusy,
                AuditRefusal.TooLong => ControlError.AuditTooLong,
                AuditRefusal.TooLarge => ControlError.AuditTooLarge,
                AuditRefusal.Failed => ControlError.AuditFailed,
                _ => throw new UnreachableException($"An audit was refused as {reply.Refusal}."),
            }).ToResult();
        }

        report.Shorten(examples);
        return Results.Json(AuditAnswer.Of(report), ControlJson.Relaxed.AuditAnswer);
    }
}
