using System.Diagnostics;

namespace GatewaySim.Journal.Sqlite;

/// <summary>
/// The one thread that writes: takes what all shards have ready, writes it as one transaction, then reports.
/// </summary>
/// <remarks>
/// While a transaction is under way the shards go on deciding, so the next one is larger the slower the disk is. The
/// queue is bounded by the shards: each has only a few turns under way.
/// </remarks>
internal sealed class GroupCommit : IDisposable
{
    /// <summary>Bytes of events in one transaction, so that no answer waits for a very large one.</summary>
    private const int TransactionBytesMax = 32 << 20;

    private readonly object _gate = new();
    private readonly SqliteWriter _writer;
    private readonly CommitTimes _times;
    private readonly IJournalFaults? _faults;
    private readonly Thread _thread;
    private readonly Queue<Append> _queue = new();
    private Dictionary<string, byte[]> _marks = [];
    private bool _closing;

    /// <param name="faults">What goes wrong on purpose; null for nothing.</param>
    public GroupCommit(SqliteWriter writer, CommitTimes times, IJournalFaults? faults)
    {
        (_writer, _times, _faults) = (writer, times, faults);
        _thread = new Thread(Run) { Name = "journal", IsBackground = true };
        _thread.Start();
    }

    public void Submit(Append append)
    {
        lock (_gate)
        {
            if (!_closing)
            {
                _queue.Enqueue(append);
                Monitor.Pulse(_gate);
                return;
            }
        }

        append.Complete(new JournalException("The journal is closed."));
    }

    /// <summary>Keeps a mark with the next transaction. Of several under one name only the last is written.</summary>
    public void KeepMark(string name, byte[] value)
    {
        lock (_gate)
        {
            _marks[name] = value;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Writes what is queued, then stops.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closing = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
    }

    private void Run()
    {
        var taken = new List<Append>();
        var replaced = new HashSet<Append>();
        var marks = new Dictionary<string, byte[]>();
        while (Take(taken, ref marks))
        {
            JournalException? error = null;
            var startedAt = Stopwatch.GetTimestamp();
            try
            {
                Write(taken, marks, replaced);
            }
            catch (JournalException e)
            {
                error = e;
            }

            _times.Ended(startedAt, isDurable: error is null);

            foreach (var append in taken)
            {
                append.Complete(error ?? (replaced.Contains(append) ? Replaced(append) : null));
            }

            taken.Clear();
            replaced.Clear();
            marks.Clear();
        }
    }

    private void Write(List<Append> taken, Dictionary<string, byte[]> marks, HashSet<Append> replaced)
    {
        var fault = taken.Count > 0 && _faults is not null ? _faults.OfTransaction() : default;
        if (fault.Delay > TimeSpan.Zero)
        {
            fault.DelayEnds.WaitHandle.WaitOne(fault.Delay);
        }

        if (fault.RefusesBefore)
        {
            // Marks are no part of what was asked for, and some are kept only once.
            _writer.Write([], marks, replaced);
            throw new JournalException("A fault refuses the transaction.");
        }

        _writer.Write(taken, marks, replaced);
        if (fault.RefusesAfter)
        {
            throw new JournalException("A fault keeps back that the transaction is durable.");
        }
    }

    private bool Take(List<Append> taken, ref Dictionary<string, byte[]> marks)
    {
        lock (_gate)
        {
            while (_queue.Count == 0 && _marks.Count == 0)
            {
                if (_closing)
                {
                    return false;
                }

                Monitor.Wait(_gate);
            }

            (marks, _marks) = (_marks, marks);
            long bytes = 0;
            while (bytes < TransactionBytesMax && _queue.TryDequeue(out var append))
            {
                taken.Add(append);
                bytes += append.Bytes;
            }

            return true;
        }
    }

    private static OwnerReplacedException Replaced(Append append) =>
        new($"Another owner wrote to shard {append.Shard}.");
}
