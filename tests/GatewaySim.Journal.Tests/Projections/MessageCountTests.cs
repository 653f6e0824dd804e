using GatewaySim.Domain;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal.Tests.Journals;

namespace GatewaySim.Journal.Tests.Projections;

/// <summary>The counts by status are those of the messages that the list has for the same query (P-27).</summary>
public sealed class MessageCountTests
{
    private const int Moments = 60;

    [Theory]
    [InlineData(Backend.Memory, 11), InlineData(Backend.Memory, 12), InlineData(Backend.Sqlite, 11)]
    [InlineData(Backend.Sqlite, 13)]
    public async Task P27_counts_are_those_of_the_listed_messages_at_any_moment(Backend backend, int seed)
    {
        using var test = TestJournal.Open(backend);
        var (stream, random) = (new RandomStream(seed, TestJournal.Shards), new Random(seed));
        for (var turn = 0; turn < 90; turn++)
        {
            Assert.Null(await test.SubmitAsync(stream.Next(test)));
        }

        var batches = test.Read.ListBatches(RandomStream.AllBatches(1));
        for (var n = 0; n < Moments; n++)
        {
            // From before the first message to after the last one's end; the events are 100 ns apart.
            var now = test.Now.Plus(TimeSpan.FromMilliseconds(n * 7_000 / Moments - 100));
            var query = RandomStream.AllMessages(random.Next(1, RandomStream.Accounts + 1)) with
            {
                Batch = random.Next(3) == 0 ? batches[random.Next(batches.Count)].Id : null,
                Direction = random.Next(3) == 0 ? (Direction)random.Next(2) : null,
                PhoneNumbers = random.Next(2) == 0 ? [] : [RandomStream.Numbers[n % 3], RandomStream.People[n % 7]],
                Since = random.Next(4) == 0 ? new(test.Now.Ticks - random.Next(300)) : null,
                Until = random.Next(4) == 0 ? new(test.Now.Ticks - random.Next(300)) : null,
            };
            var counts = test.Read.CountMessages(query with { After = (test.Now, batches[0].Id), CountMax = 1 }, now);
            Assert.True(
                Canonical.Of(Counted(test.Read.ListMessages(query), now)) == Canonical.Of(counts),
                $"Seed {seed}, question {n}: {Canonical.Of(query)} at {now}");
        }
    }

    [Theory, ClassData(typeof(Backends))]
    public async Task P27_the_counts_of_a_batch_are_its_size_before_during_and_after_its_dispatch(Backend backend)
    {
        using var test = TestJournal.Open(backend);
        var stream = new RandomStream(21, TestJournal.Shards);
        for (var turn = 0; turn < 60; turn++)
        {
            Assert.Null(await test.SubmitAsync(stream.Next(test)));
            foreach (var batch in test.Read.ListBatches(RandomStream.AllBatches(1)))
            {
                var query = RandomStream.AllMessages(1) with { Batch = batch.Id };
                var counts = test.Read.CountMessages(query, test.Now);
                Assert.Equal(batch.Size, counts.Sum(c => c.Messages));
                Assert.Equal(batch.Blocked, counts.Where(c => c.Outcome == Outcome.Blocked).Sum(c => c.Messages));
            }
        }
    }

    /// <summary>The same by plain means: every message's own record.</summary>
    private static IReadOnlyList<MessageCount> Counted(IEnumerable<MessageRecord> messages, Stamp now) =>
    [
        .. messages.GroupBy(m => m.Direction == Direction.Inbound
                ? (m.Direction, MessageStage.Final, Outcome.Delivered)
                : (m.Direction, MessageProgress.At(m.Dispatch, now).Stage, MessageProgress.At(m.Dispatch, now).Outcome))
            .OrderBy(g => g.Key)
            .Select(g => new MessageCount(
                g.Key.Direction, g.Key.Item2, g.Key.Item3, g.Count(),
                g.Sum(m => (long)Segments.Count(m.Text, SegmentRule.Packed).Parts))),
    ];
}
