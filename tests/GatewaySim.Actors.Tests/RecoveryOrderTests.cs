using GatewaySim.Domain;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal;
using GatewaySim.Journal.Memory;
using GatewaySim.Testing;

namespace GatewaySim.Actors.Tests;

/// <summary>
/// A shard with its state may dispatch, so none may run before the account-wide records are there (P-1).
/// </summary>
public sealed class RecoveryOrderTests
{
    [Fact]
    public async Task No_shard_is_woken_before_all_of_them_are_recovered()
    {
        var clock = new WatchedTime();
        using var journal = new WatchedJournal(clock);
        using var gateway = await TestGateway.StartAsync(time: clock, journal: journal);
        Assert.True(clock.HasTimer);
        Assert.Equal(0, journal.RecoveriesBesideTimer);
    }

    private sealed class WatchedTime : TimeProvider
    {
        public bool HasTimer { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            HasTimer = true;
            return new SteppedTime().CreateTimer(callback, state, dueTime, period);
        }
    }

    private sealed class WatchedJournal(WatchedTime clock) : IJournal
    {
        private readonly MemoryJournal _inner = new(new JournalInfo(4, 1));
        private int _beside;

        public int RecoveriesBesideTimer => _beside;

        public JournalInfo Info => _inner.Info;

        public IReadModel Read => _inner.Read;

        public StreamHead HeadOf(int shard) => _inner.HeadOf(shard);

        public long RecoveryPointOf(int shard)
        {
            Interlocked.Add(ref _beside, clock.HasTimer ? 1 : 0);
            return _inner.RecoveryPointOf(shard);
        }

        public EntitySnapshot? FindSnapshot(int shard, Scope scope) => _inner.FindSnapshot(shard, scope);

        public void Visit(int shard, long after, long upTo, EventVisitor visitor) =>
            _inner.Visit(shard, after, upTo, visitor);

        public void Submit(Append append) => _inner.Submit(append);

        public void Dispose() => _inner.Dispose();
    }
}
