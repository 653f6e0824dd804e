using System.Runtime.InteropServices;
using GatewaySim.Domain;
using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;

namespace GatewaySim.Actors.Webhooks;

/// <summary>
/// All facts of one journalled event, in the order in which they become due. Immutable, shared by endpoints.
/// </summary>
/// <remarks>
/// 12 bytes a fact. A dispatch of 16,384 messages makes up to 32,769 facts: sorted once, in about 3 ms. Messages to the
/// magic number with two receipts make a fact more.
/// </remarks>
public sealed class FactBlock
{
    private readonly uint[] _facts;
    private readonly long[] _dues;
    private readonly BatchAccepted? _batch;
    private readonly MessageChunk _messages;
    private readonly WaitingMessage? _waited;

    internal FactBlock(
        MessageId id, Stamp at, Scope scope, GatewayEvent? @event, FactKinds kinds, List<(FactKind, int, Stamp)> facts,
        BatchAccepted? batch = null, MessageChunk messages = default, WaitingMessage? waited = null)
    {
        (Id, At, Scope, Event, Kinds, _batch, _messages) = (id, at, scope, @event, kinds, batch, messages);
        _waited = waited;
        _facts = new uint[facts.Count];
        _dues = new long[facts.Count];
        for (var n = 0; n < facts.Count; n++)
        {
            var (kind, index, due) = facts[n];
            _facts[n] = (uint)index << 3 | (uint)kind;
            _dues[n] = due.Ticks;
        }

        if (!IsAscending(_dues))
        {
            // Not stable, so the order of equal dues is put into the keys: a message is sent before it is final.
            var keys = new (long Due, uint Fact)[_dues.Length];
            for (var n = 0; n < keys.Length; n++)
            {
                keys[n] = (_dues[n], _facts[n]);
            }

            Array.Sort(keys, static (a, b) =>
                a.Due != b.Due ? a.Due.CompareTo(b.Due) : a.Fact.CompareTo(b.Fact));
            for (var n = 0; n < keys.Length; n++)
            {
                (_dues[n], _facts[n]) = keys[n];
            }
        }
    }

    /// <summary>One reminder, for one endpoint.</summary>
    /// <param name="at">When it is due.</param>
    public static FactBlock Reminder(Scope scope, Stamp at) =>
        new(MessageId.None, at, scope, @event: null, FactKinds.None, [(FactKind.Reminder, 0, at)]);

    /// <summary>The event's place.</summary>
    public MessageId Id { get; }

    /// <summary>The event's stamp.</summary>
    public Stamp At { get; }

    public Scope Scope { get; }

    /// <summary>The event; null for what comes from the clock.</summary>
    public GatewayEvent? Event { get; }

    public FactKinds Kinds { get; }

    public int Count => _facts.Length;

    /// <summary>The batch of a dispatch; none for others.</summary>
    public MessageId Batch => Event switch
    {
        BatchDispatched e => MessageId.At(Id.Shard, e.Batch),
        BatchAccepted => Id,
        _ => MessageId.None,
    };

    /// <summary>When the batch was accepted.</summary>
    public Stamp BatchAt => Event is BatchDispatched e ? e.AcceptedAt : At;

    /// <summary>The batch as it was accepted; null for other events.</summary>
    public BatchAccepted? Accepted => _batch;

    public Address Business => Event switch
    {
        BatchDispatched or BatchAccepted => _batch!.From,
        MessageAccepted e => e.From,
        MessageDispatched => _waited!.From,
        GroupAccepted e => e.From,
        InboundReceived e => e.To,
        ReplySent e => e.From,
        RecipientOptedOut e => e.Origin,
        RecipientOptedIn e => e.Origin,
        _ => default,
    };

    /// <summary>What a Telnyx sender asked for.</summary>
    public MessageOptions Options => Event switch
    {
        MessageAccepted e => e.Options,
        MessageDispatched => _waited!.Options,
        GroupAccepted e => e.Options,
        _ => MessageOptions.None,
    };

    /// <summary>The facts, earliest first.</summary>
    public Fact this[int n] => new(this, (FactKind)(_facts[n] & 7), (int)(_facts[n] >> 3), new(_dues[n]));

    public Stamp DueOf(int n) => new(_dues[n]);

    internal MessageId IdOf(FactKind kind, int index) => (kind, Event) switch
    {
        (FactKind.BatchAccepted or FactKind.BatchCompleted, _) => Batch,
        (_, BatchDispatched e) => MessageId.At(Id.Shard, e.Chunk, index),
        (_, MessageDispatched e) => MessageId.At(Id.Shard, e.Message),
        (_, GroupAccepted) => MessageId.At(Id.Shard, Id.Sequence, index),
        _ => Id,
    };

    internal Address PersonOf(int index) => Event switch
    {
        BatchDispatched => new PhoneNumber(_messages.Recipients[index]),
        MessageAccepted e => e.To,
        MessageDispatched => _waited!.To,
        GroupAccepted e => e.To[index - 1],
        InboundReceived e => e.From,
        ReplySent e => e.To,
        RecipientOptedOut e => e.Recipient,
        RecipientOptedIn e => e.Recipient,
        WildcardSet e => e.Recipient,
        _ => default,
    };

    internal Dispatch? DispatchOf(int index) => Event switch
    {
        BatchDispatched e => new(
            At, (Outcome)e.Outcomes.Span[index - e.First], e.Carrier,
            Chance.Of(e.ChanceBase, (ulong)(e.FirstOrdinal + index - e.First))),
        MessageAccepted e => new(At, e.Outcome, e.Carrier, e.Chance),
        MessageDispatched e => e.DispatchAt(At),
        GroupAccepted e => e.MemberAt(index - 1, At).Dispatch,
        ReplySent e => new(At, e.Outcome, e.Carrier, e.Chance),
        _ => null,
    };

    internal MessageRecord MessageOf(int index) => Event switch
    {
        BatchDispatched e => new(
            MessageId.At(Id.Shard, e.Chunk, index), Scope, Batch, Direction.Outbound, _batch!.From,
            new PhoneNumber(_messages.Recipients[index]), _messages.StringOf(index, _batch.Text), e.AcceptedAt,
            DispatchOf(index), MessageOptions.None),
        MessageAccepted e => new(
            Id, Scope, null, Direction.Outbound, e.From, e.To, e.Text, At, DispatchOf(0), e.Options),
        MessageDispatched e => new(
            IdOf(FactKind.MessageFinal, 0), Scope, null, Direction.Outbound, _waited!.From, _waited.To,
            _waited.Text, e.AcceptedAt, DispatchOf(0), _waited.Options)
        {
            SendAt = _waited is MessageScheduled ? _waited.SendAt : null,
            LeavesAt = _waited is MessageQueued ? _waited.SendAt : null,
        },
        GroupAccepted e => new(
            Id, Scope, null, Direction.Outbound, e.From, e.To[0], e.Text, At, DispatchOf(1), e.Options,
            Group: e.MembersAt(At)),
        InboundReceived e => new(
            Id, Scope, null, Direction.Inbound, e.From, e.To, e.Text, At, null, MessageOptions.None, e.Operation),
        ReplySent e => new(
            Id, Scope, null, Direction.Outbound, e.From, e.To, e.Text, At, DispatchOf(0), MessageOptions.None,
            e.Operation, true),
        _ => throw new InvalidOperationException($"{Event?.GetType().Name} is about no message."),
    };

    private static bool IsAscending(ReadOnlySpan<long> dues)
    {
        for (var n = 1; n < dues.Length; n++)
        {
            if (dues[n] < dues[n - 1])
            {
                return false;
            }
        }

        return true;
    }
}
