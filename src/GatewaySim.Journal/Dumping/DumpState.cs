using GatewaySim.Domain;
using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using static System.FormattableString;

namespace GatewaySim.Journal.Dumping;

/// <summary>
/// The state of all scopes as plain rows, made of events alone and by none of the gateway's own code.
/// </summary>
internal sealed class DumpState : IDisposable
{
    private readonly Dictionary<Scope, DumpScope> _scopes = [];
    private readonly DumpAccounts _accounts = new();

    public DumpTables Tables { get; } = new();

    /// <summary>In the order of their texts.</summary>
    public IReadOnlyList<DumpScope> Scopes =>
        [.. _scopes.Values.OrderBy(s => s.Scope.Text, StringComparer.Ordinal)];

    public void Apply(in StoredEvent stored)
    {
        var (at, id) = (stored.At, stored.Id);
        var scope = ScopeOf(stored.Scope);
        switch (stored.Decode())
        {
            case BatchAccepted e:
                // Only the header is kept, as the rest of the event is borrowed.
                Accepted(scope, id, at, e with { Text = default, Chunk = default }, e.Chunk.Recipients.Count);
                break;
            case BatchContinued e:
                scope.OpenBatches[MessageId.At(id.Shard, e.Batch)].Chunks[id.Sequence] = (e.Chunk.Recipients.Count, 0);
                break;
            case BatchDispatched e:
                Dispatched(scope, MessageId.At(id.Shard, e.Batch), at, e);
                break;
            case MessageAccepted e:
                scope.Messages++;
                scope.Outcomes[(int)e.Outcome]++;
                scope.Ordinals[e.From.ToString()] = e.Ordinal + 1;
                break;
            case WaitingMessage e:
                scope.Scheduled[id] = (e.From.ToString(), $"{e.To} {at} {e.SendAt}");
                break;
            case MessageDispatched e:
                scope.Messages++;
                scope.Outcomes[(int)e.Outcome]++;
                if (scope.Scheduled.Remove(MessageId.At(id.Shard, e.Message), out var scheduled))
                {
                    scope.Ordinals[scheduled.From] = e.Ordinal + 1;
                }

                break;
            case MessageCancelled e:
                scope.Scheduled.Remove(MessageId.At(id.Shard, e.Message));
                break;
            case GroupAccepted e:
                scope.Messages += e.To.Count;
                foreach (var outcome in e.Outcomes.Span)
                {
                    scope.Outcomes[outcome]++;
                }

                scope.Ordinals[e.From.ToString()] = e.FirstOrdinal + e.To.Count;
                break;
            case InboundReceived e:
                scope.Inbound++;
                if (e.ExternalId.Length > 0)
                {
                    Tables.AddHeard(scope.Number, id, DumpText.Field(e.ExternalId));
                }

                break;
            case ReplySent e:
                scope.Replies = e.Ordinal + 1;
                break;
            case RecipientOptedOut e:
                SetConsent(scope, e.Recipient.Value, e.Origin.ToString(), ConsentStatus.OptOut, e.Cause, at, id);
                break;
            case RecipientOptedIn e when stored.Scope.Kind == ScopeKind.Sender:
                SetConsent(scope, e.Recipient.Value, e.Origin.ToString(), ConsentStatus.OptIn, e.Cause, at, id);
                break;
            case RecipientOptedIn { AllOrigins: true } e:
                Tables.RemoveConsents(scope.Number, e.Recipient.Value);
                break;
            case RecipientOptedIn e:
                Tables.RemoveConsent(scope.Number, e.Recipient.Value, e.Origin.ToString());
                break;
            case WildcardSet e:
                SetConsent(scope, e.Recipient.Value, "*", e.Status, ConsentCause.Of(e.Source), at, id);
                break;
            case NetworkBlocked e:
                Tables.SetNetwork(scope.Number, e.Number.Value, e.Handset.Value, at, id);
                break;
            case NetworkUnblocked e:
                Tables.RemoveNetwork(scope.Number, e.Number.Value, e.Handset.Value);
                break;
            case NetworkBlocksAdopted e:
                Tables.RemoveNetworks(scope.Number, e.Number.Value);
                foreach (var handset in e.Handsets)
                {
                    Tables.SetNetwork(scope.Number, e.Number.Value, handset.Value, at, id);
                }

                break;
            case ProfileRulesDropped:
                Tables.RemoveConsents(scope.Number);
                break;
            case SubscriptionCreated e:
                scope.Records[$"subscription {e.Id}"] =
                    $"{DumpText.Field(e.Address)} {DumpText.Field(e.VerificationToken)} {at} {id}";
                scope.Records[$"subscription-life {e.Id}"] = LifeOf(e.EventFilters, e.ExpiresIn, at);
                break;
            case SubscriptionRenewed e:
                scope.Records[$"subscription-life {e.Id}"] = LifeOf(e.EventFilters, e.ExpiresIn, at);
                break;
            case SubscriptionBlacklisted e:
                scope.Records[$"subscription-blacklisted {e.Id}"] = $"{DumpText.Field(e.Reason)} {at} {id}";
                break;
            case SubscriptionActivated e:
                scope.Records.Remove($"subscription-blacklisted {e.Id}");
                break;
            case SubscriptionDeleted e:
                foreach (var kind in (string[])["subscription", "subscription-life", "subscription-blacklisted"])
                {
                    scope.Records.Remove($"{kind} {e.Id}");
                }

                break;
            case var other:
                _accounts.Apply(scope, other, at, id);
                break;
        }
    }

    /// <summary>Writes the batches that are still open to their table.</summary>
    public void End()
    {
        foreach (var scope in _scopes.Values)
        {
            foreach (var (id, batch) in scope.OpenBatches)
            {
                Tables.AddBatch(scope.Number, id, LineOf(batch));
            }
        }
    }

    public void Dispose() => Tables.Dispose();

    private static string LifeOf(IEnumerable<string> filters, int expiresIn, Stamp at) =>
        Invariant($"{string.Join(',', filters.Select(DumpText.Field))} {expiresIn} ") + at;

    private static void Accepted(DumpScope scope, MessageId id, Stamp at, BatchAccepted e, int count)
    {
        scope.Messages += e.Size;
        scope.Ordinals[scope.Scope.Sender.ToString()] = e.FirstOrdinal + e.Size;
        scope.OpenBatches[id] = new(e, at) { Chunks = { [id.Sequence] = (count, 0) } };
    }

    private void Dispatched(DumpScope scope, MessageId id, Stamp at, BatchDispatched e)
    {
        var batch = scope.OpenBatches[id];
        foreach (var outcome in e.Outcomes.Span)
        {
            batch.Outcomes[outcome]++;
            scope.Outcomes[outcome]++;
        }

        batch.ModifiedAt = at;
        batch.Segments += e.Segments;
        batch.Processed += e.Outcomes.Length;
        var (count, next) = batch.Chunks[e.Chunk];
        batch.Chunks[e.Chunk] = (count, next + e.Outcomes.Length);
        if (next + e.Outcomes.Length == count)
        {
            batch.Chunks.Remove(e.Chunk);
        }

        if (batch.Processed == batch.Accepted.Size)
        {
            Tables.AddBatch(scope.Number, id, LineOf(batch));
            scope.OpenBatches.Remove(id);
        }
    }

    private static string LineOf(DumpBatch batch) => Invariant(
        $"{batch.Accepted.Size} {batch.Accepted.Rejected} {batch.Processed} ")
        + Invariant($"{batch.Segments} {batch.Accepted.FirstOrdinal} ")
        + $"{batch.CreatedAt} {batch.ModifiedAt} {DumpText.Counts(batch.Outcomes, Outcome.Blocked)}";

    private void SetConsent(
        DumpScope scope, ulong recipient, string origin, ConsentStatus status, in ConsentCause cause, Stamp at,
        MessageId id) =>
        Tables.SetConsent(
            scope.Number, recipient, origin, status, cause.Source, at,
            DumpText.Field(cause.Keyword.Length == 0 ? null : cause.Keyword), id);

    private DumpScope ScopeOf(Scope scope)
    {
        if (!_scopes.TryGetValue(scope, out var found))
        {
            _scopes[scope] = found = new(_scopes.Count, scope);
        }

        return found;
    }
}
