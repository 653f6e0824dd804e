using GatewaySim.Domain.Messages;

namespace GatewaySim.Domain.Carrier.Own;

/// <summary>The outcomes that an own carrier may draw, by the names of its file.</summary>
public static class OutcomeNames
{
    public static IReadOnlyDictionary<string, Outcome> All { get; } = new Dictionary<string, Outcome>
    {
        ["delivered"] = Outcome.Delivered,
        ["late"] = Outcome.DeliveredLate,
        ["no-receipt"] = Outcome.Unconfirmed,
        ["landline"] = Outcome.Unroutable,
        ["no-such-number"] = Outcome.UnroutableUpstream,
        ["unreachable"] = Outcome.Unreachable,
        ["spam"] = Outcome.Spam,
        ["spam-att"] = Outcome.SpamAtt,
        ["shortened-link"] = Outcome.ShortenedLink,
        ["sender-flagged"] = Outcome.SenderFlagged,
        ["carrier-down"] = Outcome.CarrierDown,
        ["carrier-opt-out"] = Outcome.CarrierOptOut,
        ["tmobile-daily-cap"] = Outcome.DailyCapped,
        ["att-rate"] = Outcome.RateLimited,
        ["volume-limit"] = Outcome.VolumeLimited,
        ["unregistered"] = Outcome.Unregistered,
    };
}
