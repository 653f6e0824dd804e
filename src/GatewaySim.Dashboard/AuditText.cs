using System.Text.Json;
using GatewaySim.Dashboard.Control;
using GatewaySim.Domain.Reading;

namespace GatewaySim.Dashboard;

/// <summary>An audit in JSON, wherever it is shown.</summary>
public static class AuditText
{
    /// <summary>The same object that <c>GET /_sim/audit</c> answers, in one line.</summary>
    public static string Json(ComplianceReport report) =>
        JsonSerializer.Serialize(AuditAnswer.Of(report), ControlJson.Relaxed.AuditAnswer);

    /// <summary>A text in quotes; '+' and letters of any language are left as they are.</summary>
    public static string Quoted(string text) => JsonSerializer.Serialize(text, ControlJson.Relaxed.String);
}
