using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;

namespace GatewaySim.Actors.Faults;

/// <summary>
/// Which messages and batches receivers were told of, so that an answer can wait for it. Thread-safe.
/// </summary>
public sealed class ReceiptWatch
{
    /// <summary>What was told is known for so many messages and batches; then the oldest is forgotten.</summary>
    private const int KnownMax = 65_536;

    private readonly Lock _gate = new();
    private readonly Dictionary<MessageId, bool> _told = [];
    private readonly Queue<MessageId> _order = new();
    private readonly Dictionary<MessageId, List<(bool UntilFinal, TaskCompletionSource Done)>> _waiting = [];

    /// <summary>Ends when a receiver was told of a message or batch.</summary>
    /// <param name="untilFinal">Whether only its end counts.</param>
    public Task WhenTold(MessageId id, bool untilFinal)
    {
        lock (_gate)
        {
            var key = KeyOf(id);
            if (_told.TryGetValue(key, out var isFinal) && (isFinal || !untilFinal))
            {
                return Task.CompletedTask;
            }

            if (!_waiting.TryGetValue(key, out var waiters))
            {
                _waiting.Add(key, waiters = []);
            }

            TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
            waiters.Add((untilFinal, done));
            return done.Task;
        }
    }

    /// <summary>Nobody waits for that any more.</summary>
    /// <param name="waiter">From <see cref="WhenTold"/>.</param>
    public void Forget(MessageId id, Task waiter)
    {
        lock (_gate)
        {
            if (_waiting.TryGetValue(KeyOf(id), out var waiters))
            {
                waiters.RemoveAll(w => w.Done.Task == waiter);
                if (waiters.Count == 0)
                {
                    _waiting.Remove(KeyOf(id));
                }
            }
        }
    }

    /// <summary>A receiver took a callback.</summary>
    internal void Told(in Fact fact)
    {
        var isFinal = fact.Kind is FactKind.MessageFinal or FactKind.BatchCompleted;
        if (!isFinal && fact.Kind is not (FactKind.MessageSent or FactKind.BatchAccepted))
        {
            return;
        }

        lock (_gate)
        {
            var key = KeyOf(fact.Block.Batch == MessageId.None ? fact.Id : fact.Block.Batch);
            if (!_told.TryGetValue(key, out var wasFinal))
            {
                _order.Enqueue(key);
            }

            _told[key] = isFinal |= wasFinal;
            if (_order.Count > KnownMax)
            {
                _told.Remove(_order.Dequeue());
            }

            if (_waiting.TryGetValue(key, out var waiters))
            {
                waiters.FindAll(w => isFinal || !w.UntilFinal).ForEach(w => w.Done.TrySetResult());
                waiters.RemoveAll(w => w.Done.Task.IsCompleted);
                if (waiters.Count == 0)
                {
                    _waiting.Remove(key);
                }
            }
        }
    }

    /// <summary>The event that it is in: the messages of a group are one to whoever sent it.</summary>
    private static MessageId KeyOf(MessageId id) => MessageId.At(id.Shard, id.Sequence);
}
