using GatewaySim.Domain;

namespace GatewaySim.Actors.Webhooks;

/// <summary>One fact on its way to one receiver, over all attempts.</summary>
internal sealed class Delivery(Lane lane, OpenBlock block, Fact fact)
{
    public Lane Lane { get; } = lane;

    public OpenBlock Block { get; } = block;

    public Fact Fact { get; } = fact;

    /// <summary>The attempt that is under way or comes next: 1 for the first.</summary>
    public int Attempt { get; set; } = 1;

    /// <summary>Whether a fault added it: its fact is done without it.</summary>
    public bool IsExtra { get; init; }

    /// <summary>Whether a fault holds its first attempt back.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Where it lies among those under way.</summary>
    public int Slot { get; set; }

    /// <summary>What the last attempt sent.</summary>
    public WebhookRequest? Request { get; set; }

    /// <summary>When the last attempt began.</summary>
    public Stamp StartedAt { get; set; }

    /// <summary>What the last attempt brought.</summary>
    public WebhookAnswer Answer { get; set; }
}

/// <summary>One receiver: what waits for it, and what is under way to it.</summary>
internal sealed class Lane(Feed feed, string receiver)
{
    private readonly List<Delivery> _underWay = [];

    public Feed Feed { get; } = feed;

    public string Receiver { get; } = receiver;

    /// <summary>First attempts and retries whose time has come, in order.</summary>
    public Queue<Delivery> Ready { get; } = new();

    /// <summary>By the ticks of the next attempt.</summary>
    public PriorityQueue<Delivery, long> Retries { get; } = new();

    public int UnderWay => _underWay.Count;

    public int Waiting => Ready.Count + Retries.Count;

    /// <summary>When the oldest fact that is not done was due; null when there is none.</summary>
    public Stamp? OldestDue
    {
        get
        {
            var oldest = long.MaxValue;
            foreach (var delivery in _underWay)
            {
                oldest = Math.Min(oldest, delivery.Fact.Due.Ticks);
            }

            foreach (var delivery in Ready)
            {
                oldest = Math.Min(oldest, delivery.Fact.Due.Ticks);
            }

            foreach (var (delivery, _) in Retries.UnorderedItems)
            {
                oldest = Math.Min(oldest, delivery.Fact.Due.Ticks);
            }

            return oldest == long.MaxValue ? null : new Stamp(oldest);
        }
    }

    /// <summary>Takes out what faults hold back.</summary>
    public List<Delivery> TakeHeld()
    {
        List<(Delivery Delivery, long At)> all = [.. Retries.UnorderedItems];
        Retries.Clear();
        Retries.EnqueueRange(all.Where(r => !r.Delivery.IsHeld));
        return [.. all.Where(r => r.Delivery.IsHeld).OrderBy(r => r.At).Select(r => r.Delivery)];
    }

    public void Start(Delivery delivery)
    {
        delivery.Slot = _underWay.Count;
        _underWay.Add(delivery);
    }

    public void End(Delivery delivery)
    {
        var last = _underWay[^1];
        _underWay[delivery.Slot] = last;
        last.Slot = delivery.Slot;
        _underWay.RemoveAt(_underWay.Count - 1);
    }
}
