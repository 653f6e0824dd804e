using System.Diagnostics;
using GatewaySim.Actors;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace GatewaySim.Dashboard.Control;

/// <summary><c>GET /_sim/explain</c>: may this be sent now, which rule decides, and which event made it so.</summary>
internal static class ExplainEndpoint
{
    public static async Task<IResult> HandleAsync(HttpContext http, ISenders senders)
    {
        var query = http.Request.Query;
        if (FaultOf(query, "from", "to", "provider") is { } fault)
        {
            return fault.ToResult();
        }

        if (!Address.TryParse(Number(query["from"]), out var from))
        {
            return ControlError.BadSender.ToResult();
        }

        if (!PhoneNumber.TryParse(Number(query["to"]), out var to))
        {
            return ControlError.BadNumber("to").ToResult();
        }

        if (!ProviderName.TryParse(query["provider"], out var provider))
        {
            return ControlError.BadProvider.ToResult();
        }

        var reply = await senders.ExplainAsync(from, to, provider, http.RequestAborted);
        return reply switch
        {
            { Explanation: { } why } => Results.Json(
                new ExplainAnswer(
                    from.ToString(), to.ToString(), ProviderName.Of(why.Provider), why.Scope, why.Allowed, why.Rule,
                    why.Because, why.Event?.ToString(), why.At?.ToString(), why.InFlightAtOptOut),
                ControlJson.Relaxed.ExplainAnswer),
            { Verdict: Verdict.NotFound } => ControlError.NobodyOwns(from.ToString()).ToResult(),
            { Verdict: Verdict.Conflict } => ControlError.BothOwn(from.ToString()).ToResult(),
            { Verdict: Verdict.Overloaded } => ControlError.Overloaded.ToResult(),
            { Verdict: Verdict.Unknown } => ControlError.NoAnswer.ToResult(),
            _ => throw new UnreachableException($"A question was answered {reply.Verdict}."),
        };
    }

    private static ControlError? FaultOf(IQueryCollection query, params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            if (query[field].Count > 1)
            {
                return ControlError.Repeated(field);
            }

            if (field != "provider" && StringValues.IsNullOrEmpty(query[field]))
            {
                return ControlError.Missing(field);
            }
        }

        return null;
    }

    /// <summary>In a query, a '+' that was not escaped arrives as a space. No address begins with one.</summary>
    private static string Number(StringValues value) =>
        value.ToString() is [' ', .. var rest] ? $"+{rest}" : value.ToString();
}
