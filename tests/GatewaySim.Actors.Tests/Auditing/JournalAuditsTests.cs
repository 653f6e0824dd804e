using GatewaySim.Actors.Auditing;
using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal;
using GatewaySim.Journal.Memory;
using GatewaySim.Testing;

namespace GatewaySim.Actors.Tests.Auditing;

/// <summary>Audits of a journal that a gateway goes on writing, and their limits.</summary>
public sealed class JournalAuditsTests
{
    private static readonly string[] Senders = ["+16505550100", "+16505550101", "+14155550123", "+14155550124"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>
    /// Goal: an audit beside a gateway that goes on sees what was there when it began, and takes nothing for a
    /// violation that is none. Method: before each stream that is read, somebody is opted out and in of the whole
    /// account, and everybody writes to them.
    /// </summary>
    [Fact]
    public async Task What_happens_meanwhile_is_not_read_and_no_violation()
    {
        using var stored = new MemoryJournal(new JournalInfo(4, 1));
        using var gateway = await TestGateway.StartAsync(time: new SteppedTime(), journal: stored);
        await GoOnAsync(gateway);
        var events = gateway.EventCount;
        using var journal = new ReadJournal(stored);
        var audits = new JournalAudits(journal, new(), TimeProvider.System);
        journal.BeforeVisit = () => GoOnAsync(gateway).GetAwaiter().GetResult();
        var report = (await audits.RunAsync(Cancel)).Report!;
        Assert.Equal((events, 0), (report.Events, report.Violations));
        Assert.True(gateway.EventCount > events + 60);

        journal.BeforeVisit = () => { };
        var whole = (await audits.RunAsync(Cancel)).Report!;
        Assert.Equal((gateway.EventCount, 0), (whole.Events, whole.Violations));
        Assert.True(whole.Sent > report.Sent && whole.Through > report.Through);
    }

    [Fact]
    public async Task One_runs_at_a_time_on_a_thread_of_its_own()
    {
        using var stored = new MemoryJournal(new JournalInfo(2, 1));
        using var gateway = await TestGateway.StartAsync(journal: stored);
        using var journal = new ReadJournal(stored);
        using var begun = new SemaphoreSlim(0);
        using var goOn = new SemaphoreSlim(0);
        var isPooled = true;
        journal.BeforeVisit = () =>
        {
            isPooled = Thread.CurrentThread.IsThreadPoolThread;
            begun.Release();
            goOn.Wait(Cancel);
        };
        var audits = new JournalAudits(journal, new(), TimeProvider.System);
        var first = audits.RunAsync(Cancel);
        await begun.WaitAsync(Cancel);
        Assert.Equal(AuditRefusal.Busy, (await audits.RunAsync(Cancel)).Refusal);
        goOn.Release(100);
        Assert.NotNull((await first).Report);
        Assert.NotNull((await audits.RunAsync(Cancel)).Report);
        Assert.False(isPooled);
    }

    [Fact]
    public async Task What_takes_too_long_is_broken_off_and_the_next_one_runs()
    {
        using var stored = new MemoryJournal(new JournalInfo(2, 1));
        using var gateway = await TestGateway.StartAsync(journal: stored);
        using var journal = new ReadJournal(stored);
        var wall = new RingingTime();
        journal.BeforeVisit = wall.Ring;
        var audits = new JournalAudits(journal, new() { SecondsMax = 7 }, wall);
        Assert.Equal(AuditRefusal.TooLong, (await audits.RunAsync(Cancel)).Refusal);
        Assert.Equal(TimeSpan.FromSeconds(7), wall.Due);
        journal.BeforeVisit = () => { };
        Assert.NotNull((await audits.RunAsync(Cancel)).Report);
    }

    [Fact]
    public async Task Who_hangs_up_ends_it()
    {
        using var stored = new MemoryJournal(new JournalInfo(2, 1));
        using var gateway = await TestGateway.StartAsync(journal: stored);
        using var journal = new ReadJournal(stored);
        using var hangsUp = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        journal.BeforeVisit = hangsUp.Cancel;
        var audits = new JournalAudits(journal, new(), TimeProvider.System);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => audits.RunAsync(hangsUp.Token));
        Assert.NotNull((await audits.RunAsync(Cancel)).Report);
    }

    [Theory]
    [InlineData(490, null)]
    [InlineData(510, AuditRefusal.TooLarge)]
    public async Task It_remembers_no_more_than_it_may(int optOuts, AuditRefusal? refusal)
    {
        using var stored = new MemoryJournal(new JournalInfo(1, 1));
        using var gateway = await TestGateway.StartAsync(journal: stored);

        // Each is a record, and an opt-out that messages may have been under way at.
        for (var n = 0; n < optOuts; n++)
        {
            await gateway.SetConsentAsync(Senders[0], $"+1206{5550000 + n}", ConsentStatus.OptOut);
        }

        var reply = await new JournalAudits(stored, new() { RememberedMax = 1_000 }, TimeProvider.System)
            .RunAsync(Cancel);
        Assert.Equal((refusal ?? AuditRefusal.None, refusal is null), (reply.Refusal, reply.Report is not null));
    }

    [Fact]
    public async Task A_journal_that_cannot_be_read_is_an_answer()
    {
        using var journal = new ReadJournal(new MemoryJournal(new JournalInfo(2, 1)))
        {
            BeforeVisit = () => throw new JournalException("The disk is gone."),
        };
        var audits = new JournalAudits(journal, new(), TimeProvider.System);
        Assert.Equal(AuditRefusal.Failed, (await audits.RunAsync(Cancel)).Refusal);
    }

    private static async Task GoOnAsync(TestGateway gateway)
    {
        const string Person = "+12065550100";
        foreach (var status in (ConsentStatus[])[ConsentStatus.OptOut, ConsentStatus.OptIn])
        {
            await gateway.SetConsentAsync("*", Person, status);
            foreach (var sender in Senders)
            {
                await gateway.BatchAsync(sender, "Sale", Person);
            }
        }

        // So that what is read first was opted out last.
        await gateway.SetConsentAsync("*", Person, ConsentStatus.OptOut);
    }

    /// <summary>A journal that calls back before a stream is read. Nothing is written by it.</summary>
    private sealed class ReadJournal(IJournal journal) : IJournal
    {
        public Action BeforeVisit { get; set; } = () => { };

        public JournalInfo Info => journal.Info;

        public IReadModel Read => journal.Read;

        public StreamHead HeadOf(int shard) => journal.HeadOf(shard);

        public long RecoveryPointOf(int shard) => journal.RecoveryPointOf(shard);

        public EntitySnapshot? FindSnapshot(int shard, Scope scope) => journal.FindSnapshot(shard, scope);

        public void Visit(int shard, long after, long upTo, EventVisitor visitor)
        {
            BeforeVisit();
            journal.Visit(shard, after, upTo, visitor);
        }

        public void Submit(Append append) => throw new NotSupportedException("An audit writes nothing.");

        public void Dispose()
        {
        }
    }

    /// <summary>A clock whose timer goes off when a test says so.</summary>
    private sealed class RingingTime : TimeProvider
    {
        private Action _rings = () => { };

        public TimeSpan Due { get; private set; }

        public void Ring() => _rings();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (Due, _rings) = (dueTime, () => callback(state));
            return new SteppedTime().CreateTimer(callback, state, dueTime, period);
        }
    }
}
