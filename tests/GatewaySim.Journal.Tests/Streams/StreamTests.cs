using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal.Tests.Journals;

namespace GatewaySim.Journal.Tests.Streams;

/// <summary>What every journal promises about its streams.</summary>
public sealed class StreamTests
{
    private static readonly Scope Account = Scope.OfAccount(1);

    [Theory, ClassData(typeof(Backends))]
    public void A_new_journal_is_empty(Backend backend)
    {
        using var test = TestJournal.Open(backend);
        Assert.Equal(new JournalInfo(TestJournal.Shards, 1), test.Journal.Info);
        for (var shard = 0; shard < TestJournal.Shards; shard++)
        {
            var head = test.Journal.HeadOf(shard);
            Assert.Equal((0L, Stamp.None), (head.Sequence, head.At));
            Assert.Equal(new byte[StreamHead.HashBytes], head.Hash);
            Assert.Equal(0, test.Journal.RecoveryPointOf(shard));
            Assert.Null(test.Journal.FindSnapshot(shard, Account));
            Assert.Empty(Listing.OfShard(test.Journal, shard));
        }
    }

    [Theory, ClassData(typeof(Backends))]
    public async Task What_is_appended_is_read_in_order_without_gaps_and_the_hashes_hold(Backend backend)
    {
        using var test = TestJournal.Open(backend);
        var events = new EventGenerator(1, large: true);
        var expected = Enumerable.Range(0, TestJournal.Shards).Select(_ => new List<string>()).ToArray();
        for (var turn = 0; turn < 40; turn++)
        {
            var append = test.Begin(turn % TestJournal.Shards);
            for (var n = events.Random.Next(6); n > 0; n--)
            {
                var @event = events.Event(events.Random.Next(6));
                test.Add(append, Account, @event);
                expected[append.Shard].Add(Canonical.Of(@event));
            }

            Assert.Null(await test.SubmitAsync(append));
        }

        test.Restart();
        for (var shard = 0; shard < TestJournal.Shards; shard++)
        {
            var lines = Listing.OfShard(test.Journal, shard);
            Assert.Equal(expected[shard].Count, lines.Count);
            Assert.All(
                lines.Zip(expected[shard]), pair => Assert.Contains(pair.Second, pair.First, StringComparison.Ordinal));
        }
    }

    [Theory, ClassData(typeof(Backends))]
    public async Task An_event_keeps_its_place_stamp_scope_and_name(Backend backend)
    {
        using var test = TestJournal.Open(backend);
        foreach (var scope in new[]
        {
            Scope.OfAccount(int.MaxValue), Scope.OfSender(1, Address.Parse("+16505550100")),
            Scope.OfSender(2, Address.Parse("12345")), Scope.OfSender(3, Address.Parse("Shop 24")),
            Scope.OfProfile(1, Guid.Parse("0195f9c2-7b1e-8abc-8def-0123456789ab")),
        })
        {
            var @event = Wildcard(1);
            var append = test.Begin(3);
            var id = test.Add(append, scope, @event);
            Assert.Null(await test.SubmitAsync(append));

            var seen = 0;
            test.Journal.Visit(3, id.Sequence - 1, id.Sequence, (in stored) =>
            {
                Assert.Equal(
                    (id, test.Now, scope, "consent.wildcard-set.v1"),
                    (stored.Id, stored.At, stored.Scope, stored.Name));
                Assert.Equal(@event, stored.Decode());
                return ++seen > 0;
            });
            Assert.Equal(1, seen);
        }
    }

    [Theory, ClassData(typeof(Backends))]
    public async Task A_visit_begins_after_its_first_ends_with_its_last_and_stops_when_told(Backend backend)
    {
        using var test = TestJournal.Open(backend);
        await test.AppendAsync(Account, [.. Enumerable.Range(1, 10).Select(n => Wildcard(n))]);
        var shard = Account.ShardOf(TestJournal.Shards);

        Assert.Equal([4, 5, 6], Sequences(3, 6));
        Assert.Equal([10], Sequences(9, long.MaxValue));
        Assert.Empty(Sequences(10, long.MaxValue));
        Assert.Empty(Sequences(6, 6));
        Assert.Equal([1, 2], Sequences(0, long.MaxValue, atMost: 2));

        IEnumerable<long> Sequences(long after, long upTo, int atMost = int.MaxValue)
        {
            var seen = new List<long>();
            test.Journal.Visit(shard, after, upTo, (in stored) =>
            {
                seen.Add(stored.Sequence);
                return seen.Count < atMost;
            });
            return seen;
        }
    }

    [Theory, ClassData(typeof(Backends))]
    public async Task A_visitor_may_read_the_journal(Backend backend)
    {
        using var test = TestJournal.Open(backend);
        await test.AppendAsync(Account, Wildcard(1), Wildcard(2));
        var shard = Account.ShardOf(TestJournal.Shards);
        var heads = new List<long>();
        test.Journal.Visit(shard, 0, long.MaxValue, (in _) =>
        {
            heads.Add(test.Journal.HeadOf(shard).Sequence);
            return true;
        });
        Assert.Equal([2, 2], heads);
    }

    [Theory, ClassData(typeof(Backends))]
    public async Task A_snapshot_replaces_the_one_before_and_belongs_to_one_scope_of_one_shard(Backend backend)
    {
        using var test = TestJournal.Open(backend);
        var other = Scope.OfAccount(2);
        var append = test.Begin(1);
        test.Add(append, Account, Wildcard(1));
        append.AddSnapshot(Account, 1, [1, 2, 3]);
        append.AddSnapshot(other, 1, []);
        Assert.Null(await test.SubmitAsync(append));

        // Without events: what an idle entity leaves behind.
        append = test.Begin(1);
        append.AddSnapshot(Account, 7, [4]);
        Assert.Null(await test.SubmitAsync(append));

        test.Restart();
        Assert.Equal("7 x'04'", Found(1, Account));
        Assert.Equal("1 x''", Found(1, other));
        Assert.Null(test.Journal.FindSnapshot(0, Account));

        string Found(int shard, Scope scope)
        {
            var snapshot = test.Journal.FindSnapshot(shard, scope)!;
            return $"{snapshot.Sequence} {Canonical.Of((ReadOnlyMemory<byte>)snapshot.State)}";
        }
    }

    [Theory, ClassData(typeof(Backends))]
    public async Task A_recovery_point_stays_until_the_next_one(Backend backend)
    {
        using var test = TestJournal.Open(backend);
        await Append(5);
        await Append(null);
        test.Restart();
        Assert.Equal(5, test.Journal.RecoveryPointOf(2));
        await Append(9);
        await Append(8);
        Assert.Equal(8, test.Journal.RecoveryPointOf(2));
        Assert.Equal(0, test.Journal.RecoveryPointOf(1));

        async Task Append(long? point)
        {
            var append = test.Begin(2);
            append.RecoveryPoint = point;
            Assert.Null(await test.SubmitAsync(append));
        }
    }

    [Theory, ClassData(typeof(Backends))]
    public async Task Turns_of_a_shard_complete_once_each_and_in_order(Backend backend)
    {
        // Goal: no answer overtakes another of its shard. Method: four owners submit 500 turns each without waiting,
        // some of them empty, and note what is completed.
        using var test = TestJournal.Open(backend);
        var completed = Enumerable.Range(0, TestJournal.Shards).Select(_ => new List<int>()).ToArray();
        var owners = Enumerable.Range(0, TestJournal.Shards).Select(shard => Task.Run(async () =>
        {
            var head = test.Journal.HeadOf(shard);
            var appends = new List<TestAppend>();
            for (var n = 0; n < 500; n++)
            {
                var turn = n;
                var append = new TestAppend(shard, head, () => completed[shard].Add(turn));
                for (var left = n % 3; left > 0; left--)
                {
                    append.With(head, new(n * 10 - left + 3), Account, Wildcard(n + 1));
                }

                test.Journal.Submit(append);
                appends.Add(append);
            }

            foreach (var append in appends)
            {
                Assert.Null(await append.Done);
                Assert.Equal(1, append.Completions);
            }
        }));
        await Task.WhenAll(owners);

        Assert.All(completed, turns => Assert.Equal(Enumerable.Range(0, 500), turns));
        Assert.All(
            Enumerable.Range(0, TestJournal.Shards),
            shard => Assert.Equal(499, Listing.OfShard(test.Journal, shard).Count));
    }

    [Fact]
    public async Task A_closed_journal_refuses_turns_and_says_so()
    {
        using var test = TestJournal.Open(Backend.Sqlite);
        await test.AppendAsync(Account, Wildcard(1));
        test.Journal.Dispose();
        var append = test.Begin(0);
        var error = await test.SubmitAsync(append);
        Assert.Equal("The journal is closed.", error?.Message);
    }

    private static WildcardSet Wildcard(int n) =>
        new(new PhoneNumber(15_552_000_000UL + (ulong)n), ConsentStatus.OptOut, ConsentSource.Api);
}
