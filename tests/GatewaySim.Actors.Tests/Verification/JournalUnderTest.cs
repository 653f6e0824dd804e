using GatewaySim.Actors.Replaying;
using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Journal;
using GatewaySim.Journal.Dumping;
using GatewaySim.Journal.Sqlite;
using GatewaySim.Journal.Verification;
using GatewaySim.Testing;
using Microsoft.Data.Sqlite;

namespace GatewaySim.Actors.Tests.Verification;

/// <summary>A journal on disk, written by the real gateway, and what the checks say of it.</summary>
public abstract class JournalUnderTest : IDisposable
{
    protected const string Sender = "+16505550100";
    protected const string TollFree = "+18335550100";
    protected const string Telnyx = "+13125550100";
    protected const int Shards = 4;

    private readonly TemporaryFolder _folder = new();

    protected string Folder => _folder.Path;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => _folder.Dispose();

    protected static string Person(int n) => $"+1555200{n:0000}";

    protected static string[] People(int from, int count) => [.. Enumerable.Range(from, count).Select(Person)];

    /// <summary>A short history of everything: batches, singles, keywords, account-wide records, the network.</summary>
    protected async Task WriteAsync(ShardOptions? limits = null)
    {
        using var gateway = await TestGateway.StartAsync(
            new() { Carrier = "fast" }, limits: limits, time: new SteppedTime(),
            journal: SqliteJournal.Open(Folder, Shards));
        await gateway.BatchAsync(Sender, "one", People(0, 20));
        await gateway.TextAsync(Person(1), Sender, "STOP", "in-1");
        await gateway.TextAsync(Person(2), Sender, "stop");
        await gateway.TextAsync(Person(2), Sender, "START");
        await gateway.SetConsentAsync("*", Person(3), ConsentStatus.OptOut);
        await gateway.SetConsentAsync(Sender, Person(4), ConsentStatus.OptOut);
        await gateway.BatchAsync(Sender, "two", People(0, 20));
        await gateway.TextAsync(Person(3), Sender, "START");
        await gateway.TextAsync(Person(5), TollFree, "STOP");
        await gateway.BatchAsync(TollFree, "three", People(0, 10));
        await gateway.SendAsync(Telnyx, Person(6), "hello");
        await gateway.TextAsync(Person(6), Telnyx, "STOP", "in-2");
        await gateway.TextAsync(Person(6), "+13125550101", "STOP");
        await gateway.SendAsync(Telnyx, Person(6), "never");
        await gateway.SendAsync(Telnyx, Person(7), "hello");
        await gateway.TextAsync(Person(8), "+18445550100", "STOP");
        await gateway.TextAsync(Person(9), Telnyx, "what is this?");
    }

    /// <summary>Changes the file behind the gateway's back.</summary>
    /// <summary>Changes the file behind the journal's back; <c>event</c> stands for every shard's table.</summary>
    protected void Tamper(string sql)
    {
        var touchesEvents = sql.Contains(" event ", StringComparison.Ordinal);
        var changed = touchesEvents
            ? Enumerable.Range(0, 4).Sum(n => Run(sql.Replace(" event ", $" event_{n} ", StringComparison.Ordinal)))
            : Run(sql);
        Assert.True(changed > 0, "The change must hit something.");
    }

    protected int Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Folder, "journal.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteNonQuery();
    }

    protected VerifyReport Verify(ConfirmationRule rule = ConfirmationRule.ExactlyOne)
    {
        using var journal = SqliteJournal.OpenReadOnly(Folder);
        return Verifier.Verify(journal, rule, TestContext.Current.CancellationToken);
    }

    protected ReplayReport ReplayAll()
    {
        using var journal = SqliteJournal.OpenReadOnly(Folder);
        return Replay.Run(journal, TestContext.Current.CancellationToken);
    }

    protected string DumpAll(DumpUntil until = default)
    {
        using var journal = SqliteJournal.OpenReadOnly(Folder);
        using var text = new StringWriter();
        Dump.Write(journal, text, until, TestContext.Current.CancellationToken);
        return text.ToString();
    }

    protected static void None(FindingList findings) => Assert.Equal("", string.Join('\n', findings.Kept));

    /// <summary>Writes one turn of one's own, as a broken owner would.</summary>
    protected sealed class OwnTurn(int shard, StreamHead head) : Append
    {
        private long _at = head.At.Ticks;

        /// <summary>The stamp of the newest event.</summary>
        public Stamp At => new(_at);

        public JournalException? Error { get; private set; }

        public OwnTurn Begin()
        {
            Reset(shard, head);
            return this;
        }

        public MessageId Add(Scope scope, GatewayEvent @event) => Add(head, new(++_at), scope, @event);

        public override void Complete(JournalException? error) => Error = error;
    }
}
