using GatewaySim.Actors.Faults;
using GatewaySim.Domain;

namespace GatewaySim.Actors.Webhooks;

/// <content>
/// What goes wrong on purpose. It is drawn when a fact is due, and not for what is sent again by order.
/// </content>
internal sealed partial class Pump
{
    private FaultPlan _plan;

    /// <summary>Takes over another plan. What the one before holds back is told, what it made up is not.</summary>
    private void RefreshPlan()
    {
        if (_faults.Plan == _plan)
        {
            return;
        }

        _plan = _faults.Plan;
        foreach (var feed in _feeds.Values)
        {
            foreach (var lane in feed.Lanes)
            {
                feed.Release(lane);
            }
        }
    }

    private void Queue(Feed feed, Delivery delivery)
    {
        var (lane, block, fact) = (delivery.Lane, delivery.Block, delivery.Fact);
        var faults = _plan.OfWebhooks.Count == 0 || block.Redelivery is not null
            ? default
            : CallbackFaults.Draw(_plan, feed.Endpoint, fact);
        if (faults.IsLost)
        {
            feed.Done(delivery);
            return;
        }

        Queue(feed, delivery, faults.HeldUntil);
        for (var n = 0; n < faults.Copies; n++)
        {
            feed.AddExtra();
            Queue(feed, new(lane, block, fact) { IsExtra = true }, faults.HeldUntil);
        }

        if (faults.CorrectedAfter is { } span)
        {
            var at = (faults.HeldUntil ?? fact.Due).Plus(span);
            var correction = fact with { Due = at, Correction = CallbackFaults.Opposite(fact.Progress.Outcome) };
            feed.AddExtra();
            Queue(feed, new(lane, block, correction) { IsExtra = true }, at);
        }
    }

    private static void Queue(Feed feed, Delivery delivery, Stamp? until)
    {
        if (until is { } at)
        {
            delivery.IsHeld = true;
            feed.Retry(delivery, at);
        }
        else
        {
            feed.Queue(delivery);
        }
    }
}
