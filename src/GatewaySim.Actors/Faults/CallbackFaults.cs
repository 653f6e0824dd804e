using System.Text;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;
using GatewaySim.Domain.Messages;

namespace GatewaySim.Actors.Faults;

/// <summary>What befalls one callback, by all rules that struck it.</summary>
/// <param name="HeldUntil">Not before this moment; null for as ever.</param>
/// <param name="Copies">How often it comes besides.</param>
/// <param name="CorrectedAfter">When the contradicting end follows; null for never.</param>
internal readonly record struct CallbackFaults(bool IsLost, Stamp? HeldUntil, int Copies, TimeSpan? CorrectedAfter)
{
    /// <summary>Asks the rules in their order. One that is lost meets no other.</summary>
    /// <remarks>
    /// By the event and its endpoint, not by their order: so it is the same however fast callbacks are read and sent.
    /// </remarks>
    public static CallbackFaults Draw(FaultPlan plan, WebhookEndpoint endpoint, in Fact fact)
    {
        var faults = new CallbackFaults();
        var identity = Hashing.Mix(
            Hashing.Mix((ulong)fact.Id.Value, (ulong)fact.Kind), Hashing.Of(Encoding.UTF8.GetBytes(endpoint.Id)));
        foreach (var fault in plan.OfWebhooks)
        {
            var rule = fault.Rule;
            if (rule.IsFor(endpoint.Provider) && (rule.Kinds & fact.Kinds) != 0 && IsAbout(rule.Kind, fact)
                && fault.Strikes(identity))
            {
                faults = faults.With(rule, fact);
                if (faults.IsLost)
                {
                    break;
                }
            }
        }

        return faults;
    }

    /// <summary>How a message ends that ended otherwise before.</summary>
    public static Outcome Opposite(Outcome outcome) =>
        outcome.AsSeen() == Outcome.Delivered ? Outcome.CarrierDown : Outcome.Delivered;

    private static bool IsAbout(FaultKind kind, in Fact fact) => kind switch
    {
        FaultKind.WebhookReorder => fact.Kind == FactKind.MessageSent,

        // What never reached the carrier has no receipt of it.
        FaultKind.WebhookCorrected => fact.Kind == FactKind.MessageFinal && fact.Progress.Outcome.IsHandedOver(),
        _ => true,
    };

    private CallbackFaults With(FaultRule rule, in Fact fact) => rule.Kind switch
    {
        FaultKind.WebhookLost => this with { IsLost = true },
        FaultKind.WebhookDuplicate => this with { Copies = Copies + rule.Count },
        FaultKind.WebhookCorrected => this with { CorrectedAfter = CorrectedAfter ?? rule.Span },
        FaultKind.WebhookReorder => Hold(fact.EndsAt.Plus(rule.Span)),
        _ => Hold(fact.Due.Plus(rule.Span)),
    };

    private CallbackFaults Hold(Stamp until) => HeldUntil > until ? this : this with { HeldUntil = until };
}
