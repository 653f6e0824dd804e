using GatewaySim.Actors.Faults;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Dashboard.Control;
using GatewaySim.Domain;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Dashboard.Faults;

/// <summary><c>/_sim/faults</c>: what goes wrong on purpose. All rules are put at once, and cleared at once.</summary>
internal sealed class FaultsEndpoint(FaultBoard board, IReadOnlyList<IFaultDoor> doors)
{
    private readonly FaultDocument _document = new(board.Seed, doors);

    /// <summary><c>GET</c>: the rules with their defaults filled in, and how often each struck.</summary>
    public IResult Show()
    {
        var plan = board.Plan;
        return Results.Json(
            new FaultsAnswer(plan.Seed, [.. plan.Faults.Select(ShownOf)]), ControlJson.Relaxed.FaultsAnswer);
    }

    /// <summary><c>PUT</c>: puts these rules in the place of all others. Answers like GET.</summary>
    public async Task<IResult> PutAsync(HttpContext http)
    {
        var (plan, error) = await FlatBody.ReadAsync<FaultPlan>(http, _document.Parse);
        if (plan is null)
        {
            return error!.ToResult();
        }

        board.Put(plan);
        return Show();
    }

    /// <summary><c>DELETE</c>: nothing goes wrong any more. Answers like GET.</summary>
    public IResult Clear()
    {
        board.Clear();
        return Show();
    }

    private static ShownFault ShownOf(ArmedFault fault)
    {
        var rule = fault.Rule;
        var shape = FaultShape.Of(rule.Kind);
        int? NumberOf(string name) => shape.Number?.Name == name ? shape.Number.Of(rule) : null;
        return new(shape.Name, rule.Chance, fault.Matched, fault.Struck)
        {
            Times = rule.Times,
            Provider = rule.Provider == Provider.None ? null : ProviderName.Of(rule.Provider),
            Method = rule.Method,
            Path = rule.Path,
            When = shape.Moments is null ? null : FaultDocument.NameOf(rule.When),
            Code = rule.Code,
            Status = rule.Status,
            Kind = rule.Kinds == FactKinds.All ? null : KindName.Of(rule.Kinds),
            Until = rule.Kind != FaultKind.WebhookEarly ? null : rule.UntilFinal ? "final" : "sent",
            Ms = NumberOf("ms"),
            Seconds = NumberOf("seconds"),
            Copies = NumberOf("copies"),
            BytesPerSecond = NumberOf("bytesPerSecond"),
            RetryAfterSeconds = NumberOf("retryAfterSeconds"),
        };
    }
}
