using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using GatewaySim.Domain;
using GatewaySim.Journal.Sqlite;
using GatewaySim.Testing;

namespace GatewaySim.Journal.Tests.Sqlite;

public sealed class CommitTimesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Meter _meter = new("test");
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<string> _recorded = new();

    public void Dispose()
    {
        _listener.Dispose();
        _meter.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Every_transaction_is_timed_and_one_that_failed_says_so()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == _meter)
            {
                Assert.Equal(("gatewaysim.journal.commit.duration", "s"), (instrument.Name, instrument.Unit));
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) => _recorded.Enqueue(
            $"{seconds is > 0 and < 60} {string.Join(',', tags.ToArray().Select(t => $"{t.Key}={t.Value}"))}"));
        _listener.Start();
        using var journal = SqliteJournal.Open(_folder.Path, shards: 1, meter: _meter);
        Assert.Null(await AppendAsync(journal, bytes: 100));
        journal.LimitPages(1);
        Assert.NotNull(await AppendAsync(journal, bytes: 1_000_000));

        Assert.Equal(["True ", "True error.type=journal"], _recorded);
    }

    private static Task<JournalException?> AppendAsync(SqliteJournal journal, int bytes)
    {
        Told append = new();
        append.Reset(0, journal.HeadOf(0));
        append.AddSnapshot(Scope.OfAccount(1), 0, new byte[bytes]);
        journal.Submit(append);
        return append.Task;
    }

    private sealed class Told : Append
    {
        private readonly TaskCompletionSource<JournalException?> _end =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<JournalException?> Task => _end.Task;

        public override void Complete(JournalException? error) => _end.SetResult(error);
    }
}
