using System.Diagnostics;
using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal.Tests.Journals;

namespace GatewaySim.Journal.Tests.Sqlite;

/// <summary>What a journal stores that is made to fail, and what it says.</summary>
public sealed class JournalFaultTests : IJournalFaults, IDisposable
{
    private static readonly Address Number = Address.Parse("+16505550100");
    private static readonly Scope Sender = Scope.OfSender(1, Number);
    private static readonly int Shard = Sender.ShardOf(TestJournal.Shards);

    private readonly TestJournal _test;
    private JournalFault _fault;
    private int _asked;

    public JournalFaultTests() => _test = TestJournal.Open(Backend.Sqlite, this);

    public JournalFault OfTransaction()
    {
        var fault = _fault;
        Interlocked.Increment(ref _asked);
        return fault;
    }

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task A_refused_transaction_is_stored_or_not_as_it_was_ordered(bool before, int events)
    {
        await _test.AppendAsync(Sender, Optout(1));
        _fault = new(TimeSpan.Zero, RefusesBefore: before, RefusesAfter: !before, CancellationToken.None);
        var refused = Append(2);
        Assert.IsType<JournalException>(await _test.SubmitAsync(refused));
        Assert.Equal(1, refused.Completions);
        Assert.Equal(events, Listing.OfShard(_test.Journal, Shard).Count);

        // An owner that reads where its stream ends goes on.
        _fault = default;
        _test.Reread();
        await _test.AppendAsync(Sender, Optout(3));
        Assert.Equal(events + 1, Listing.OfShard(_test.Journal, Shard).Count);
    }

    [Fact]
    public async Task Turns_end_in_the_order_in_which_they_were_submitted_though_one_is_refused()
    {
        List<int> ended = [];
        _fault = new(TimeSpan.Zero, RefusesBefore: true, RefusesAfter: false, CancellationToken.None);
        var appends = Enumerable.Range(0, 5).Select(n => Append(n, () => ended.Add(n))).ToList();
        appends.ForEach(_test.Journal.Submit);
        foreach (var append in appends)
        {
            Assert.NotNull(await append.Done);
        }

        Assert.Equal([0, 1, 2, 3, 4], ended);
        Assert.Empty(Listing.OfShard(_test.Journal, Shard));
    }

    [Fact]
    public async Task A_mark_is_kept_whatever_is_refused()
    {
        // While one transaction is held up, the mark and a turn come together into the next.
        using var ends = new CancellationTokenSource();
        _fault = new(TimeSpan.FromMinutes(10), RefusesBefore: false, RefusesAfter: false, ends.Token);
        var held = Append(1);
        _test.Journal.Submit(held);
        while (Volatile.Read(ref _asked) == 0)
        {
            await Task.Yield();
        }

        _fault = new(TimeSpan.Zero, RefusesBefore: true, RefusesAfter: false, CancellationToken.None);
        var refused = Append(2);
        _test.Journal.KeepMark("place", [7]);
        _test.Journal.Submit(refused);
        await ends.CancelAsync();
        Assert.Null(await held.Done);
        Assert.NotNull(await refused.Done);
        _test.Restart();
        Assert.Equal([7], _test.Journal.FindMark("place"));
    }

    [Fact]
    public async Task A_slow_transaction_takes_so_long_and_no_longer_than_it_must()
    {
        using var ends = new CancellationTokenSource();
        _fault = new(TimeSpan.FromMilliseconds(200), RefusesBefore: false, RefusesAfter: false, ends.Token);
        var start = Stopwatch.GetTimestamp();
        await _test.AppendAsync(Sender, Optout(1));
        Assert.True(Stopwatch.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(195));

        _fault = _fault with { Delay = TimeSpan.FromMinutes(10) };
        var held = Append(2);
        _test.Journal.Submit(held);
        Assert.False(held.Done.IsCompleted);
        await ends.CancelAsync();
        Assert.Null(await held.Done.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Equal(2, _asked);
    }

    private TestAppend Append(int recipient, Action? completed = null)
    {
        var append = _test.Begin(Shard, completed);
        _test.Add(append, Sender, Optout(recipient));
        return append;
    }

    private static RecipientOptedOut Optout(int n) =>
        new(new(15_552_000_000UL + (ulong)n), Number, ConsentCause.Of(ConsentSource.Api));
}
