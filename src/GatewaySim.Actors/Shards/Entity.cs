using GatewaySim.Domain;
using GatewaySim.Journal;
using GatewaySim.Journal.Codec;

namespace GatewaySim.Actors.Shards;

/// <summary>The state of one scope. Not thread-safe, on purpose: exactly one shard owns it.</summary>
internal abstract class Entity(Scope scope)
{
    public Scope Scope { get; } = scope;

    /// <summary>The last event that this state contains; 0 for none.</summary>
    public long Sequence { get; private set; }

    /// <summary>The last event that the stored snapshot contains.</summary>
    public long SnapshotSequence { get; private set; }

    /// <summary>The turn that the snapshot was handed to the journal with.</summary>
    public long SnapshotTurn { get; private set; }

    /// <summary>When it was last asked, in ticks of the clock.</summary>
    public long TouchedAt { get; set; }

    public bool IsDirty => Sequence > SnapshotSequence;

    /// <summary>Messages that wait for dispatch.</summary>
    public virtual int Queued => 0;

    /// <summary>Whether some of them may be dispatched now; the others have a time: <see cref="NextDue"/>.</summary>
    public virtual bool HasWork => Queued > 0;

    /// <summary>Messages that wait for their sender's rate.</summary>
    public virtual int Paced => 0;

    /// <summary>Messages that wait for the time that was asked for.</summary>
    public virtual int Scheduled => 0;

    /// <summary>
    /// The oldest event that recovery must still see because something of it is not done; max for none.
    /// </summary>
    public virtual long OldestOpen => long.MaxValue;

    /// <summary>Whether it may leave memory when nothing of it is open: nothing is known that no event says.</summary>
    public virtual bool MayLeave(Stamp now) => true;

    /// <summary>When something of it is due next, in ticks of the clock; max for nothing.</summary>
    public virtual long NextDue => long.MaxValue;

    /// <summary>The <see cref="NextDue"/> that its shard wakes it for; max for none.</summary>
    public long NotedDue { get; set; } = long.MaxValue;

    /// <summary>Applies one journalled event: live, in recovery and in replay alike. Never refuses.</summary>
    public void Apply(long sequence, Stamp at, GatewayEvent @event)
    {
        Invariant.Holds(sequence > Sequence);
        Evolve(sequence, at, @event);
        Sequence = sequence;
    }

    /// <summary>Sees an event in recovery that its snapshot contains, for what is never stored.</summary>
    public virtual void Recall(long sequence, Stamp at, GatewayEvent @event)
    {
    }

    /// <summary>Dispatches queued messages.</summary>
    /// <param name="budget">How many may be dispatched; lowered by as many as were.</param>
    public virtual void Dispatch(ShardState state, Turn turn, ref int budget)
    {
    }

    /// <summary>Dispatches messages that waited for a moment which has come.</summary>
    /// <param name="budget">As for <see cref="Dispatch"/>.</param>
    public virtual void DispatchDue(ShardState state, Turn turn, Stamp now, ref int budget)
    {
    }

    /// <summary>Copies what was queued in this turn and stays, as its buffers belong to the caller.</summary>
    public virtual void KeepQueued()
    {
    }

    public void SnapshotTo(Turn turn, long turnNumber)
    {
        var writer = new PayloadWriter();
        WriteState(writer);
        turn.AddSnapshot(Scope, Sequence, writer.Written.ToArray());
        SnapshotSequence = Sequence;
        SnapshotTurn = turnNumber;
    }

    public void Restore(EntitySnapshot snapshot)
    {
        var reader = new PayloadReader(snapshot.State);
        ReadState(ref reader);
        reader.End();
        Sequence = SnapshotSequence = snapshot.Sequence;
    }

    /// <summary>Everything that decisions depend on, in an order that depends on nothing else.</summary>
    public abstract void WriteState(PayloadWriter writer);

    protected abstract void Evolve(long sequence, Stamp at, GatewayEvent @event);

    protected abstract void ReadState(ref PayloadReader reader);
}
