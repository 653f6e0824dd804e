using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal.Tests.Journals;

namespace GatewaySim.Journal.Tests.Streams;

/// <summary>G6: one owner per stream. Whoever was replaced cannot write.</summary>
public sealed class OwnerTests
{
    private static readonly Scope Account = Scope.OfAccount(1);

    [Theory, ClassData(typeof(Backends))]
    public async Task A_replaced_owner_is_refused_and_nothing_of_it_is_stored(Backend backend)
    {
        using var test = TestJournal.Open(backend);
        var replaced = test.Journal.HeadOf(0);
        Assert.Null(await test.SubmitAsync(test.Begin(0).With(test.HeadOf(0), test.Next(), Account, Wildcard(1))));

        var late = new TestAppend(0, replaced).With(replaced, test.Next(), Account, Wildcard(2));
        late.AddSnapshot(Account, 1, [1]);
        late.RecoveryPoint = 1;
        Assert.IsType<OwnerReplacedException>(await test.SubmitAsync(late));

        Assert.Single(Listing.OfShard(test.Journal, 0));
        Assert.Null(test.Journal.FindSnapshot(0, Account));
        Assert.Equal(0, test.Journal.RecoveryPointOf(0));
        Assert.Equal(1, test.Read.CountConsents(Everything));
    }

    [Theory, ClassData(typeof(Backends))]
    public async Task A_turn_without_events_is_refused_too_as_its_answers_stand_on_the_past(Backend backend)
    {
        using var test = TestJournal.Open(backend);
        var replaced = test.Journal.HeadOf(0);
        Assert.Null(await test.SubmitAsync(test.Begin(0).With(test.HeadOf(0), test.Next(), Account, Wildcard(1))));
        Assert.IsType<OwnerReplacedException>(await test.SubmitAsync(new TestAppend(0, replaced)));
    }

    [Theory, ClassData(typeof(Backends))]
    public async Task Turns_of_other_shards_in_the_same_group_are_stored(Backend backend)
    {
        using var test = TestJournal.Open(backend);
        var replaced = test.Journal.HeadOf(1);
        Assert.Null(await test.SubmitAsync(test.Begin(1).With(test.HeadOf(1), test.Next(), Account, Wildcard(1))));

        var first = test.Begin(0).With(test.HeadOf(0), test.Next(), Account, Wildcard(2));
        var late = new TestAppend(1, replaced).With(replaced, test.Next(), Account, Wildcard(3));
        var right = test.Begin(1).With(test.HeadOf(1), test.Next(), Account, Wildcard(4));
        var last = test.Begin(2).With(test.HeadOf(2), test.Next(), Account, Wildcard(5));
        SubmitTogether(test, first, late, right, last);

        Assert.Null(await first.Done);
        Assert.IsType<OwnerReplacedException>(await late.Done);
        Assert.Null(await right.Done);
        Assert.Null(await last.Done);
        Assert.Equal([1, 2, 1], Enumerable.Range(0, 3).Select(shard => Listing.OfShard(test.Journal, shard).Count));
    }

    [Theory, ClassData(typeof(Backends))]
    public async Task A_replaced_owners_later_turns_are_refused_even_when_their_numbers_fit_again(Backend backend)
    {
        // Goal: sequence numbers alone do not tell owners apart. Method: the replaced owner has two turns under way;
        // the second one continues number 1, and number 1 is there, but it is the new owner's.
        using var test = TestJournal.Open(backend);
        var replaced = test.Journal.HeadOf(0);
        Assert.Null(await test.SubmitAsync(test.Begin(0).With(test.HeadOf(0), test.Next(), Account, Wildcard(1))));

        var first = new TestAppend(0, replaced).With(replaced, test.Next(), Account, Wildcard(2));
        var second = new TestAppend(0, replaced).With(replaced, test.Next(), Account, Wildcard(3));
        SubmitTogether(test, first, second);
        Assert.IsType<OwnerReplacedException>(await first.Done);
        Assert.IsType<OwnerReplacedException>(await second.Done);
        Assert.Single(Listing.OfShard(test.Journal, 0));
    }

    [Theory, ClassData(typeof(Backends))]
    public async Task A_replaced_owner_that_reads_the_stream_again_may_write_again(Backend backend)
    {
        using var test = TestJournal.Open(backend);
        var replaced = test.Journal.HeadOf(0);
        Assert.Null(await test.SubmitAsync(test.Begin(0).With(test.HeadOf(0), test.Next(), Account, Wildcard(1))));
        Assert.NotNull(await test.SubmitAsync(new TestAppend(0, replaced)));

        test.Reread();
        Assert.Null(await test.SubmitAsync(test.Begin(0).With(test.HeadOf(0), test.Next(), Account, Wildcard(2))));
        Assert.Equal(2, Listing.OfShard(test.Journal, 0).Count);
    }

    private static Domain.Reading.ConsentQuery Everything { get; } =
        new(Provider.RingCentral, 1, null, null, [], [], null, null, null, null, 0, 100);

    /// <summary>Keeps the journal's thread busy meanwhile, so that the turns are taken as one group.</summary>
    private static void SubmitTogether(TestJournal test, params TestAppend[] appends)
    {
        using var submitted = new ManualResetEventSlim();
        if (test.Journal is not Memory.MemoryJournal)
        {
            test.Journal.Submit(test.Begin(3, submitted.Wait));
        }

        foreach (var append in appends)
        {
            test.Journal.Submit(append);
        }

        submitted.Set();
        Task.WaitAll(appends.Select(a => (Task)a.Done));
    }

    private static WildcardSet Wildcard(int n) =>
        new(new PhoneNumber(15_552_000_000UL + (ulong)n), ConsentStatus.OptOut, ConsentSource.Api);
}
