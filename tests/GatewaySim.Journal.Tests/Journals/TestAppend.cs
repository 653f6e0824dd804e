using GatewaySim.Domain;

namespace GatewaySim.Journal.Tests.Journals;

/// <summary>A turn that a test can wait for.</summary>
internal sealed class TestAppend : Append
{
    private readonly TaskCompletionSource<JournalException?> _done =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action? _completed;
    private int _completions;

    /// <param name="completed">Called on the journal's thread.</param>
    public TestAppend(int shard, StreamHead after, Action? completed = null)
    {
        Reset(shard, after);
        _completed = completed;
    }

    /// <summary>What the journal said: null when everything is durable.</summary>
    public Task<JournalException?> Done => _done.Task;

    public int Completions => Volatile.Read(ref _completions);

    public override void Complete(JournalException? error)
    {
        Interlocked.Increment(ref _completions);
        _completed?.Invoke();
        _done.TrySetResult(error);
    }

    public TestAppend With(StreamHead head, Stamp at, Scope scope, GatewayEvent @event)
    {
        Add(head, at, scope, @event);
        return this;
    }
}
