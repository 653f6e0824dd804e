using GatewaySim.Domain;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal.Tests.Journals;

namespace GatewaySim.Journal.Tests.Projections;

/// <summary>P-35: walking the pages returns everything that was there all the time exactly once.</summary>
public sealed class PagingTests
{
    private static readonly int[] Sizes = [1, 2, 3, 7, 50, 1_001];

    [Theory, ClassData(typeof(Backends))]
    public async Task P35_pages_of_messages_hold_every_message_once_newest_first(Backend backend)
    {
        using var test = await FilledAsync(backend);
        foreach (var query in new[]
        {
            RandomStream.AllMessages(1), RandomStream.AllMessages(2),
            RandomStream.AllMessages(1) with { PhoneNumbers = [RandomStream.People[0], RandomStream.Numbers[2]] },
            RandomStream.AllMessages(1) with { Direction = Domain.Messages.Direction.Inbound },
        })
        {
            var all = Text(test.Read.ListMessages(query));
            Assert.NotEmpty(all);
            foreach (var size in Sizes.Where(s => s > 1 || all.Count < 2_000))
            {
                Assert.Equal(all, Walk(
                    query with { CountMax = size }, (q, m) => q with { After = (m.AcceptedAt, m.Id) },
                    q => test.Read.ListMessages(q), size));
            }
        }
    }

    [Theory, ClassData(typeof(Backends))]
    public async Task P35_pages_of_one_batch_hold_every_message_once(Backend backend)
    {
        using var test = await FilledAsync(backend);
        foreach (var batch in test.Read.ListBatches(RandomStream.AllBatches(1)))
        {
            var query = RandomStream.AllMessages(1) with { Batch = batch.Id };
            var all = Text(test.Read.ListMessages(query));
            Assert.Equal(batch.Size, all.Count);
            var size = batch.Size > 1_000 ? 5_000 : 4;
            Assert.Equal(all, Walk(query with { CountMax = size }, (q, m) => q with { After = (m.AcceptedAt, m.Id) },
                q => test.Read.ListMessages(q), size));
        }
    }

    [Theory, ClassData(typeof(Backends))]
    public async Task P35_pages_of_batches_hold_every_batch_once(Backend backend)
    {
        using var test = await FilledAsync(backend);
        var all = Text(test.Read.ListBatches(RandomStream.AllBatches(1)));
        Assert.Equal(all, Sizes.SelectMany(size => Walk(
            RandomStream.AllBatches(1) with { CountMax = size }, (q, b) => q with { After = (b.CreatedAt, b.Id) },
            q => test.Read.ListBatches(q), size)).Distinct());
        Assert.All(Sizes, size => Assert.Equal(all.Count, Walk(
            RandomStream.AllBatches(1) with { CountMax = size }, (q, b) => q with { After = (b.CreatedAt, b.Id) },
            q => test.Read.ListBatches(q), size).Count));
    }

    [Theory, ClassData(typeof(Backends))]
    public async Task P35_pages_of_consents_hold_every_record_once_by_place_and_by_number(Backend backend)
    {
        using var test = await FilledAsync(backend);
        foreach (var provider in Enum.GetValues<Provider>())
        {
            var query = RandomStream.AllConsents(provider, 1);
            var all = Text(test.Read.ListConsents(query));
            Assert.NotEmpty(all);
            Assert.Equal(all.Count, test.Read.CountConsents(query with { CountMax = 1, Offset = 3 }));
            foreach (var size in Sizes)
            {
                Assert.Equal(all, Walk(query with { CountMax = size }, (q, _) => q with { Offset = q.Offset + size },
                    q => test.Read.ListConsents(q), size));

                // The network's records are listed by number only: those of one adoption share their place.
                if (provider != Provider.None)
                {
                    Assert.Equal(all, Walk(
                        query with { CountMax = size }, (q, c) => q with { After = (c.ModifiedAt, c.Event) },
                        q => test.Read.ListConsents(q), size));
                }
            }
        }
    }

    [Theory, ClassData(typeof(Backends))]
    public async Task P35_what_comes_during_a_walk_neither_repeats_nor_hides_anything(Backend backend)
    {
        using var test = TestJournal.Open(backend);
        var stream = new RandomStream(5, TestJournal.Shards);
        await FillAsync(test, stream);
        var before = Text(test.Read.ListMessages(RandomStream.AllMessages(1))).Select(Id).ToList();
        var walked = new List<string>();
        var query = RandomStream.AllMessages(1) with { CountMax = 97 };
        while (test.Read.ListMessages(query) is [.., var last] page)
        {
            walked.AddRange(page.Select(m => m.Id.ToString()));
            Assert.InRange(walked.Count, 0, before.Count);
            query = query with { After = (last.AcceptedAt, last.Id) };
            Assert.Null(await test.SubmitAsync(stream.Next(test)));
        }

        Assert.Equal(before, walked);
    }

    private static string Id(string message) =>
        message[message.IndexOf("Id ", StringComparison.Ordinal)..].Split(' ', ',')[1];

    private static async Task<TestJournal> FilledAsync(Backend backend)
    {
        var test = TestJournal.Open(backend);
        await FillAsync(test, new RandomStream(5, TestJournal.Shards));
        return test;
    }

    private static async Task FillAsync(TestJournal test, RandomStream stream)
    {
        for (var turn = 0; turn < 80; turn++)
        {
            Assert.Null(await test.SubmitAsync(stream.Next(test)));
        }
    }

    private static List<string> Walk<TQuery, T>(
        TQuery query, Func<TQuery, T, TQuery> next, Func<TQuery, IReadOnlyList<T>> list, int size)
    {
        var (walked, seen) = (new List<string>(), new HashSet<string>());
        while (list(query) is [.., var last] page)
        {
            Assert.InRange(page.Count, 1, size);
            foreach (var record in Text(page))
            {
                Assert.True(seen.Add(record), $"On two pages: {record}");
                walked.Add(record);
            }

            query = next(query, last);
        }

        return walked;
    }

    private static List<string> Text<T>(IEnumerable<T> records) => [.. records.Select(r => Canonical.Of(r))];
}
