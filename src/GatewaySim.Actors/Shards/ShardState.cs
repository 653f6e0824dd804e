using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using GatewaySim.Actors.Pacing;
using GatewaySim.Domain;
using GatewaySim.Journal;

namespace GatewaySim.Actors.Shards;

/// <summary>Everything that one shard holds: its place in the journal and its entities. Rebuilt as a whole.</summary>
internal sealed class ShardState
{
    private const int StaleDuesMax = 64;

    private readonly Dictionary<Scope, Entity> _entities = [];
    private readonly Queue<Entity> _withWork = new();
    private readonly HashSet<Entity> _isQueued = [];

    /// <summary>Entities by their next moment; an entry counts if it is <see cref="Entity.NotedDue"/>.</summary>
    private readonly PriorityQueue<Entity, (long Due, ulong Scope)> _dues = new();
    private readonly Stamp _since;
    private byte[] _outcomes = new byte[1024];
    private long _tailEvents;
    private long _tailBytes;
    private long _snapshotBytes;
    private long _sweptAt;
    private bool _isCrowded;

    public ShardState(int shard, ShardContext context)
    {
        Shard = shard;
        Context = context;
        Head = context.Journal.HeadOf(shard);
        _since = context.Clock.Now;
    }

    public int Shard { get; }

    public ShardContext Context { get; }

    public StreamHead Head { get; }

    public int EntityCount => _entities.Count;

    public IEnumerable<Entity> Entities => _entities.Values;

    public bool HasWork => _withWork.Count > 0
        || (NextDue != long.MaxValue && NextDue <= Context.Clock.Now.Ticks);

    /// <summary>When something is due next, in ticks of the clock, or a little before; max for nothing.</summary>
    public long NextDue { get; private set; } = long.MaxValue;

    /// <summary>Entries of the queue of moments, also those that count no more; for checks.</summary>
    public int DueEntries => _dues.Count;

    /// <summary>Messages of all entities that wait for dispatch.</summary>
    public int QueuedMessages { get; private set; }

    /// <summary>Messages of all entities that wait for their sender's rate.</summary>
    public int PacedMessages { get; private set; }

    /// <summary>Messages of all entities that wait for the time that was asked for.</summary>
    public int ScheduledMessages { get; private set; }

    /// <summary>
    /// Rebuilds a shard's state: entities from their snapshots, then the events behind the recovery point.
    /// </summary>
    public static ShardState Recover(int shard, ShardContext context)
    {
        context.Paces?.Forget(shard);
        var state = new ShardState(shard, context);
        var account = Scope.OfAccount(DemoAccount.Id);
        if (context.ShardOf(account) == shard)
        {
            _ = state.Load(account);
        }

        if (context.Caps is { } caps)
        {
            BrandRecount.Run(caps, context.Journal, shard, state._since);
        }

        var point = context.Journal.RecoveryPointOf(shard);
        context.Journal.Visit(shard, point, state.Head.Sequence, state.Replay);
        context.Clock.Observe(state.Head.At);
        context.Tail.Advance(shard, state.Head.Sequence);
        foreach (var entity in state._entities.Values)
        {
            state.NoteWork(entity);
            state.NoteDue(entity);
            (entity as AccountEntity)?.PublishAll();
        }

        return state;
    }

    /// <summary>Puts one journalled event back into memory.</summary>
    public bool Replay(in StoredEvent stored)
    {
        var entity = _entities.GetValueOrDefault(stored.Scope) ?? Load(stored.Scope);
        if (stored.Sequence > entity.Sequence)
        {
            Apply(entity, stored.Sequence, stored.At, stored.Decode());
        }
        else if (Context.Paces is not null)
        {
            entity.Recall(stored.Sequence, stored.At, stored.Decode());
        }

        _tailEvents++;
        _tailBytes += stored.Payload.Length;
        return true;
    }

    /// <summary>Finds or wakes an entity.</summary>
    /// <returns>Null when the shard holds its maximum and none can leave.</returns>
    public Entity? EntityOf(Scope scope, long turnsDone)
    {
        if (!_entities.TryGetValue(scope, out var entity))
        {
            if (_entities.Count >= Context.Limits.EntitiesMax)
            {
                Passivate(turnsDone, idleTicks: 0, atMost: Math.Max(1, _entities.Count / 16));
                if (_entities.Count >= Context.Limits.EntitiesMax)
                {
                    // Only what has a durable snapshot may leave, so this turn writes some for the next.
                    _isCrowded = true;
                    return null;
                }
            }

            entity = Load(scope);
        }

        entity.TouchedAt = Context.Clock.Now.Ticks;
        return entity;
    }

    /// <summary>Adds an event to the turn and applies it.</summary>
    /// <returns>The event's id and stamp.</returns>
    public (MessageId Id, Stamp At) Record(Turn turn, Entity entity, GatewayEvent @event) =>
        Record(turn, entity, @event, Context.Clock.Next());

    /// <summary>Adds an event that was due at a moment: its stamp is that moment, however late this is.</summary>
    /// <remarks>
    /// So what happens does not depend on how fast the machine is. What became due while nobody was there to see it has
    /// the stamp of when it really happened.
    /// </remarks>
    public void RecordDue(Turn turn, Entity entity, GatewayEvent @event, Stamp due) =>
        RecordAt(turn, entity, @event, StampFor(due));

    /// <summary>Adds an event whose stamp was taken just before, as what it says depends on it.</summary>
    /// <param name="at">From <see cref="StampFor"/>, or the clock's next.</param>
    /// <returns>The event's id and stamp.</returns>
    public (MessageId Id, Stamp At) RecordAt(Turn turn, Entity entity, GatewayEvent @event, Stamp at)
    {
        Context.Clock.Observe(at);
        return Record(turn, entity, @event, at);
    }

    /// <summary>The stamp of an event that was due at a moment and is recorded next.</summary>
    public Stamp StampFor(Stamp due) => due < _since ? Context.Clock.Next() : StampOfDue(due);

    /// <summary>The stamp that an event gets which was due at a moment; where that was long ago, about it.</summary>
    public Stamp StampOfDue(Stamp due) =>
        due < _since ? Context.Clock.Now : new(Math.Max(due.Ticks, Head.At.Ticks + 1));

    /// <summary>A moment; now for one at which nobody was there yet.</summary>
    public Stamp SeenFrom(Stamp due) => due < _since ? Context.Clock.Now : due;

    private (MessageId Id, Stamp At) Record(Turn turn, Entity entity, GatewayEvent @event, Stamp at)
    {
        var before = turn.Bytes;
        var id = turn.Add(Head, at, entity.Scope, @event);
        _tailEvents++;
        _tailBytes += turn.Bytes - before;
        turn.Counts.Note(entity.Scope, @event, turn.Bytes - before);

        Apply(entity, id.Sequence, at, @event);
        return (id, at);
    }

    /// <summary>Remembers that an entity has messages to dispatch.</summary>
    public void NoteWork(Entity entity)
    {
        if (entity.HasWork && _isQueued.Add(entity))
        {
            _withWork.Enqueue(entity);
        }
    }

    /// <summary>Remembers when an entity's next message is due.</summary>
    public void NoteDue(Entity entity)
    {
        var due = entity.NextDue;
        if (due != entity.NotedDue)
        {
            entity.NotedDue = due;
            if (due != long.MaxValue)
            {
                _dues.Enqueue(entity, (due, entity.Scope.Hash));
                NextDue = Math.Min(NextDue, due);
                DropStaleDues();
            }
        }
    }

    /// <summary>Dispatches what waits, a bounded number of messages in turn over all entities.</summary>
    public void Dispatch(Turn turn)
    {
        var budget = Context.Limits.DispatchMessagesMax;
        while (budget > 0 && _withWork.TryPeek(out var entity))
        {
            entity.Dispatch(this, turn, ref budget);
            _withWork.Dequeue();
            _isQueued.Remove(entity);
            entity.KeepQueued();
            NoteWork(entity);
        }

        foreach (var entity in _withWork)
        {
            entity.KeepQueued();
        }
    }

    /// <summary>
    /// Dispatches messages whose time has come, a bounded number, in the order of their times over all entities.
    /// </summary>
    public void DispatchDue(Turn turn)
    {
        if (NextDue == long.MaxValue || Context.Clock.Now is var now && now.Ticks < NextDue)
        {
            return;
        }

        var budget = Context.Limits.DispatchMessagesMax;
        while (budget > 0 && TryPeekDue(out var entity) && entity.NotedDue <= now.Ticks)
        {
            // Up to where the next entity has its turn: stamps are the times that were due, however late this is.
            _dues.Dequeue();
            entity.NotedDue = long.MaxValue;
            var until = TryPeekDue(out var next) ? Math.Min(LastBefore(entity, next), now.Ticks) : now.Ticks;
            entity.DispatchDue(this, turn, new(until), ref budget);
            NoteDue(entity);
        }

        NextDue = TryPeekDue(out var first) ? first.NotedDue : long.MaxValue;
    }

    /// <summary>The last moment at which an entity comes before another.</summary>
    private static long LastBefore(Entity entity, Entity next) =>
        entity.Scope.Hash < next.Scope.Hash ? next.NotedDue : next.NotedDue - 1;

    /// <summary>
    /// Begins the queue anew when most of it counts no more: an entity whose moment comes and goes leaves an entry each
    /// time, and only those in front are seen.
    /// </summary>
    private void DropStaleDues()
    {
        if (_dues.Count <= 2 * _entities.Count + StaleDuesMax)
        {
            return;
        }

        _dues.Clear();
        foreach (var entity in _entities.Values.Where(e => e.NotedDue != long.MaxValue))
        {
            _dues.Enqueue(entity, (entity.NotedDue, entity.Scope.Hash));
        }
    }

    /// <summary>Finds who has something due next, and drops what is not so any more.</summary>
    private bool TryPeekDue([NotNullWhen(true)] out Entity? entity)
    {
        while (_dues.TryPeek(out entity, out var order))
        {
            if (entity.NotedDue == order.Due)
            {
                return true;
            }

            _dues.Dequeue();
        }

        return false;
    }

    /// <summary>Writes snapshots when enough has happened since the last, and lets idle entities go.</summary>
    public void Housekeep(Turn turn, long turnNumber, long turnsDone)
    {
        var limits = Context.Limits;
        if (_isCrowded || _tailEvents >= limits.SnapshotEvents
            || _tailBytes >= Math.Max(limits.SnapshotBytes, 2 * _snapshotBytes))
        {
            WriteSnapshots(turn, turnNumber, turnsDone);
        }

        var idle = TimeSpan.FromSeconds(limits.IdleSeconds).Ticks;
        var now = Context.Clock.Now.Ticks;
        if (now - _sweptAt > idle / 4)
        {
            _sweptAt = now;
            foreach (var entity in _entities.Values.Where(e => e.IsDirty && now - e.TouchedAt > idle))
            {
                entity.SnapshotTo(turn, turnNumber);
            }

            Passivate(turnsDone, idle, int.MaxValue);
        }
    }

    /// <summary>A buffer for the outcomes of one dispatch; valid until the next.</summary>
    public Memory<byte> Outcomes(int count)
    {
        if (_outcomes.Length < count)
        {
            _outcomes = new byte[count];
        }

        return _outcomes.AsMemory(0, count);
    }

    private void Apply(Entity entity, long sequence, Stamp at, GatewayEvent @event)
    {
        CountWaiting(entity, -1);
        entity.Apply(sequence, at, @event);
        CountWaiting(entity, 1);
    }

    private void CountWaiting(Entity entity, int sign)
    {
        QueuedMessages += sign * entity.Queued;
        PacedMessages += sign * entity.Paced;
        ScheduledMessages += sign * entity.Scheduled;
    }

    private void WriteSnapshots(Turn turn, long turnNumber, long turnsDone)
    {
        var oldest = Head.Sequence + 1;
        foreach (var entity in _entities.Values)
        {
            oldest = Math.Min(oldest, entity.OldestOpen);

            // A snapshot that is still under way may fail, and this append succeed: recovery would begin behind events
            // that are in no snapshot. So it is written once more, with the recovery point that stands on it.
            if (entity.IsDirty || entity.SnapshotTurn > turnsDone)
            {
                entity.SnapshotTo(turn, turnNumber);
            }
        }

        // An entity with open work must be woken by recovery, so recovery has to see the event that opened it.
        turn.RecoveryPoint = oldest - 1;
        _isCrowded = false;
        _tailEvents = 0;
        _tailBytes = 0;
        _snapshotBytes = turn.Snapshots.Sum(s => (long)s.State.Length);
    }

    /// <summary>Lets entities go that are idle, have nothing open, and whose snapshot is durable.</summary>
    private void Passivate(long turnsDone, long idleTicks, int atMost)
    {
        var now = Context.Clock.Now.Ticks;
        var leaving = _entities.Values
            .Where(e => !e.IsDirty && e.OldestOpen == long.MaxValue && e.SnapshotTurn <= turnsDone
                && now - e.TouchedAt >= idleTicks
                && e is not AccountEntity && e.MayLeave(new(now)))
            .OrderBy(e => e.TouchedAt)
            .Take(atMost)
            .ToList();
        foreach (var entity in leaving)
        {
            _entities.Remove(entity.Scope);
        }
    }

    private Entity Load(Scope scope)
    {
        Entity entity = scope.Kind switch
        {
            ScopeKind.Account => new AccountEntity(scope, Context),
            ScopeKind.Sender => new SenderEntity(scope, Context),
            ScopeKind.Profile => new ProfileEntity(scope, Context),
            _ => throw new UnreachableException($"No entity for {scope}."),
        };
        if (Context.Journal.FindSnapshot(Shard, scope) is { } snapshot)
        {
            entity.Restore(snapshot);
            CountWaiting(entity, 1);
        }

        _entities.Add(scope, entity);
        return entity;
    }
}
