using GatewaySim.Domain;
using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;

namespace GatewaySim.Journal.Projections;

/// <summary>Turns events into rows that answer queries. The same code writes them live and rebuilds them.</summary>
/// <remarks>
/// A batch that is dispatched in the append that accepted it becomes one row at once. Call <see cref="Flush"/> at the
/// end of each append.
/// </remarks>
internal sealed class Projector(IProjectionSink sink)
{
    private BatchRow? _open;

    public void Project(int shard, long sequence, Stamp at, Scope scope, GatewayEvent @event)
    {
        var id = MessageId.At(shard, sequence);
        switch (@event)
        {
            case BatchAccepted e:
                Flush();
                _open = new(id, scope.Account, e.From, e.Size, 0, 0, 0, at, at, 0);
                break;
            case BatchDispatched e:
                Dispatched(shard, sequence, at, scope, e);
                break;
            case MessageDispatched e:
                // The same rows say where a scheduled message's end lies, so that a look-up finds it.
                sink.AddDispatch(new(shard, e.Message, 0, 1, sequence));
                break;
            case MessageCancelled e:
                sink.AddDispatch(new(shard, e.Message, 0, 1, sequence));
                break;
            case InboundReceived e when scope.Kind == ScopeKind.Sender:
                sink.AddText(new(id, scope.Account, at, Direction.Inbound, e.To, e.From));
                break;
            case ReplySent e when scope.Kind == ScopeKind.Sender:
                sink.AddText(new(id, scope.Account, at, Direction.Outbound, e.From, e.To));
                break;
            case RecipientOptedOut e:
                SetConsent(scope, e.Origin, e.Recipient, ConsentStatus.OptOut, e.Cause, at, id);
                break;
            case RecipientOptedIn e:
                OptedIn(scope, e, at, id);
                break;
            case ProfileRulesDropped:
                sink.RemoveConsents(Provider.Telnyx, scope.Account, scope.Profile);
                break;
            case WildcardSet e:
                sink.SetConsent(
                    new(Provider.RingCentral, scope.Account, null, null, e.Recipient),
                    new(
                        Provider.RingCentral, scope.Account, null, null, e.Recipient, e.Status, e.Source, at, null,
                        id));
                sink.AddConsentHistory(new(scope.Account, null, e.Recipient, e.Status, e.Source, at, id));
                break;
            case NetworkBlocked e:
                SetNetwork(scope, e.Number, e.Handset, at, id);
                break;
            case NetworkUnblocked e:
                sink.RemoveConsent(new(Provider.None, scope.Account, null, e.Number, e.Handset));
                break;
            case NetworkBlocksAdopted e:
                sink.RemoveNetworkBlocks(scope.Account, e.Number);
                foreach (var handset in e.Handsets)
                {
                    SetNetwork(scope, e.Number, handset, at, id);
                }

                break;
        }
    }

    /// <summary>Writes the batch that was still open for its dispatch.</summary>
    public void Flush()
    {
        if (_open is { } row)
        {
            sink.AddBatch(row);
            _open = null;
        }
    }

    /// <summary>Lets go of the batch that was still open, as its append failed.</summary>
    public void Forget() => _open = null;

    private void Dispatched(int shard, long sequence, Stamp at, Scope scope, BatchDispatched e)
    {
        var count = e.Outcomes.Length;
        var batch = MessageId.At(shard, e.Batch);
        if (_open is { } open && open.Id == batch && open.Processed == 0 && count == open.Size)
        {
            _open = open with
            {
                Processed = count, Blocked = e.Blocked, Segments = e.Segments, ModifiedAt = at, Dispatch = sequence,
            };
            return;
        }

        Flush();
        sink.AddDispatch(new(shard, e.Chunk, e.First, count, sequence));
        sink.AdvanceBatch(new(batch, scope.Account, e.AcceptedAt, count, e.Blocked, e.Segments, at));
    }

    private void OptedIn(Scope scope, RecipientOptedIn e, Stamp at, MessageId id)
    {
        if (scope.Kind == ScopeKind.Sender)
        {
            SetConsent(scope, e.Origin, e.Recipient, ConsentStatus.OptIn, e.Cause, at, id);
        }
        else if (e.AllOrigins)
        {
            sink.RemoveConsents(Provider.Telnyx, scope.Account, scope.Profile, e.Recipient);
        }
        else
        {
            sink.RemoveConsent(KeyOf(scope, e.Origin, e.Recipient));
        }
    }

    private void SetConsent(
        Scope scope, Address origin, PhoneNumber to, ConsentStatus status, in ConsentCause cause, Stamp at,
        MessageId id)
    {
        var key = KeyOf(scope, origin, to);
        sink.SetConsent(key, new(
            key.Provider, key.Account, key.Profile, origin, to, status, cause.Source, at,
            cause.Keyword.Length == 0 ? null : cause.Keyword, id));
        if (scope.Kind == ScopeKind.Sender)
        {
            sink.AddConsentHistory(new(scope.Account, origin, to, status, cause.Source, at, id));
        }
    }

    private void SetNetwork(Scope scope, PhoneNumber number, PhoneNumber handset, Stamp at, MessageId id) =>
        sink.SetConsent(
            new(Provider.None, scope.Account, null, number, handset),
            new(Provider.None, scope.Account, null, number, handset, ConsentStatus.OptOut, ConsentSource.Carrier, at,
                null, id));

    private static ConsentKey KeyOf(Scope scope, Address origin, PhoneNumber to) =>
        new(scope.Provider, scope.Account, scope.Kind == ScopeKind.Profile ? scope.Profile : null, origin, to);
}
