using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Journal;

namespace GatewaySim.Actors.Webhooks;

/// <summary>
/// Reads the journal for the endpoints: once for all that keep up, and apart for each that has fallen behind.
/// </summary>
/// <remarks>For one thread. Every call reads a bounded piece.</remarks>
internal sealed class FeedReader(IJournal journal, JournalTail tail, WebhookOptions options)
{
    /// <summary>Events of one piece.</summary>
    private const int EventsMax = 4_096;

    /// <summary>Facts of one piece, so that what was read is soon on its way.</summary>
    private const int FactsPieceMax = 65_536;

    private readonly FactReader _facts = new(journal);
    private readonly Dictionary<int, List<Feed>> _byAccount = [];
    private readonly Dictionary<Scope, List<Feed>> _byProfile = [];
    private readonly List<Feed> _candidates = [];
    private readonly long[] _heads = new long[tail.Shards];
    private int _firstShard;
    private int _events;
    private int _factCount;

    /// <summary>The last event read for those that keep up, by shard.</summary>
    public long[] Positions { get; } = new long[tail.Shards];

    /// <summary>
    /// Notes how far the journal goes. What is read next goes no further, so that who wants to be told can be looked up
    /// in between: whoever was there before an event is known when it is read.
    /// </summary>
    public void Look()
    {
        for (var shard = 0; shard < _heads.Length; shard++)
        {
            _heads[shard] = tail.HeadOf(shard);
        }
    }

    /// <summary>The last event of a shard at the last look.</summary>
    public long HeadOf(int shard) => _heads[shard];

    /// <summary>Takes over which endpoints there are.</summary>
    public void Index(IEnumerable<Feed> feeds)
    {
        _byAccount.Clear();
        _byProfile.Clear();
        foreach (var feed in feeds)
        {
            var list = feed.Endpoint.Scope.Kind == ScopeKind.Profile
                ? ListOf(_byProfile, feed.Endpoint.Scope)
                : ListOf(_byAccount, feed.Endpoint.Scope.Account);
            list.Add(feed);
        }

        static List<Feed> ListOf<TKey>(Dictionary<TKey, List<Feed>> lists, TKey key) where TKey : notnull
        {
            if (!lists.TryGetValue(key, out var list))
            {
                lists.Add(key, list = []);
            }

            return list;
        }
    }

    /// <summary>Reads on for the endpoints that keep up. Those whose memory is full fall behind.</summary>
    /// <returns>Whether there is more.</returns>
    public bool ReadLive()
    {
        (_events, _factCount) = (0, 0);
        var more = false;
        for (var n = 0; n < Positions.Length; n++)
        {
            var shard = (_firstShard + n) % Positions.Length;
            var head = _heads[shard];
            if (Positions[shard] >= head)
            {
                continue;
            }

            if (_byAccount.Count == 0 && _byProfile.Count == 0)
            {
                Positions[shard] = head;
            }
            else if (_events < EventsMax && _factCount < FactsPieceMax)
            {
                journal.Visit(shard, Positions[shard], head, PushLive);
            }

            more |= Positions[shard] < head;
        }

        _firstShard = (_firstShard + 1) % Positions.Length;
        return more;
    }

    /// <summary>Reads on for an endpoint that has fallen behind, as far as it has room.</summary>
    /// <returns>Whether there is more that it has room for.</returns>
    public bool CatchUp(Feed feed)
    {
        if (feed.Behind is not { } behind || feed.Facts > options.FactsMax / 2)
        {
            return false;
        }

        (_events, _factCount) = (0, 0);
        for (var shard = 0; shard < behind.Length; shard++)
        {
            if (behind[shard] < Positions[shard] && MayGoOn(feed))
            {
                journal.Visit(shard, behind[shard], Positions[shard], (in stored) =>
                {
                    behind[stored.Shard] = stored.Sequence;
                    if (feed.Endpoint.Scope.Covers(stored.Scope) && stored.At > feed.Endpoint.Since)
                    {
                        Push(feed, _facts.Read(stored, feed.Endpoint.Kinds));
                    }

                    return ++_events < EventsMax && MayGoOn(feed);
                });
            }
        }

        if (behind.AsSpan().SequenceEqual(Positions))
        {
            feed.Behind = null;
            return false;
        }

        return feed.Facts <= options.FactsMax / 2;
    }

    /// <summary>Reads on for what an operator wants to be sent again.</summary>
    /// <returns>Whether there is more that there is room for.</returns>
    public bool Redeliver(Feed feed)
    {
        if (!feed.Redeliveries.TryPeek(out var redelivery) || feed.Facts > options.FactsMax / 2)
        {
            return false;
        }

        (_events, _factCount) = (0, 0);
        for (var shard = 0; shard < redelivery.Positions.Length; shard++)
        {
            if (redelivery.Positions[shard] < redelivery.Ends[shard] && MayGoOn(feed))
            {
                journal.Visit(shard, redelivery.Positions[shard], redelivery.Ends[shard], (in stored) =>
                {
                    redelivery.Positions[stored.Shard] = stored.Sequence;
                    if (feed.Endpoint.Scope.Covers(stored.Scope) && stored.At > feed.Endpoint.Since
                        && _facts.Read(stored, feed.Endpoint.Kinds & redelivery.Order.Kinds) is { } block
                        && feed.Endpoint.MayMatch(block))
                    {
                        _factCount += block.Count;
                        feed.Add(new(block, counts: false) { Redelivery = redelivery });
                    }

                    return ++_events < EventsMax && MayGoOn(feed);
                });
            }
        }

        if (redelivery.IsRead)
        {
            feed.Redeliveries.Dequeue();
        }

        return feed.Redeliveries.Count > 0 && feed.Facts <= options.FactsMax / 2;
    }

    /// <summary>Reads a parked block again.</summary>
    public FactBlock Read(OpenBlock block)
    {
        FactBlock? facts = null;
        journal.Visit(block.Id.Shard, block.Id.Sequence - 1, block.Id.Sequence, (in stored) =>
        {
            facts = _facts.Read(stored, block.Kinds);
            return false;
        });
        Invariant.Holds(facts is not null);
        return facts!;
    }

    /// <summary>The last event before a moment, found by halving: stamps of a stream only grow.</summary>
    public long LastBefore(int shard, Stamp at)
    {
        var (low, high) = (0L, tail.HeadOf(shard));
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            var isBefore = true;
            journal.Visit(shard, middle - 1, middle, (in stored) =>
            {
                isBefore = stored.At < at;
                return false;
            });
            (low, high) = isBefore ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private bool MayGoOn(Feed feed) =>
        _events < EventsMax && _factCount < FactsPieceMax && feed.Facts < options.FactsMax;

    private bool PushLive(in StoredEvent stored)
    {
        // 1. Who keeps up and may want it.
        _candidates.Clear();
        var wanted = FactKinds.None;
        Collect(_byAccount.GetValueOrDefault(stored.Scope.Account), stored, ref wanted);
        Collect(_byProfile.GetValueOrDefault(stored.Scope), stored, ref wanted);

        // 2. Its facts, read once for all of them.
        var block = wanted == FactKinds.None ? null : _facts.Read(stored, wanted);
        foreach (var feed in _candidates)
        {
            if (block is not null && feed.Facts >= options.FactsMax && (block.Kinds & feed.Endpoint.Kinds) != 0)
            {
                feed.Behind = [.. Positions];
            }
            else
            {
                Push(feed, block);
            }
        }

        Positions[stored.Shard] = stored.Sequence;
        return ++_events < EventsMax && _factCount < FactsPieceMax;
    }

    private void Collect(List<Feed>? feeds, in StoredEvent stored, ref FactKinds wanted)
    {
        if (feeds is null)
        {
            return;
        }

        foreach (var feed in feeds)
        {
            if (feed.Behind is null && stored.At > feed.Endpoint.Since && feed.Endpoint.Scope.Covers(stored.Scope))
            {
                _candidates.Add(feed);
                wanted |= feed.Endpoint.Kinds;
            }
        }
    }

    private void Push(Feed feed, FactBlock? block)
    {
        if (block is null || (block.Kinds & feed.Endpoint.Kinds) == 0 || !feed.Endpoint.MayMatch(block))
        {
            return;
        }

        // What was told before a restart is not told again, as far as it was noted.
        var before = feed.Before;
        var isKnown = before is not null && block.Id.Sequence <= before.Read[block.Id.Shard];
        _factCount += block.Count;
        feed.Add(new(block, counts: true) { ToldThrough = isKnown ? before!.Through : Stamp.None });
    }
}
