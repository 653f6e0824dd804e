using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;

namespace GatewaySim.Actors.Counting;

/// <summary>What happened on a shard since the start of the process. Only what is durable counts.</summary>
/// <remarks>
/// A turn counts what it decides, event by event, and the shard adds the turn's counts to its own when the turn is
/// durable. So a message of a batch costs a fraction of a nanosecond, and nothing is allocated. One thread at a time
/// writes; any thread may read, each number for itself.
/// </remarks>
public sealed class ShardCounts
{
    private const int Providers = 2;
    private const int Operations = 5;
    private const int Statuses = 2;
    private const int Sources = 4;
    private const int Kinds = 4;

    private const int AcceptedAt = 0;
    private const int DispatchedAt = AcceptedAt + Providers;
    private const int CancelledAt = DispatchedAt + Providers;
    private const int BlockedAt = CancelledAt + 1;
    private const int SpendLimitedAt = BlockedAt + 1;
    private const int QueueFullAt = SpendLimitedAt + 1;
    private const int TextsAt = QueueFullAt + 1;
    private const int RepliesAt = TextsAt + Providers * Operations;
    private const int EventsAt = RepliesAt + Providers * Operations;
    private const int BytesAt = EventsAt + 1;
    private const int ConsentsAt = BytesAt + 1;
    private const int OutcomesAt = ConsentsAt + Kinds * Statuses * Sources * Providers;

    private static readonly int Outcomes = Enum.GetValues<Outcome>().Length;

    private readonly long[] _counts = new long[OutcomesAt + Providers * Outcomes];

    /// <summary>Events that were written to the journal.</summary>
    public long Events => At(EventsAt);

    /// <summary>Bytes of these events.</summary>
    public long Bytes => At(BytesAt);

    /// <summary>Scheduled messages that were taken back.</summary>
    public long Cancelled => At(CancelledAt);

    /// <summary>Sends that were refused at once because of an opt-out: no message exists (Telnyx).</summary>
    public long BlockedAtRequest => At(BlockedAt);

    /// <summary>Sends that were refused at once because the profile had spent what it may (Telnyx).</summary>
    public long SpendLimitedAtRequest => At(SpendLimitedAt);

    /// <summary>Sends that were refused at once because a queue of sender or account was full (Telnyx).</summary>
    public long QueueFullAtRequest => At(QueueFullAt);

    /// <summary>Messages that got an id, also those that wait. Automatic replies are none.</summary>
    public long Accepted(Provider provider) => At(AcceptedAt + IndexOf(provider));

    /// <summary>Messages that left the queue: handed to the carrier, or refused at that moment.</summary>
    public long Dispatched(Provider provider) => At(DispatchedAt + IndexOf(provider));

    /// <summary>How the dispatched messages end.</summary>
    public long Ended(Provider provider, Outcome outcome) =>
        At(OutcomesAt + IndexOf(provider) * Outcomes + (int)outcome);

    /// <summary>Texts that people sent. A repeat of one that is known is none.</summary>
    public long Texts(Provider provider, Operation operation) =>
        At(TextsAt + IndexOf(provider) * Operations + (int)operation);

    /// <summary>Automatic replies.</summary>
    public long Replies(Provider provider, Operation operation) =>
        At(RepliesAt + IndexOf(provider) * Operations + (int)operation);

    /// <summary>Changes of consent.</summary>
    /// <param name="status">Opted in or out.</param>
    public long Consents(Provider provider, ConsentRecordKind kind, ConsentStatus status, ConsentSource source) =>
        At(ConsentAt(provider, kind, status, source));

    /// <summary>Sends that a rule refused at once.</summary>
    internal void RefusedAtRequest(Verdict verdict, int messages = 1)
    {
        switch (verdict)
        {
            case Verdict.Blocked:
                _counts[BlockedAt] += messages;
                break;
            case Verdict.SpendLimited:
                _counts[SpendLimitedAt] += messages;
                break;
            case Verdict.Overloaded:
                _counts[QueueFullAt] += messages;
                break;
        }
    }

    /// <summary>Counts an event that a turn decided.</summary>
    /// <param name="bytes">Its size in the journal.</param>
    internal void Note(Scope scope, GatewayEvent @event, int bytes)
    {
        _counts[EventsAt]++;
        _counts[BytesAt] += bytes;
        switch (@event)
        {
            case MessageAccepted e:
                _counts[AcceptedAt + IndexOf(Provider.Telnyx)]++;
                Dispatch(Provider.Telnyx, e.Outcome);
                break;
            case BatchAccepted e:
                _counts[AcceptedAt + IndexOf(Provider.RingCentral)] += e.Size;
                break;
            case BatchDispatched e:
                Dispatch(Provider.RingCentral, e.Outcomes.Span);
                break;
            case GroupAccepted e:
                _counts[AcceptedAt + IndexOf(Provider.Telnyx)] += e.To.Count;
                Dispatch(Provider.Telnyx, e.Outcomes.Span);
                break;
            case MessageScheduled or MessageQueued:
                _counts[AcceptedAt + IndexOf(Provider.Telnyx)]++;
                break;
            case MessageDispatched e:
                Dispatch(Provider.Telnyx, e.Outcome);
                break;
            case MessageCancelled:
                _counts[CancelledAt]++;
                break;
            case InboundReceived e:
                _counts[TextsAt + IndexOf(scope.Provider) * Operations + (int)e.Operation]++;
                break;
            case ReplySent e:
                _counts[RepliesAt + IndexOf(scope.Provider) * Operations + (int)e.Operation]++;
                break;
            default:
                NoteConsent(scope, @event);
                break;
        }
    }

    internal void Add(ShardCounts other)
    {
        for (var n = 0; n < _counts.Length; n++)
        {
            _counts[n] += other._counts[n];
        }
    }

    internal void Clear() => Array.Clear(_counts);

    private void NoteConsent(Scope scope, GatewayEvent @event)
    {
        var kind = scope.Kind == ScopeKind.Profile ? ConsentRecordKind.Profile : ConsentRecordKind.Pair;
        var at = @event switch
        {
            RecipientOptedOut e => ConsentAt(scope.Provider, kind, ConsentStatus.OptOut, e.Cause.Source),
            RecipientOptedIn e => ConsentAt(scope.Provider, kind, ConsentStatus.OptIn, e.Cause.Source),
            WildcardSet e => ConsentAt(Provider.RingCentral, ConsentRecordKind.Account, e.Status, e.Source),
            NetworkBlocked => ConsentAt(
                scope.Provider, ConsentRecordKind.Network, ConsentStatus.OptOut, ConsentSource.Recipient),
            NetworkUnblocked => ConsentAt(
                scope.Provider, ConsentRecordKind.Network, ConsentStatus.OptIn, ConsentSource.Recipient),
            _ => -1,
        };
        if (at >= 0)
        {
            _counts[at]++;
        }
    }

    private void Dispatch(Provider provider, Outcome outcome)
    {
        _counts[DispatchedAt + IndexOf(provider)]++;
        _counts[OutcomesAt + IndexOf(provider) * Outcomes + (int)outcome]++;
    }

    private void Dispatch(Provider provider, ReadOnlySpan<byte> outcomes)
    {
        // One pass over the bytes for each outcome, a vector at a time, until all are found: most are delivered.
        _counts[DispatchedAt + IndexOf(provider)] += outcomes.Length;
        var first = OutcomesAt + IndexOf(provider) * Outcomes;
        var left = outcomes.Length;
        for (var outcome = (int)Outcome.Delivered; outcome < Outcomes && left > 0; outcome++)
        {
            var found = outcomes.Count((byte)outcome);
            _counts[first + outcome] += found;
            left -= found;
        }
    }

    private long At(int index) => Volatile.Read(ref _counts[index]);

    private static int ConsentAt(
        Provider provider, ConsentRecordKind kind, ConsentStatus status, ConsentSource source) =>
        ConsentsAt + (((int)kind * Statuses + ((int)status - (int)ConsentStatus.OptIn)) * Sources + (int)source)
            * Providers + IndexOf(provider);

    private static int IndexOf(Provider provider)
    {
        Invariant.Holds(provider is Provider.RingCentral or Provider.Telnyx);
        return (int)provider - 1;
    }
}
