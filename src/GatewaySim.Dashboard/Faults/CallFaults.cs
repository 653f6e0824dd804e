using System.Text;
using GatewaySim.Actors.Faults;
using GatewaySim.Domain;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Dashboard.Faults;

/// <summary>What befalls one call, by all rules that struck it.</summary>
internal sealed class CallFaults
{
    private const string Bearer = "Bearer ";

    /// <summary>The refusal, if there is one: an error, a 429, a refused token or a reset.</summary>
    public FaultRule? Refusal { get; private set; }

    /// <summary>What the call waits for before anything is done.</summary>
    public TimeSpan WaitBefore { get; private set; }

    /// <summary>What its answer waits for.</summary>
    public TimeSpan WaitAfter { get; private set; }

    /// <summary>How fast the body of the answer goes; null for as ever.</summary>
    public int? BytesPerSecond { get; private set; }

    /// <summary>The rule by which its answer waits for a callback; null for none.</summary>
    public FaultRule? Early { get; private set; }

    public bool IsAny { get; private set; }

    /// <summary>Whether the answer is needed in memory.</summary>
    public bool NeedsAnswer => WaitAfter > TimeSpan.Zero || BytesPerSecond is not null || Early is not null
        || Refusal is { When: FaultMoment.During or FaultMoment.After };

    /// <summary>Asks the rules in their order. Behind a refusal no other refusal is asked.</summary>
    public static CallFaults Draw(FaultPlan plan, IFaultDoor door, HttpRequest request)
    {
        var faults = new CallFaults();
        foreach (var fault in plan.OfDoors)
        {
            var rule = fault.Rule;
            var isRefusal = rule.Kind is FaultKind.Error or FaultKind.RateLimit or FaultKind.Token or FaultKind.Reset;
            if (!rule.IsFor(door.Provider) || (isRefusal && faults.Refusal is not null)
                || !rule.MatchesCall(request.Method, request.Path.Value ?? ""))
            {
                continue;
            }

            if (rule.Kind == FaultKind.Token ? StrikesToken(fault, door, request) : fault.Strikes())
            {
                faults.Add(rule);
            }
        }

        return faults;
    }

    private static bool StrikesToken(ArmedFault fault, IFaultDoor door, HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString().AsSpan().Trim();
        return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            && (door.HasTokens
                ? fault.StrikesToken(Hashing.Of(Encoding.UTF8.GetBytes(header[Bearer.Length..].Trim().ToString())))
                : fault.Strikes());
    }

    private void Add(FaultRule rule)
    {
        IsAny = true;
        switch (rule.Kind)
        {
            case FaultKind.Latency when rule.When == FaultMoment.Before:
                WaitBefore += rule.Span;
                break;
            case FaultKind.Latency:
                WaitAfter += rule.Span;
                break;
            case FaultKind.SlowBody:
                BytesPerSecond = Math.Min(BytesPerSecond ?? int.MaxValue, rule.Count);
                break;
            case FaultKind.WebhookEarly:
                Early = rule;
                break;
            default:
                Refusal = rule;
                break;
        }
    }
}
