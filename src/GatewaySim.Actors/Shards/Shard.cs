using System.Collections.Concurrent;
using GatewaySim.Actors.Asks;
using GatewaySim.Actors.Counting;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Journal;
using Microsoft.Extensions.Logging;

namespace GatewaySim.Actors.Shards;

/// <summary>
/// Our actor: a bounded mailbox, a single reader, and every entity that hashes to it. Only the reader touches the
/// entities, so nothing here takes a lock.
/// </summary>
/// <remarks>
/// Per turn: decide and apply in memory, hand the events to the journal, go on with the next turn; answers are given
/// when the journal says that the turn is durable. So no caller ever sees a state that a crash could undo. When an
/// append or a decision fails, the shard stops, as its memory may be ahead of the journal, and is rebuilt from the
/// journal; commands that were decided get an honest "unknown", commands that wait are decided by the rebuilt shard.
/// </remarks>
/// <param name="start">
/// Runs the shard when a command woke it. In production on the thread of the caller, who has to wait for the answer
/// anyway: so a command costs no change of threads on its way in.
/// </param>
/// <param name="schedule">Runs the shard when the journal woke it, or when others should have the thread first.</param>
internal sealed class Shard(
    int number, ShardContext context, Action<Shard> start, Action<Shard> schedule, ILogger logger)
{
    /// <summary>Turns in one go before other shards get the thread.</summary>
    private const int TurnsInARowMax = 16;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(200);

    private static readonly Scope Sweeping = Scope.OfAccount(0);

    private readonly ConcurrentQueue<Ask> _mailbox = new();
    private readonly ConcurrentQueue<Turn> _spareTurns = new();
    private ShardState? _state;
    private int _mailCount;
    private int _inFlight;
    private int _scheduled;
    private int _restarts;
    private volatile bool _failed;
    private volatile bool _appendFailed;
    private volatile bool _hasMore;
    private long _turnsBegun;
    private long _turnsDone;
    private long _mailRefused;
    private long? _recoveryFailedAt;

    public int Number { get; } = number;

    /// <summary>How often it was rebuilt after a failure.</summary>
    public int Restarts => Volatile.Read(ref _restarts);

    public int MailCount => Volatile.Read(ref _mailCount);

    /// <summary>How many commands found the mailbox full.</summary>
    public long MailRefused => Volatile.Read(ref _mailRefused);

    /// <summary>What happened here since the start of the process. Written as turns become durable.</summary>
    public ShardCounts Counts { get; } = new();

    public JournalTail Tail => context.Tail;

    public bool IsReady => _state is not null && !_failed;

    /// <summary>
    /// Set from a failed append on until the shard is rebuilt: nothing that was decided behind it is certain.
    /// </summary>
    public JournalException? EarlierFailure => _appendFailed ? new("An earlier append failed.") : null;

    /// <summary>The entities, for the simulator and for checks; only between steps.</summary>
    public ShardState? State => _state;

    /// <summary>Whether a step would do something now.</summary>
    public bool HasWork => _failed || MailCount > 0 || _state is null or { HasWork: true };

    /// <summary>
    /// Whether nothing is under way and nothing to do before something becomes due or somebody asks. From any thread.
    /// </summary>
    public bool IsAtRest => IsIdle && context.Dues.Of(Number) > context.Clock.Now.Ticks;

    /// <summary>The same, whatever has become due since it was last at work.</summary>
    public bool IsIdle => Volatile.Read(ref _scheduled) == 0 && MailCount == 0 && Volatile.Read(ref _inFlight) == 0
        && !_failed && !_hasMore;

    /// <summary>Posts without waiting.</summary>
    /// <returns>False when the mailbox is full. The front door then answers 429; it never queues.</returns>
    public bool TryPost(Ask ask)
    {
        if (Interlocked.Increment(ref _mailCount) > context.Limits.MailboxCommandsMax)
        {
            Interlocked.Decrement(ref _mailCount);
            Interlocked.Increment(ref _mailRefused);
            return false;
        }

        _mailbox.Enqueue(ask);
        if (Interlocked.Exchange(ref _scheduled, 1) == 0)
        {
            start(this);
        }

        return true;
    }

    /// <summary>Recovers on the caller's thread, before the first command.</summary>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    public void Start()
    {
        _state = ShardState.Recover(Number, context);
        _hasMore = _state.HasWork;
        context.Dues.Set(Number, _state.NextDue);
    }

    /// <summary>Gives an idle shard a turn for its housekeeping, and a failed one another try.</summary>
    public void Sweep()
    {
        if (context.Dues.IsOrdered && IsReady)
        {
            return;
        }

        if (HasWork)
        {
            Wake();
        }
        else
        {
            _ = TryPost(new SweepAsk(Sweeping));
        }
    }

    /// <summary>Makes sure that the reader runs soon.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _scheduled, 1) == 0)
        {
            schedule(this);
        }
    }

    /// <summary>Takes some turns, then lets others run. Called by the scheduler, by one thread at a time.</summary>
    public void Run()
    {
        var turns = 0;
        while (turns < TurnsInARowMax && Step())
        {
            turns++;
        }

        // Before the shard counts as idle: who sees that, sees these too.
        _hasMore = _state is not { HasWork: false };
        context.Dues.Set(Number, _state?.NextDue ?? long.MaxValue);
        Volatile.Write(ref _scheduled, 0);
        Interlocked.MemoryBarrier();
        if (turns == TurnsInARowMax || CanStep())
        {
            Wake();
        }
        else
        {
            context.Dues.Rested();
        }
    }

    /// <summary>Takes one turn. The simulator calls this instead of <see cref="Run"/>.</summary>
    /// <returns>False when there was nothing to do, or nothing may be done before the journal is done.</returns>
    public bool Step()
    {
        // Before the look at failures: a turn counts as done only after its failure shows, so what is counted here and
        // shows no failure is durable, and entities may leave memory on the strength of it.
        var done = Volatile.Read(ref _turnsDone);
        if (!CanStep())
        {
            return false;
        }

        if (_failed)
        {
            // Nothing is in flight any more, so nobody else touches this.
            Interlocked.Increment(ref _restarts);
            _state = null;
            _appendFailed = false;
            _failed = false;
        }

        if (_state is null && !Recover())
        {
            return false;
        }

        var turn = Rent(_state!);
        try
        {
            Decide(turn, _state!, done);
        }
#pragma warning disable CA1031 // A bug crashes its owner only: whatever it was, the state is rebuilt from the journal.
        catch (Exception e)
#pragma warning restore CA1031
        {
            ShardLog.DecisionFailed(logger, Number, e);
            turn.Refuse(Verdict.Unknown);
            _failed = true;
            return true;
        }

        if (turn.IsEmpty)
        {
            _spareTurns.Enqueue(turn);
            return false;
        }

        // An answer may stand on events of an earlier turn that is not durable yet, so it waits in line even alone.
        _turnsBegun++;
        Interlocked.Increment(ref _inFlight);
        if (turn.Entries.Count == 0 && turn.Snapshots.Count == 0 && Volatile.Read(ref _inFlight) == 1)
        {
            turn.Complete(error: null);
        }
        else
        {
            context.Journal.Submit(turn);
        }

        return true;
    }

    /// <summary>Called by the journal when a turn is durable or has failed.</summary>
    public void TurnDone(Turn turn, JournalException? error)
    {
        if (error is not null)
        {
            ShardLog.AppendFailed(logger, Number, error);
            _appendFailed = true;
            _failed = true;
        }

        Interlocked.Increment(ref _turnsDone);
        _spareTurns.Enqueue(turn);
        Interlocked.Decrement(ref _inFlight);
        if (HasWork)
        {
            Wake();
        }

        context.Dues.Rested();
    }

    private bool CanStep()
    {
        if (!HasWork)
        {
            return false;
        }

        var inFlight = Volatile.Read(ref _inFlight);
        return _failed || _state is null
            ? inFlight == 0 && MayRecover()
            : inFlight < context.Limits.TurnsInFlightMax;
    }

    private void Decide(Turn turn, ShardState state, long done)
    {
        // What was due before a command came is decided before it.
        state.DispatchDue(turn);
        var limits = context.Limits;
        while (turn.AskCount < limits.TurnCommandsMax && turn.Bytes < limits.TurnBytesMax
            && turn.Messages < limits.DispatchMessagesMax && _mailbox.TryDequeue(out var ask))
        {
            Interlocked.Decrement(ref _mailCount);
            turn.Add(ask);
            ask.Decide(state, turn, done);
        }

        state.Dispatch(turn);
        state.Housekeep(turn, _turnsBegun + 1, done);
    }

    /// <summary>Rebuilds the state from the journal. Where that fails too, it is tried again a little later.</summary>
    private bool Recover()
    {
        try
        {
            _state = ShardState.Recover(Number, context);
            _recoveryFailedAt = null;
            return true;
        }
        catch (JournalException e)
        {
            ShardLog.RecoveryFailed(logger, Number, e);
            _recoveryFailedAt = context.Clock.Time.GetTimestamp();
            return false;
        }
    }

    /// <summary>
    /// Not at once again after a recovery that failed; by the wall, as the simulation may stand still. A clock that
    /// stepped back does not hold it up.
    /// </summary>
    private bool MayRecover() => _recoveryFailedAt is not { } failed
        || context.Clock.Time.GetElapsedTime(failed) is var waited && (waited < TimeSpan.Zero || waited >= RetryAfter);

    private Turn Rent(ShardState state)
    {
        if (!_spareTurns.TryDequeue(out var turn))
        {
            turn = new Turn(this);
        }

        turn.Clear(Number, state.Head);
        return turn;
    }
}
