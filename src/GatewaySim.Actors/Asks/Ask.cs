using System.Threading.Tasks.Sources;
using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;

namespace GatewaySim.Actors.Asks;

/// <summary>A command on its way to the owner of its scope, and the way back of the answer.</summary>
internal abstract class Ask(Scope scope)
{
    /// <summary>Whose command it is: the routing key.</summary>
    public Scope Scope { get; } = scope;

    /// <summary>Decides, records what happened in the turn, and keeps the reply. Runs on the owner only.</summary>
    public abstract void Decide(ShardState state, Turn turn, long turnsDone);

    /// <summary>Gives the kept reply. Called when everything it stands on is durable.</summary>
    public abstract void Answer();

    /// <summary>Gives a reply that says why nothing can be said.</summary>
    public abstract void Refuse(Verdict verdict);
}

/// <summary>A command with a reply that can be awaited once.</summary>
/// <remarks>The caller goes on elsewhere than on the journal's thread.</remarks>
internal abstract class Ask<TReply>(Scope scope) : Ask(scope), IValueTaskSource<TReply>
{
    // Only says that the reply is there: a source that held it too would make every command larger by a reply.
    private ManualResetValueTaskSourceCore<bool> _source = new() { RunContinuationsAsynchronously = true };
    private TReply? _reply;

    public ValueTask<TReply> Task => new(this, _source.Version);

    /// <summary>Lets the caller go on inside of the answer: the simulator has only one thread.</summary>
    public void GoOnInline() => _source.RunContinuationsAsynchronously = false;

    /// <summary>Whether an answer was given, for the simulator.</summary>
    public bool IsAnswered => _source.GetStatus(_source.Version) != ValueTaskSourceStatus.Pending;

    public TReply Result => ResultOf(_source.Version);

    public sealed override void Answer() => _source.SetResult(true);

    public sealed override void Refuse(Verdict verdict)
    {
        _reply = Refused(verdict);
        _source.SetResult(true);
    }

    TReply IValueTaskSource<TReply>.GetResult(short token) => ResultOf(token);

    ValueTaskSourceStatus IValueTaskSource<TReply>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<TReply>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    protected void Reply(TReply reply) => _reply = reply;

    private TReply ResultOf(short token)
    {
        _source.GetResult(token);
        return _reply!;
    }

    protected abstract TReply Refused(Verdict verdict);
}
