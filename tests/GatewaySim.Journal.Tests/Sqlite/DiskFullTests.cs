using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal.Tests.Journals;

namespace GatewaySim.Journal.Tests.Sqlite;

/// <summary>A full disk, as SQLite meets it when its file may not grow.</summary>
public sealed class DiskFullTests : IDisposable
{
    private static readonly Address Number = Address.Parse("+16505550100");
    private static readonly Scope Sender = Scope.OfSender(1, Number);
    private static readonly int Shard = Sender.ShardOf(TestJournal.Shards);

    private readonly TestJournal _test = TestJournal.Open(Backend.Sqlite);

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task An_append_fails_nothing_of_it_is_stored_and_it_goes_on_when_there_is_space_again()
    {
        await _test.AppendAsync(Sender, Batch(3));
        var (events, batches) = (Listing.Of(_test.Journal), Batches());

        // The first event of the append finds room, the second does not.
        LeavePages(14);
        var error = await _test.SubmitAsync(LargeBatch());
        Assert.IsType<JournalException>(error);
        Assert.Contains("full", error.Message, StringComparison.Ordinal);
        Assert.Equal((events, batches), (Listing.Of(_test.Journal), Batches()));

        LeavePages(1_000_000);
        _test.Reread();
        await _test.AppendAsync(Sender, Optout(1));
        await _test.AppendAsync(Sender, Batch(5));
        Assert.Equal(3, Listing.OfShard(_test.Journal, Shard).Count);
        Assert.Equal("5 3", Batches());
        Assert.Null(await _test.SubmitAsync(LargeBatch()));
        Assert.Equal("16385 5 3", Batches());
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(3), InlineData(5), InlineData(8), InlineData(13)]
    [InlineData(19), InlineData(20), InlineData(21), InlineData(22), InlineData(23), InlineData(24), InlineData(25)]
    public async Task However_little_room_is_left_an_append_is_stored_as_a_whole_or_not_at_all(int pages)
    {
        await _test.AppendAsync(Sender, Batch(3));
        var before = Listing.OfShard(_test.Journal, Shard);
        LeavePages(pages);
        var error = await _test.SubmitAsync(LargeBatch());
        LeavePages(1_000_000);
        _test.Reread();
        await _test.AppendAsync(Scope.OfSender(1, Address.Parse("+16505550101")), Optout(1));
        if (error is not null)
        {
            Assert.Equal("3", Batches());
            Assert.Equal(before, Listing.OfShard(_test.Journal, Shard));
        }
        else
        {
            Assert.Equal("16385 3", Batches());
        }
    }

    [Fact]
    public async Task Whoever_shares_the_failed_transaction_is_told_and_so_is_the_turn_behind()
    {
        await _test.AppendAsync(Sender, Batch(3));
        var before = Listing.Of(_test.Journal);
        LeavePages(5);
        using var submitted = new ManualResetEventSlim();
        _test.Journal.Submit(_test.Begin(Shard, submitted.Wait));
        var large = LargeBatch();
        var behind = _test.Begin(Shard);
        _test.Add(behind, Sender, Optout(1));
        var other = _test.Begin((Shard + 1) % TestJournal.Shards);
        var wildcard = new WildcardSet(new(15_552_000_001), ConsentStatus.OptOut, ConsentSource.Api);
        _test.Add(other, Scope.OfAccount(1), wildcard);
        foreach (var append in new[] { large, behind, other })
        {
            _test.Journal.Submit(append);
        }

        submitted.Set();
        Assert.NotNull(await large.Done);
        Assert.NotNull(await behind.Done);
        Assert.NotNull(await other.Done);
        Assert.Equal(before, Listing.Of(_test.Journal));
    }

    /// <summary>Some 20 pages in two events of one append.</summary>
    private TestAppend LargeBatch()
    {
        var append = _test.Begin(Shard);
        var id = _test.Add(append, Sender, Batch(MessageId.IndexesMax + 1));
        _test.Add(append, Sender, new BatchContinued(id.Sequence, MessageId.IndexesMax, Chunk(MessageId.IndexesMax)));
        return append;
    }

    private static BatchAccepted Batch(int size) =>
        new(Number, "hi"u8.ToArray(), size, 0, 0, Chunk(Math.Min(size, MessageId.IndexesMax)));

    private static MessageChunk Chunk(int count) => new(
        new(Enumerable.Range(0, count).Select(n => 15_552_000_000UL + (ulong)n).ToArray()), default, default);

    private static RecipientOptedOut Optout(int n) =>
        new(new(15_552_000_000UL + (ulong)n), Number, ConsentCause.Of(ConsentSource.Api));

    private string Batches() => string.Join(
        ' ', _test.Read.ListBatches(new(1, null, null, null, null, null, 100)).Select(b => b.Size));

    private void LeavePages(int pages)
    {
        var used = _test.Sqlite.Query(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA page_count";
            return (long)command.ExecuteScalar()!;
        });
        _test.Sqlite.LimitPages(used + pages);
    }
}
