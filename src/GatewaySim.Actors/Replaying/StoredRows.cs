using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal.Verification;

namespace GatewaySim.Actors.Replaying;

/// <summary>Compares entities with the rows that queries read: consent records, and messages that wait.</summary>
/// <remarks>
/// Two ways of evolving the same events, one in the entities and one in the projector, must say the same. Of network
/// blocks only the rows are looked for, as a profile that a number has left still remembers its own.
/// </remarks>
internal sealed class StoredRows(IReadModel read, IReadOnlyList<ShardState> states, FindingList findings)
{
    private const int PageRows = 1_000;

    private readonly Dictionary<Scope, Entity> _entities =
        states.SelectMany(s => s.Entities).ToDictionary(e => e.Scope);

    /// <returns>How many consent records are stored.</returns>
    public long Compare(CancellationToken cancel)
    {
        long rows = 0;
        foreach (var account in _entities.Keys.Select(s => s.Account).Distinct().Order())
        {
            var (pairs, origins) = (0L, 0L);
            foreach (var provider in (Provider[])[Provider.RingCentral, Provider.Telnyx, Provider.None])
            {
                foreach (var record in Consents(provider, account))
                {
                    cancel.ThrowIfCancellationRequested();
                    Compare(record);
                    rows++;
                    pairs += provider == Provider.RingCentral ? 1 : 0;
                    origins += provider == Provider.Telnyx ? 1 : 0;
                }
            }

            Require(pairs == RingCentralRecords(account), $"{pairs} RingCentral consent records are stored, "
                + $"and the events make {RingCentralRecords(account)}");
            var stopped = Of<ProfileEntity>(account).Sum(p => (long)p.Origins.OriginCount);
            Require(origins == stopped, $"{origins} Telnyx opt-outs are stored, and the events make {stopped}");
            CompareWaiting(account, cancel);
        }

        return rows;
    }

    private long RingCentralRecords(int account) =>
        Of<SenderEntity>(account).Sum(s => (long)s.RecipientCount)
        + Of<AccountEntity>(account).Sum(a => (long)a.WildcardCount);

    private void Compare(ConsentRecord record)
    {
        var holds = record.Provider switch
        {
            Provider.RingCentral => StateOf(record) == new PairConsent(record.Status, record.Source, record.ModifiedAt),
            Provider.Telnyx => _entities.GetValueOrDefault(Scope.OfProfile(record.Account, record.Profile!.Value))
                is ProfileEntity profile && profile.Origins.Of(record.To.Value, record.From!.Value.Key).IsOrigin,
            _ => IsNetworkBlocked(record),
        };
        Require(holds, $"the stored {record.Status} of {record.To} "
            + $"at {record.From?.ToString() ?? "*"} ({record.ModifiedAt}) is not what the events make");
    }

    private PairConsent StateOf(ConsentRecord record) =>
        record.From is { } from
            ? (_entities.GetValueOrDefault(Scope.OfSender(record.Account, from)) as SenderEntity)
                ?.PairOf(record.To.Value)
                ?? PairConsent.None
            : (_entities.GetValueOrDefault(Scope.OfAccount(record.Account)) as AccountEntity)
                ?.WildcardOf(record.To).Record
                ?? PairConsent.None;

    private bool IsNetworkBlocked(ConsentRecord record) =>
        (_entities.GetValueOrDefault(Scope.OfSender(record.Account, record.From!.Value)) is SenderEntity sender
            && sender.IsNetworkBlocked(record.To.Value))
        || Of<ProfileEntity>(record.Account).Any(p => p.IsNetworkBlocked(record.From!.Value, record.To.Value));

    private void CompareWaiting(int account, CancellationToken cancel)
    {
        var waiting = new Dictionary<Scope, long>();
        (Stamp, MessageId)? after = null;
        while (read.ListBatches(new(account, null, null, null, false, after, PageRows)) is { Count: > 0 } page)
        {
            cancel.ThrowIfCancellationRequested();
            foreach (var batch in page)
            {
                var scope = Scope.OfSender(account, batch.From);
                waiting[scope] = waiting.GetValueOrDefault(scope) + batch.Size - batch.Processed;
            }

            after = (page[^1].CreatedAt, page[^1].Id);
        }

        foreach (var sender in Of<SenderEntity>(account))
        {
            var stored = waiting.GetValueOrDefault(sender.Scope);
            Require(stored == sender.Queued,
                $"{stored} messages of {sender.Scope} wait as stored, and by the events {sender.Queued}");
        }
    }

    private IEnumerable<ConsentRecord> Consents(Provider provider, int account)
    {
        (Stamp, MessageId)? after = null;
        while (read.ListConsents(new(provider, account, null, null, [], [], null, null, null, after, 0, PageRows))
            is { Count: > 0 } page)
        {
            foreach (var record in page)
            {
                yield return record;
            }

            after = (page[^1].ModifiedAt, page[^1].Event);
        }
    }

    private IEnumerable<T> Of<T>(int account) where T : Entity =>
        _entities.Values.OfType<T>().Where(e => e.Scope.Account == account);

    private void Require(bool holds, string what)
    {
        if (!holds)
        {
            findings.Add(FindingKind.State, -1, 0, what);
        }
    }
}
