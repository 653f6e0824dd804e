using System.Globalization;
using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal.Sqlite;
using GatewaySim.Journal.Tests.Journals;
using GatewaySim.Testing;

namespace GatewaySim.Journal.Tests.Sqlite;

/// <summary>What a power cut leaves of the last transaction, at any byte of it.</summary>
public sealed class TornTailTests : IDisposable
{
    /// <summary>SQLite's WAL: a header, then per page a frame header and the page.</summary>
    private const int FrameHeaderBytes = 24;
    private const int PageBytes = 8192;
    private const int FrameBytes = FrameHeaderBytes + PageBytes;

    private readonly TestJournal _test = TestJournal.Open(Backend.Sqlite);
    private readonly TemporaryFolder _copy = new();

    public void Dispose()
    {
        _copy.Dispose();
        _test.Dispose();
    }

    [Fact]
    public async Task All_acknowledged_before_it_is_there_and_the_last_transaction_is_there_as_a_whole_or_not_at_all()
    {
        // Method: transactions that are acknowledged, one last one, then copies of the files as they lie on the disk,
        // with the end of the WAL cut, or never written (zeros), or with one wrong byte.
        const int Seed = 20_260_102;
        var random = new Random(Seed);
        var stream = new RandomStream(Seed, TestJournal.Shards);
        for (var n = 0; n < 60; n++)
        {
            Assert.Null(await _test.SubmitAsync(stream.Next(_test)));
        }

        var wal = Path.Combine(_test.Path, "journal.db-wal");
        var begin = (int)new FileInfo(wal).Length;
        var before = State(_test.Journal);
        var last = stream.Next(_test, events: 40);
        Assert.Null(await _test.SubmitAsync(last));
        var after = State(_test.Journal);
        var (database, log) = (await Read("journal.db"), await Read("journal.db-wal"));
        Assert.NotEqual(before, after);
        Assert.Equal(0, (log.Length - begin) % FrameBytes);
        Assert.InRange(log.Length - begin, 3 * FrameBytes, 200 * FrameBytes);

        // All of it is there where nothing is cut, so what is compared below is really the last transaction.
        Assert.Equal(after, Reopened(database, log));
        foreach (var cut in Cuts(begin, log.Length, random))
        {
            Check("cut at", cut, log[..cut]);
        }

        for (var n = 0; n < 20; n++)
        {
            var at = random.Next(begin, log.Length);
            var zeros = (byte[])log.Clone();
            zeros.AsSpan(at).Clear();
            Check("zeros from", at, zeros);

            var wrong = (byte[])log.Clone();
            wrong[at] ^= (byte)random.Next(1, 256);
            Check("a wrong byte at", at, wrong);
        }

        void Check(string how, int at, byte[] damaged) => Assert.True(
            before == Reopened(database, damaged),
            string.Create(
                CultureInfo.InvariantCulture, $"Seed {Seed}, {how} byte {at - begin} of the last transaction"));
    }

    [Fact]
    public async Task A_torn_journal_goes_on_where_it_ends_and_stays_sound()
    {
        var stream = new RandomStream(3, TestJournal.Shards);
        for (var n = 0; n < 10; n++)
        {
            Assert.Null(await _test.SubmitAsync(stream.Next(_test)));
        }

        var log = await Read("journal.db-wal");
        Place(await Read("journal.db"), log[..^1000]);
        var account = Scope.OfAccount(9);
        using (var torn = SqliteJournal.Open(_copy.Path))
        {
            var head = torn.HeadOf(0);
            var wildcard = new WildcardSet(new(15_552_000_001), ConsentStatus.OptIn, ConsentSource.Api);
            var append = new TestAppend(0, head).With(head, _test.Next(), account, wildcard);
            torn.Submit(append);
            Assert.Null(await append.Done);
        }

        using var again = SqliteJournal.Open(_copy.Path);
        Assert.Contains("account/9", Listing.Of(again), StringComparison.Ordinal);
        Assert.Equal(1, again.Read.CountConsents(RandomStream.AllConsents(Provider.RingCentral, 9)));
    }

    /// <summary>Every place near a border of frames, and some anywhere.</summary>
    private static IEnumerable<int> Cuts(int begin, int end, Random random)
    {
        int[] near = [-1, 0, 1, 16, 23, 24, 25];
        for (var border = begin; border <= end; border += FrameBytes)
        {
            foreach (var cut in near.Select(n => border + n).Where(n => n >= begin && n < end))
            {
                yield return cut;
            }
        }

        for (var n = 0; n < 20; n++)
        {
            yield return random.Next(begin, end);
        }
    }

    private string Reopened(byte[] database, byte[] log)
    {
        Place(database, log);
        using var journal = SqliteJournal.Open(_copy.Path);
        return State(journal);
    }

    private void Place(byte[] database, byte[] log)
    {
        File.Delete(_copy.File("journal.db-shm"));
        File.WriteAllBytes(_copy.File("journal.db"), database);
        File.WriteAllBytes(_copy.File("journal.db-wal"), log);
    }

    private Task<byte[]> Read(string file) => File.ReadAllBytesAsync(Path.Combine(_test.Path, file));

    /// <summary>The events, with their hashes checked, and what the projections answer.</summary>
    private static string State(IJournal journal) =>
        Listing.Of(journal) + Canonical.Of(RandomStream.Queries(journal.Read));
}
