using System.Diagnostics;
using GatewaySim.Domain;
using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Journal;

namespace GatewaySim.Actors.Webhooks;

/// <summary>Turns journalled events into facts. The same event always gives the same facts at the same times.</summary>
/// <remarks>For one thread. What nobody wants is not even decoded.</remarks>
internal sealed class FactReader(IJournal journal)
{
    /// <summary>Chunks of batches that are kept, as their dispatch usually comes right behind them.</summary>
    private const int ChunksMax = 8;

    private readonly Dictionary<MessageId, GatewayEvent> _chunks = [];
    private readonly Queue<MessageId> _chunkOrder = new();
    private readonly List<(FactKind Kind, int Index, Stamp Due)> _facts = [];
    private bool _onlyAnswered;

    /// <summary>Reads the facts of an event.</summary>
    /// <param name="wanted">Other facts are left out.</param>
    /// <param name="onlyAnswered">Messages that no magic number's phone answers are left out.</param>
    /// <returns>Null when there are none.</returns>
    public FactBlock? Read(in StoredEvent stored, FactKinds wanted, bool onlyAnswered = false)
    {
        if ((KindsOf(stored.Name) & wanted) == 0
            || (onlyAnswered && stored.Name is "batch.accepted.v1" or "batch.continued.v1"))
        {
            return null;
        }

        _onlyAnswered = onlyAnswered;
        var kept = stored with { Payload = stored.Payload.ToArray() };
        var @event = kept.Decode();
        _facts.Clear();
        switch (@event)
        {
            case BatchAccepted e:
                Keep(stored.Id, e);
                Add(FactKinds.Batches, FactKind.BatchAccepted, stored.At);
                return Block(stored, e, FactKinds.Batches, e, e.Chunk);
            case BatchContinued e:
                Keep(stored.Id, e);
                return null;
            case BatchDispatched e:
                return Dispatched(stored, e, wanted);
            case InboundReceived e:
                Add(FactKinds.Texts, FactKind.TextHeard, stored.At);
                return Block(stored, e, FactKinds.Texts);
            case MessageAccepted e:
                AddProgress(new(stored.At, e.Outcome, e.Carrier, e.Chance), 0);
                return Block(stored, e, FactKinds.Messages);
            case MessageDispatched e:
                AddProgress(e.DispatchAt(stored.At), 0);
                return Block(
                    stored, e, FactKinds.Messages,
                    waited: (WaitingMessage)Find(MessageId.At(stored.Shard, e.Message)));
            case GroupAccepted e:
                for (var n = 0; n < e.To.Count; n++)
                {
                    AddProgress(e.MemberAt(n, stored.At).Dispatch, n + 1);
                }

                return Block(stored, e, FactKinds.Messages);
            case ReplySent e:
                AddProgress(new(stored.At, e.Outcome, e.Carrier, e.Chance), 0);
                return Block(stored, e, FactKinds.Messages);
            case RecipientOptedOut or RecipientOptedIn or WildcardSet:
                Add(FactKinds.Consents, FactKind.ConsentChanged, stored.At);
                return Block(stored, @event, FactKinds.Consents);
            case SpendLimitReached e:
                Add(FactKinds.Profiles, FactKind.SpendLimitReached, stored.At);
                return Block(stored, e, FactKinds.Profiles);
            default:
                throw new UnreachableException($"No facts in {@event.GetType().Name}.");
        }

        void Add(FactKinds kind, FactKind fact, Stamp due)
        {
            if (wanted.HasFlag(kind))
            {
                _facts.Add((fact, 0, due));
            }
        }
    }

    /// <summary>What an event of this stored name can say.</summary>
    private static FactKinds KindsOf(string name) => name switch
    {
        "batch.accepted.v1" => FactKinds.Batches | FactKinds.Messages,
        "batch.continued.v1" => FactKinds.Messages,
        "batch.dispatched.v1" => FactKinds.Batches | FactKinds.Messages,
        "message.accepted.v1" or "message.dispatched.v1" or "message.group-accepted.v1" or "reply.sent.v1" =>
            FactKinds.Messages,
        "inbound.received.v1" => FactKinds.Texts,
        "consent.opted-out.v1" or "consent.opted-in.v1" or "consent.wildcard-set.v1" => FactKinds.Consents,
        "profile.spend-limit-reached.v1" => FactKinds.Profiles,
        _ => FactKinds.None,
    };

    private FactBlock? Dispatched(in StoredEvent stored, BatchDispatched e, FactKinds wanted)
    {
        if (_onlyAnswered && e.Outcomes.Span.IndexOfAnyInRange(
            (byte)Outcome.DeliveredAndAnswered, (byte)Outcome.DeliveredAfterAnswer) < 0)
        {
            return null;
        }

        var accepted = (BatchAccepted)Find(MessageId.At(stored.Shard, e.Batch));
        var messages = e.Chunk == e.Batch
            ? accepted.Chunk
            : ((BatchContinued)Find(MessageId.At(stored.Shard, e.Chunk))).Chunk;
        var kinds = FactKinds.None;
        if (wanted.HasFlag(FactKinds.Messages))
        {
            kinds |= FactKinds.Messages;
            var outcomes = e.Outcomes.Span;
            for (var n = 0; n < outcomes.Length; n++)
            {
                var chance = Chance.Of(e.ChanceBase, (ulong)(e.FirstOrdinal + n));
                AddProgress(new(stored.At, (Outcome)outcomes[n], e.Carrier, chance), e.First + n);
            }
        }

        // Chunks are dispatched in order, each from its first message on, so the end of the last one ends the batch.
        var isLast = e.Chunk == e.Batch + accepted.Chunks - 1
            && e.First + e.Outcomes.Length == messages.Recipients.Count;
        if (isLast && wanted.HasFlag(FactKinds.Batches))
        {
            kinds |= FactKinds.Batches;
            _facts.Insert(0, (FactKind.BatchCompleted, 0, stored.At));
        }

        return Block(stored, e, kinds, accepted, messages);
    }

    private void AddProgress(Dispatch dispatch, int index)
    {
        if (_onlyAnswered && !dispatch.Outcome.IsAnswered())
        {
            return;
        }

        var end = MessageProgress.At(dispatch, new(Stamp.TicksMax));
        var final = end.FinalAt!.Value;
        if (end.SentAt is { } sent)
        {
            var isAfter = dispatch.Outcome == Outcome.DeliveredInDisorder;
            _facts.Add((FactKind.MessageSent, index, isAfter ? final.Plus(MagicNumbers.OtherReceiptAfter) : sent));
        }

        _facts.Add((FactKind.MessageFinal, index, final));
        if (dispatch.Outcome == Outcome.DeliveredTwice)
        {
            _facts.Add((FactKind.MessageFinal, index, final.Plus(MagicNumbers.OtherReceiptAfter)));
        }
    }

    private FactBlock? Block(
        in StoredEvent stored, GatewayEvent @event, FactKinds kinds, BatchAccepted? batch = null,
        MessageChunk messages = default, WaitingMessage? waited = null) => _facts.Count == 0 ? null : new(
            stored.Id, stored.At, stored.Scope, @event, kinds, _facts, batch, messages, waited);

    private GatewayEvent Find(MessageId id)
    {
        if (_chunks.TryGetValue(id, out var @event))
        {
            return @event;
        }

        journal.Visit(id.Shard, id.Sequence - 1, id.Sequence, (in stored) =>
        {
            @event = (stored with { Payload = stored.Payload.ToArray() }).Decode();
            return false;
        });
        Invariant.Holds(@event is not null);
        Keep(id, @event!);
        return @event!;
    }

    private void Keep(MessageId id, GatewayEvent @event)
    {
        if (_chunks.TryAdd(id, @event))
        {
            _chunkOrder.Enqueue(id);
            if (_chunkOrder.Count > ChunksMax)
            {
                _chunks.Remove(_chunkOrder.Dequeue());
            }
        }
    }
}
