using GatewaySim.Domain;

namespace GatewaySim.Actors.Webhooks;

/// <summary>
/// What the pump holds of one endpoint: how far it has come in the journal, and what it still has to tell.
/// </summary>
/// <remarks>
/// An endpoint that keeps up is live: it gets every block as the pump reads it. One whose memory is full falls behind:
/// it keeps its own place in the journal and reads on from there when there is room, until it has caught up. So a
/// backlog costs no memory and no endpoint waits for another. Receipts that are due in hours do not fill the memory:
/// what is due last is parked, and read again when its time comes.
/// </remarks>
internal sealed class Feed(WebhookEndpoint endpoint, int shards)
{
    private readonly PriorityQueue<OpenBlock, long> _blocks = new();
    private readonly SortedSet<long>?[] _open = new SortedSet<long>?[shards];
    private readonly Dictionary<string, Lane> _lanes = [];
    private long _changes;
    private long _held;

    public WebhookEndpoint Endpoint { get; set; } = endpoint;

    /// <summary>The last event read, by shard; null while it is live.</summary>
    public long[]? Behind { get; set; }

    /// <summary>Facts in memory: due or not, waiting or under way.</summary>
    public int Facts { get; private set; }

    /// <summary>Facts of blocks that are parked.</summary>
    public long ParkedFacts { get; private set; }

    /// <summary>Blocks that are parked.</summary>
    public int ParkedBlocks { get; private set; }

    /// <summary>Facts that take memory: a block keeps those that are done until it is parked or done itself.</summary>
    public long Held => _held;

    /// <summary>Events of the journal that are not told whole; for checks.</summary>
    public int OpenEvents => _open.Sum(open => open?.Count ?? 0);

    /// <summary>Whether something due waits for memory: until an answer comes.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Whether nothing is left to tell of what was read.</summary>
    public bool IsTold => Facts == 0 && ParkedBlocks == 0;

    /// <summary>Callbacks of all lanes that wait.</summary>
    public int Waiting { get; private set; }

    public Queue<Redelivery> Redeliveries { get; } = new();

    public FeedTotals Totals { get; } = new();

    /// <summary>How far it was when it was last noted, from a run before; empty without one.</summary>
    public FeedMark? Before { get; set; }

    public IReadOnlyCollection<Lane> Lanes => _lanes.Values;

    public bool IsIdle => IsTold && Behind is null && Redeliveries.Count == 0;

    public void Add(OpenBlock block)
    {
        Facts += block.Open;
        _held += block.Size;
        _changes += block.Open;
        _blocks.Enqueue(block, block.NextDue.Ticks);
        if (block.Counts)
        {
            (_open[block.Id.Shard] ??= []).Add(block.Id.Sequence);
        }
    }

    /// <summary>When the next fact is due that is in no lane yet; null for none.</summary>
    public Stamp? NextDue => _blocks.TryPeek(out _, out var due) ? new Stamp(due) : null;

    /// <summary>Takes the next fact that is due.</summary>
    /// <param name="read">Reads a parked block again.</param>
    /// <returns>False when there is none, or it has to wait for memory.</returns>
    public bool TryTake(
        Stamp now, WebhookOptions options, Func<OpenBlock, FactBlock> read, out OpenBlock block, out Fact fact)
    {
        (fact, IsFull) = (default, false);
        if (!_blocks.TryPeek(out block!, out var due) || due > now.Ticks)
        {
            return false;
        }

        if (block.IsParked)
        {
            if (_held + block.Size > options.FactsMax)
            {
                // Also what is due, as it is due after this.
                Park(block.NextDue, options);
                IsFull = _held + block.Size > options.FactsMax && !IsQuiet;
                if (IsFull)
                {
                    return false;
                }
            }

            block.Unpark(read(block));
            CountParked(block, -1);
        }

        fact = block.Take();

        // All that is overdue of one block comes at once: the heap is touched when its time is over, not for each fact.
        if (!block.HasNext)
        {
            _blocks.Dequeue();
        }
        else if (block.NextDue > now)
        {
            _blocks.DequeueEnqueue(block, block.NextDue.Ticks);
        }

        return true;
    }

    /// <summary>
    /// Parks what is due last, until a quarter of the memory is used or nothing more can be parked. Costs a look at
    /// each block, so it is done only when half is used, and again when much has changed since or nothing is under way.
    /// </summary>
    /// <returns>Whether there is room now that was not there before.</returns>
    public bool MakeRoom(Stamp now, WebhookOptions options)
    {
        if (_held <= options.FactsMax / 2 || ParkedBlocks >= options.ParkedMax
            || _changes <= (IsQuiet ? 0 : options.FactsMax / 8))
        {
            return false;
        }

        return Park(now, options) && Facts <= options.FactsMax / 2;
    }

    /// <summary>Whether nothing is on its way: what waits, waits for its next attempt.</summary>
    private bool IsQuiet => _lanes.Values.All(lane => lane.UnderWay == 0 && lane.Ready.Count == 0);

    public Lane LaneOf(in Fact fact)
    {
        var receiver = Endpoint.ReceiverOf(fact);
        if (!_lanes.TryGetValue(receiver, out var lane))
        {
            _lanes.Add(receiver, lane = new(this, receiver));
        }

        return lane;
    }

    public void Queue(Delivery delivery)
    {
        delivery.Lane.Ready.Enqueue(delivery);
        Waiting++;
    }

    public Delivery Start(Lane lane)
    {
        var delivery = lane.Ready.Dequeue();
        lane.Start(delivery);
        Waiting--;
        return delivery;
    }

    public void Retry(Delivery delivery, Stamp at)
    {
        delivery.Lane.Retries.Enqueue(delivery, at.Ticks);
        Waiting++;
    }

    /// <summary>Puts the retry whose time has come behind what waits.</summary>
    public static void Again(Lane lane)
    {
        var delivery = lane.Retries.Dequeue();
        delivery.IsHeld = false;
        lane.Ready.Enqueue(delivery);
    }

    /// <summary>Makes room for a callback that a fault adds.</summary>
    public void AddExtra() => Facts++;

    /// <summary>Gives back what a fault held.</summary>
    public void Release(Lane lane)
    {
        foreach (var delivery in lane.TakeHeld())
        {
            Waiting--;
            delivery.IsHeld = false;
            if (delivery.Fact.Correction is null)
            {
                Queue(delivery);
            }
            else
            {
                Done(delivery);
            }
        }
    }

    /// <summary>A callback is delivered or given up.</summary>
    public void Done(Delivery delivery)
    {
        if (delivery.IsExtra)
        {
            Facts--;
        }
        else
        {
            Done(delivery.Block);
        }
    }

    /// <summary>A fact is told, given up, or was none for this endpoint.</summary>
    public void Done(OpenBlock block)
    {
        block.Done();
        Facts--;
        _changes++;
        if (block.Open == 0)
        {
            _held -= block.Size;
            if (block.Counts)
            {
                _open[block.Id.Shard]!.Remove(block.Id.Sequence);
            }
        }
    }

    /// <summary>Lets go of receivers that nothing waits for: addresses of single messages would gather.</summary>
    public void DropIdleLanes(int lanesMax)
    {
        if (_lanes.Count > lanesMax)
        {
            foreach (var lane in _lanes.Values.Where(l => l.Waiting == 0 && l.UnderWay == 0).ToList())
            {
                _lanes.Remove(lane.Receiver);
            }
        }
    }

    /// <summary>The last event of a shard with which everything before is told.</summary>
    /// <param name="position">The last event read.</param>
    public long ToldUpTo(int shard, long position) =>
        _open[shard] is { Count: > 0 } open ? open.Min - 1 : position;

    /// <summary>When the oldest fact that is not told was or will be due; null when there is none.</summary>
    public Stamp? OldestDue
    {
        get
        {
            var oldest = NextDue;
            foreach (var lane in _lanes.Values)
            {
                if (lane.OldestDue is { } due && (oldest is not { } known || due < known))
                {
                    oldest = due;
                }
            }

            return oldest;
        }
    }

    /// <summary>Parks what is due behind a moment, the last first, until a quarter of the memory is used.</summary>
    /// <returns>Whether there was any.</returns>
    private bool Park(Stamp behind, WebhookOptions options)
    {
        _changes = 0;
        var far = _blocks.UnorderedItems.Where(item => item.Element.MayPark(behind)).ToList();
        far.Sort((a, b) => b.Priority.CompareTo(a.Priority));
        foreach (var (block, _) in far)
        {
            if (_held <= options.FactsMax / 4 || ParkedBlocks >= options.ParkedMax)
            {
                break;
            }

            CountParked(block, 1);
            block.Park();
        }

        return far.Count > 0;
    }

    private void CountParked(OpenBlock block, int sign)
    {
        ParkedBlocks += sign;
        _held -= sign * block.Size;
        ParkedFacts += sign * block.Open;
        Facts -= sign * block.Open;
    }
}
