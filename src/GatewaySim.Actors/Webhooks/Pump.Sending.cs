using GatewaySim.Domain;

namespace GatewaySim.Actors.Webhooks;

/// <content>From due facts to attempts, and from answers to what follows.</content>
internal sealed partial class Pump
{
    /// <summary>Puts what is due into the queues of its receivers, as far as there is room.</summary>
    private void Take(Feed feed, Stamp now)
    {
        while (feed.Waiting < _options.WaitingMax
            && feed.TryTake(now, _options, _readAgain, out var block, out var fact))
        {
            if (fact.Due <= block.ToldThrough || !IsWanted(feed, block, fact))
            {
                feed.Done(block);
            }
            else if (feed.Endpoint.IsSuspended)
            {
                feed.Totals.Dropped++;
                Counts.AddDropped(feed.Endpoint.Provider);
                feed.Done(block);
            }
            else
            {
                Queue(feed, new(feed.LaneOf(fact), block, fact));
            }
        }
    }

    private static bool IsWanted(Feed feed, OpenBlock block, in Fact fact)
    {
        if (fact.Kind == FactKind.Reminder)
        {
            return true;
        }

        // The block was read for several endpoints, so it may hold more than this one wants.
        if ((feed.Endpoint.Kinds & fact.Kinds) == 0 || !feed.Endpoint.Matches(fact)
            || (block.Redelivery is { } order && !order.Matches(fact)))
        {
            return false;
        }

        if (block.Redelivery is { } redelivery)
        {
            redelivery.Matched++;
        }

        return true;
    }

    private void Start(Feed feed, Stamp now)
    {
        foreach (var lane in feed.Lanes)
        {
            while (lane.Retries.TryPeek(out _, out var at) && at <= now.Ticks)
            {
                Feed.Again(lane);
            }

            while (lane.Ready.Count > 0 && lane.UnderWay < _options.ConcurrencyMax)
            {
                var delivery = feed.Start(lane);
                if (delivery.Attempt == 1 && delivery.Block.Redelivery is null)
                {
                    feed.Totals.AddLag(now.Ticks - delivery.Fact.Due.Ticks);
                    Counts.FirstSent(feed.Endpoint.Provider, now.Time - delivery.Fact.Due.Time);
                }

                UnderWay++;
                delivery.StartedAt = now;
                _send(delivery);
            }
        }

        feed.DropIdleLanes(IdleLanesMax);
    }

    private void Judge(Delivery delivery, Stamp now)
    {
        UnderWay--;
        var lane = delivery.Lane;
        var feed = lane.Feed;
        var totals = feed.Totals;
        var provider = feed.Endpoint.Provider;
        lane.End(delivery);
        totals.Attempts++;

        var error = feed.Endpoint.Judge(delivery.Answer);
        Show(feed, delivery, error, now);
        TimeSpan? wait = null;
        if (error is null)
        {
            totals.Delivered++;
            Counts.AddDelivered(provider);
            _plan.Receipts?.Told(delivery.Fact);
            totals.FailingSince = null;
        }
        else
        {
            totals.Failed++;
            Counts.AddFailed(provider);
            totals.FailingSince ??= now;
            feed.Endpoint.Failed(totals.FailingSince.Value, now, error);
            if (feed.Endpoint.IsSuspended)
            {
                totals.Dropped++;
                Counts.AddDropped(provider);
            }
            else if ((wait = feed.Endpoint.RetryAfter(delivery.Fact, delivery.Attempt)) is null)
            {
                totals.Dead++;
                Counts.AddDead(provider);
                Keep(_dead, new(
                    feed.Endpoint.Id, lane.Receiver, delivery.Fact.Due, now, delivery.Fact.Id, delivery.Fact.Kind,
                    delivery.Attempt, error));
            }
        }

        if (delivery.Request is { } request)
        {
            feed.Endpoint.Attempted(new(
                delivery.Fact, delivery.Attempt, request, delivery.Answer, delivery.StartedAt, now, error,
                IsLast: wait is null));
            delivery.Request = null;
        }

        if (wait is { } span)
        {
            delivery.Attempt++;
            feed.Retry(delivery, now.Plus(span));
        }
        else
        {
            feed.Done(delivery);
        }
    }

    private void Show(Feed feed, Delivery delivery, string? error, Stamp now)
    {
        // Failures always; of successes every one while there is room, then one in a hundred.
        var answers = feed.Totals.Answers;
        if (error is not null || answers.Count < _options.ShownMax || feed.Totals.Attempts % 100 == 0)
        {
            var (fact, answer) = (delivery.Fact, delivery.Answer);
            Keep(answers, new(now, fact.Id, fact.Kind, delivery.Attempt, answer.Status, error, answer.Took));
        }
    }

    private void Keep<T>(Queue<T> queue, T item)
    {
        queue.Enqueue(item);
        if (queue.Count > _options.ShownMax)
        {
            queue.Dequeue();
        }
    }

    /// <summary>When an endpoint has something to do by itself.</summary>
    private Stamp? NextOf(Feed feed)
    {
        var next = feed.Waiting < _options.WaitingMax && !feed.IsFull ? feed.NextDue : null;
        foreach (var lane in feed.Lanes)
        {
            if (lane.Retries.TryPeek(out _, out var at))
            {
                next = Earlier(next, new Stamp(at));
            }
        }

        return next;
    }
}
