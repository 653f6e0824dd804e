using GatewaySim.Domain;
using GatewaySim.Domain.Consent;

namespace GatewaySim.Journal.Verification;

/// <summary>One account-wide record as it was set.</summary>
internal readonly record struct WildcardChange(long Sequence, Stamp At, bool IsOut);

/// <summary>All account-wide records that an account ever set, read from the stream of the account's shard.</summary>
internal sealed class WildcardHistory
{
    private readonly Dictionary<ulong, List<WildcardChange>> _changes = [];
    private readonly Dictionary<long, Stamp> _stamps = [];

    public bool IsEmpty => _changes.Count == 0;

    public long Count => _stamps.Count;

    /// <summary>
    /// Reads the account's stream up to its end; whatever does not decode is somebody else's finding.
    /// </summary>
    public static WildcardHistory Read(IJournal journal, int account, CancellationToken cancel)
    {
        var history = new WildcardHistory();
        var scope = Scope.OfAccount(account);
        journal.Visit(scope.ShardOf(journal.Info.Shards), 0, long.MaxValue, (in stored) =>
        {
            cancel.ThrowIfCancellationRequested();
            if (stored.Name == WildcardName && stored.Scope.Equals(scope) && Decode(stored) is { } set)
            {
                history.Add(set, stored.Sequence, stored.At);
            }

            return true;
        });
        return history;
    }

    public IReadOnlyList<WildcardChange> Of(ulong recipient) =>
        _changes.TryGetValue(recipient, out var found) ? found : [];

    /// <summary>When a record was set.</summary>
    /// <returns>Null where that event set none.</returns>
    public Stamp? StampOf(long sequence) => _stamps.TryGetValue(sequence, out var at) ? at : null;

    private static readonly string WildcardName =
        Codec.EventCodec.Kinds.Single(k => k.Type == typeof(WildcardSet)).Name;

    private static WildcardSet? Decode(in StoredEvent stored)
    {
        try
        {
            return (WildcardSet)stored.Decode();
        }
        catch (JournalCorruptException)
        {
            return null;
        }
    }

    private void Add(WildcardSet set, long sequence, Stamp at)
    {
        if (!_changes.TryGetValue(set.Recipient.Value, out var changes))
        {
            _changes[set.Recipient.Value] = changes = [];
        }

        changes.Add(new(sequence, at, set.Status == ConsentStatus.OptOut));
        _stamps[sequence] = at;
    }
}
