using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal.Tests.Journals;

namespace GatewaySim.Journal.Tests.Projections;

/// <summary>Every backend answers as the journal in memory does, whose queries are plain loops.</summary>
public sealed class DifferentialTests
{
    private const int Turns = 120;
    private const int Questions = 250;

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6)]
    public async Task Backends_answer_alike(int seed)
    {
        using var reference = TestJournal.Open(Backend.Memory);
        using var other = TestJournal.Open(Backend.Sqlite);
        var (first, second) = (new RandomStream(seed, TestJournal.Shards), new RandomStream(seed, TestJournal.Shards));
        for (var turn = 0; turn < Turns; turn++)
        {
            Assert.Null(await reference.SubmitAsync(first.Next(reference)));
            Assert.Null(await other.SubmitAsync(second.Next(other)));
        }

        Assert.Equal(Listing.Of(reference.Journal), Listing.Of(other.Journal));
        Assert.Equal(
            Canonical.Of(RandomStream.Queries(reference.Read)), Canonical.Of(RandomStream.Queries(other.Read)));
        foreach (var id in first.Ids)
        {
            Same(r => r.FindBatch(id), id);
            Same(r => r.FindMessage(id), id);
        }

        var ask = new Questioner(new Random(seed), first.Ids, reference.Now);
        for (var n = 0; n < Questions; n++)
        {
            var (batches, messages, consents) = (ask.Batches(), ask.Messages(), ask.Consents());
            Same(r => r.ListBatches(batches), batches);
            Same(r => r.ListMessages(messages), messages);
            Same(r => r.ListConsents(consents), consents);
            Same(r => r.CountConsents(consents), consents);
            var (history, now, key) = (ask.History(), ask.Moment(), ask.Key());
            Same(r => r.ListConsentHistory(history), history);
            Same(r => r.CountMessages(messages, now), messages);
            Same(r => r.ListConsentsByRecipient(consents, key), (consents, key));
        }

        void Same(Func<IReadModel, object?> question, object asked)
        {
            var (expected, actual) = (Canonical.Of(question(reference.Read)), Canonical.Of(question(other.Read)));
            Assert.True(expected == actual, $"Seed {seed}, {Canonical.Of(asked)}:\n{expected}\n{actual}");
        }
    }

    /// <summary>Queries with each filter now and then.</summary>
    private sealed class Questioner(Random random, IReadOnlyList<MessageId> ids, Stamp now)
    {
        private const int Span = 700;

        public BatchQuery Batches() => new(
            Account(), Maybe(When), Maybe(When), Maybe(() => Any(RandomStream.Numbers)), Maybe(Flip), Place(), Count());

        public MessageQuery Messages() => new(
            Account(), Maybe(() => Any(ids)), Maybe(() => (Direction)random.Next(2)), Maybe(When), Maybe(When),
            Flip() ? [] : [Any(RandomStream.Numbers), Any(RandomStream.People)], Place(), Count());

        public ConsentQuery Consents() => new(
            (Provider)random.Next(3), Account(), Maybe(Flip), null,
            Flip() ? [] : [Any(RandomStream.Numbers), Any(RandomStream.Numbers)],
            Flip() ? [] : [Any(RandomStream.People), Any(RandomStream.People)],
            Maybe(() => Flip() ? ConsentStatus.OptIn : ConsentStatus.OptOut), Maybe(When), Maybe(When), Place(),
            Flip() ? 0 : random.Next(10), Count());

        public ConsentHistoryQuery History() => new(
            Account(), Flip() ? [] : [Any(RandomStream.People), Any(RandomStream.People)], Place(), Count());

        public Stamp Moment() => now.Plus(TimeSpan.FromMilliseconds(random.Next(-100, 7_000)));

        public (PhoneNumber, Address?)? Key() =>
            Maybe(() => (Any(RandomStream.People), Flip() ? Any(RandomStream.Numbers) : (Address?)null));

        private (Stamp, MessageId)? Place() => Maybe(() => (When(), Any(ids)));

        private Stamp When() => new(now.Ticks - random.Next(Span));

        private int Account() => random.Next(1, RandomStream.Accounts + 2);

        private int Count() => random.Next(3) == 0 ? random.Next(1, 5) : 1_001;

        private T? Maybe<T>(Func<T> value) where T : struct => random.Next(4) == 0 ? value() : null;

        private T Any<T>(IReadOnlyList<T> values) => values[random.Next(values.Count)];

        private bool Flip() => random.Next(2) == 0;
    }
}
