using GatewaySim.Actors.Counting;
using GatewaySim.Actors.Faults;
using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Journal;

namespace GatewaySim.Actors.Webhooks;

/// <summary>
/// Delivers webhooks, at least once: everything that must be told is read from the journal, and what has been told is
/// noted beside it.
/// </summary>
/// <remarks>
/// For one thread, which calls <see cref="Step"/>; only <see cref="Ended"/> and <see cref="MayHaveEndpoints"/> may be
/// called by others. Sending happens elsewhere.
/// </remarks>
internal sealed partial class Pump
{
    /// <summary>Receivers that one endpoint keeps though nothing waits for them.</summary>
    private const int IdleLanesMax = 64;

    /// <summary>Orders of one endpoint to send again that wait to be read.</summary>
    private const int RedeliveriesMax = 16;

    /// <summary>The longest that a message may take from its dispatch to its end: the validity of an SMS.</summary>
    private static readonly TimeSpan OldestMax = TimeSpan.FromHours(72);

    private static readonly TimeSpan TickEvery = TimeSpan.FromSeconds(1);

    private readonly IJournal _journal;
    private readonly JournalTail _tail;
    private readonly Func<Stamp> _now;
    private readonly IReadOnlyList<IWebhookSource> _sources;
    private readonly WebhookOptions _options;
    private readonly Action<Delivery> _send;
    private readonly FaultBoard _faults;
    private readonly FeedReader _reader;
    private readonly Func<OpenBlock, FactBlock> _readAgain;
    private readonly Dictionary<string, Feed> _feeds = [];
    private readonly System.Collections.Concurrent.ConcurrentQueue<Delivery> _ended = new();
    private readonly Queue<DeadEvent> _dead = new();
    private int[] _versions;
    private DeliveryMark? _before;
    private Stamp _markedAt;
    private Stamp _tickedAt;
    private long _markedPosition;

    /// <param name="now">The simulation's clock.</param>
    /// <param name="send">Begins one attempt elsewhere; its end comes back by <see cref="Ended"/>.</param>
    /// <param name="faults">What goes wrong on purpose; null for nothing.</param>
    public Pump(
        IJournal journal, JournalTail tail, Func<Stamp> now, IReadOnlyList<IWebhookSource> sources,
        WebhookOptions options, Action<Delivery> send, FaultBoard? faults = null, WebhookCounts? counts = null)
    {
        Counts = counts ?? new(meter: null);
        _faults = faults ?? new(0);
        _plan = _faults.Plan;
        (_journal, _tail, _now, _sources, _options, _send) = (journal, tail, now, sources, options, send);
        _reader = new(journal, tail, options);
        _readAgain = _reader.Read;
        _versions = [.. sources.Select(_ => int.MinValue)];
        _before = journal.FindMark(DeliveryMark.Name) is { } bytes ? DeliveryMark.FromBytes(bytes) : null;
        if (_before is not null)
        {
            _before.Positions.CopyTo(_reader.Positions, 0);
        }
    }

    public IReadOnlyCollection<Feed> Feeds => _feeds.Values;

    public IReadOnlyCollection<DeadEvent> Dead => _dead;

    public WebhookCounts Counts { get; }

    public FeedReader Reader => _reader;

    /// <summary>Attempts under way.</summary>
    public int UnderWay { get; private set; }

    /// <summary>
    /// Whether there is an endpoint, or may be one since the last step. Nobody else needs a step for each event. From
    /// any thread, and cheap.
    /// </summary>
    public bool MayHaveEndpoints
    {
        get
        {
            if (_feeds.Count > 0)
            {
                return true;
            }

            var versions = Volatile.Read(ref _versions);
            for (var source = 0; source < versions.Length; source++)
            {
                if (_sources[source].Version != versions[source])
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Takes an attempt back whose answer is known. From any thread.</summary>
    public void Ended(Delivery delivery) => _ended.Enqueue(delivery);

    /// <summary>
    /// Whether everything due is told, as of the last step; what is left is due later, or waits for its next attempt.
    /// </summary>
    public bool IsAtRest { get; private set; }

    /// <summary>When the next callback is due, as of the last step; null for none.</summary>
    public Stamp? NextDue { get; private set; }

    /// <summary>When the clock brings something next that is no callback yet, as a reminder; or null.</summary>
    public Stamp? NextTick =>
        _sources.Aggregate((Stamp?)null, (next, source) => Earlier(next, source.NextTick(_now())));

    /// <summary>Does what can be done now.</summary>
    /// <returns>When there is something to do again without anything happening; null for never.</returns>
    public Stamp? Step()
    {
        var now = _now();

        // 1. What came back.
        Drain();

        // 2. How far the journal goes, then who wants to be told: in this order, so that who was there when an event
        //    was acknowledged hears of it.
        _reader.Look();
        RefreshPlan();
        Refresh();
        Tick(now);

        // 3. What happened.
        var more = _reader.ReadLive();
        Stamp? next = null;
        foreach (var feed in _feeds.Values)
        {
            if (feed.IsIdle)
            {
                continue;
            }

            more |= _reader.CatchUp(feed) | _reader.Redeliver(feed);

            // 4. What is due, to its receivers.
            Take(feed, now);
            Start(feed, now);
            more |= feed.MakeRoom(now, _options) && (feed.Behind is not null || feed.Redeliveries.Count > 0);
            next = Earlier(next, NextOf(feed));
        }

        NextDue = next;
        IsAtRest = !more && UnderWay == 0 && _ended.IsEmpty && !(next <= now)
            && _feeds.Values.All(f => f.Lanes.All(l => l.Ready.Count == 0));

        // 5. How far it came.
        next = Earlier(next, Mark(now));
        return more ? now : next;
    }

    /// <summary>Notes how far delivery has come, at once.</summary>
    public void MarkNow()
    {
        var feeds = _feeds.Values.Where(f => !f.IsTold || f.Behind is not null)
            .ToDictionary(f => f.Endpoint.Id, MarkOf);
        _journal.KeepMark(DeliveryMark.Name, new DeliveryMark([.. _reader.Positions], feeds).ToBytes());
        _markedAt = _now();
        _markedPosition = _reader.Positions.Sum();
    }

    private FeedMark MarkOf(Feed feed)
    {
        var read = feed.Behind ?? _reader.Positions;
        if (feed.Before is { } before)
        {
            // Until it is past the old mark, the old mark says more.
            if (before.Read.Where((position, shard) => read[shard] < position).Any())
            {
                return before;
            }

            feed.Before = null;
        }

        var told = new long[read.Length];
        for (var shard = 0; shard < told.Length; shard++)
        {
            told[shard] = feed.ToldUpTo(shard, read[shard]);
        }

        return new(told, [.. read], feed.OldestDue is { } due ? new(due.Ticks - 1) : new(Stamp.TicksMax));
    }

    private void Refresh()
    {
        var versions = _sources.Select(s => s.Version).ToArray();
        if (versions.AsSpan().SequenceEqual(_versions))
        {
            return;
        }

        _versions = versions;
        var wanted = _sources.SelectMany(s => s.List()).ToDictionary(e => e.Id);
        foreach (var id in _feeds.Keys.Where(id => !wanted.ContainsKey(id)).ToList())
        {
            // What is under way for it comes back to nobody.
            _feeds.Remove(id);
        }

        foreach (var endpoint in wanted.Values)
        {
            if (_feeds.TryGetValue(endpoint.Id, out var known))
            {
                known.Endpoint = endpoint;
                continue;
            }

            var feed = new Feed(endpoint, _tail.Shards);
            if (_before?.Feeds.GetValueOrDefault(endpoint.Id) is { } mark)
            {
                feed.Before = mark;
                feed.Behind = [.. mark.Told];
            }

            _feeds.Add(endpoint.Id, feed);
        }

        // The first endpoints of a journal that nobody has read for yet begin at its end or at their own beginning,
        // which is later than what was there before them.
        if (_before is null && _feeds.Count == 0)
        {
            for (var shard = 0; shard < _tail.Shards; shard++)
            {
                _reader.Positions[shard] = _reader.HeadOf(shard);
            }
        }

        _before = null;
        _reader.Index(_feeds.Values);
        MarkNow();
    }

    private void Tick(Stamp now)
    {
        if (now < _tickedAt.Plus(TickEvery) && now >= _tickedAt && !(NextTick <= now))
        {
            return;
        }

        _tickedAt = now;
        foreach (var (endpoint, facts) in _sources.SelectMany(s => s.Tick(now)))
        {
            if (_feeds.TryGetValue(endpoint, out var feed) && feed.Facts < _options.FactsMax)
            {
                feed.Add(new(facts, counts: false));
            }
        }
    }

    /// <summary>Notes now and then how far it came, while there is something to note.</summary>
    private Stamp? Mark(Stamp now)
    {
        if (_feeds.Count == 0 || (_reader.Positions.Sum() == _markedPosition && _feeds.Values.All(f => f.IsIdle)))
        {
            return null;
        }

        var due = _markedAt.Plus(TimeSpan.FromMilliseconds(_options.MarkMs));
        if (now < due && now >= _markedAt)
        {
            return due;
        }

        MarkNow();
        return null;
    }

    private static Stamp? Earlier(Stamp? a, Stamp? b) =>
        a is not { } x ? b : b is not { } y ? a : x < y ? x : y;
}
