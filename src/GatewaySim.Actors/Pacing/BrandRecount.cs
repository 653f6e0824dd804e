using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Pacing;
using GatewaySim.Journal;
using GatewaySim.Journal.Reading;

namespace GatewaySim.Actors.Pacing;

/// <summary>Counts anew, from a shard's events, what T-Mobile took of each brand since a day began.</summary>
/// <remarks>
/// Runs when a shard is rebuilt, and only where a brand has a cap. Reads the events of the day, and what was accepted
/// before and left on it. Memory: at most <see cref="ChunksMax"/> chunks, and what waits.
/// </remarks>
internal sealed class BrandRecount
{
    private const int ChunksMax = 256;

    private readonly BrandCaps _caps;
    private readonly IJournal _journal;
    private readonly int _shard;
    private readonly Dictionary<BrandDay, long> _parts = [];
    private readonly Dictionary<long, (MessageChunk Messages, int PartsOfText)> _chunks = [];
    private readonly Dictionary<long, Waiting> _waiting = [];

    private BrandRecount(BrandCaps caps, IJournal journal, int shard) =>
        (_caps, _journal, _shard) = (caps, journal, shard);

    /// <param name="now">No event of the shard will have an earlier stamp.</param>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    public static void Run(BrandCaps caps, IJournal journal, int shard, Stamp now)
    {
        var recount = new BrandRecount(caps, journal, shard);
        var today = PacificDay.Of(now);
        journal.Visit(shard, journal.LastBefore(shard, PacificDay.StartOf(today)), long.MaxValue, recount.Observe);
        caps.Set(shard, today, recount._parts);
    }

    private bool Observe(in StoredEvent stored)
    {
        // What is of no interest is not decoded.
        if (stored.Name is not ("batch.dispatched.v1" or "message.accepted.v1" or "message.scheduled.v1"
            or "message.queued.v1" or "message.dispatched.v1" or "message.cancelled.v1"
            or "message.group-accepted.v1"))
        {
            return true;
        }

        switch (stored.Decode())
        {
            case BatchDispatched e when _caps.DayOf(stored.Scope.Account, stored.Scope.Sender, stored.At) is { } day:
                Add(day, e);
                break;
            case MessageAccepted e:
                Add(stored, e.From, e.To, MessageParts.Of(e.Text, e.Options), e.Outcome);
                break;
            case WaitingMessage e:
                _waiting[stored.Sequence] = Waiting.Of(e);
                break;
            case MessageDispatched e:
                var message = _waiting.Remove(e.Message, out var known) ? known : ReadWaiting(e.Message);
                Add(stored, message.From, message.To, message.Parts, e.Outcome);
                break;
            case MessageCancelled e:
                _waiting.Remove(e.Message);
                break;
            case GroupAccepted e:
                for (var n = 0; n < e.To.Count; n++)
                {
                    Add(stored, e.From, e.To[n], 1, (Outcome)e.Outcomes.Span[n]);
                }

                break;
        }

        return true;
    }

    private void Add(in StoredEvent stored, Address from, Address to, int parts, Outcome outcome)
    {
        if (to.Kind == AddressKind.PhoneNumber && _caps.Counts(outcome, to.Key)
            && _caps.DayOf(stored.Scope.Account, from, stored.At) is { } day)
        {
            _parts[day] = _parts.GetValueOrDefault(day) + parts;
        }
    }

    private void Add(BrandDay day, BatchDispatched e)
    {
        var (messages, ofText) = ChunkOf(e);
        var outcomes = e.Outcomes.Span;
        long parts = 0;
        for (var n = 0; n < outcomes.Length; n++)
        {
            parts += _caps.Counts((Outcome)outcomes[n], messages.Recipients[e.First + n])
                ? BatchQueue.PartsOf(messages, e.First + n, ofText) : 0;
        }

        _parts[day] = _parts.GetValueOrDefault(day) + parts;
        if (e.First + outcomes.Length == messages.Recipients.Count)
        {
            _chunks.Remove(e.Chunk);
        }
    }

    private (MessageChunk Messages, int PartsOfText) ChunkOf(BatchDispatched e)
    {
        if (_chunks.TryGetValue(e.Chunk, out var chunk))
        {
            return chunk;
        }

        if (_chunks.Count == ChunksMax)
        {
            _chunks.Clear();
        }

        var (text, messages) = BatchDispatcher.Read(_journal, _shard, e.Batch, e.Chunk);
        return _chunks[e.Chunk] = (messages, BatchQueue.PartsOf(text));
    }

    private Waiting ReadWaiting(long sequence)
    {
        Waiting? found = null;
        _journal.Visit(_shard, sequence - 1, sequence, (in stored) =>
        {
            found = Waiting.Of((WaitingMessage)stored.Decode());
            return false;
        });
        Invariant.Holds(found is not null);
        return found.Value;
    }

    private readonly record struct Waiting(Address From, Address To, int Parts)
    {
        public static Waiting Of(WaitingMessage e) => new(e.From, e.To, MessageParts.Of(e.Text, e.Options));
    }
}
