using GatewaySim.Domain;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal.Projections;

namespace GatewaySim.Journal.Memory;

/// <summary>The projections as plain collections.</summary>
internal sealed class MemoryProjections : IProjectionSink
{
    public SortedDictionary<(int Account, Stamp Created, MessageId Id), BatchRow> Batches { get; } = [];

    public SortedDictionary<(int Account, Stamp At, MessageId Id), TextRow> Texts { get; } = [];

    public SortedDictionary<(int Shard, long Chunk, int First), DispatchRow> Dispatches { get; } = [];

    public Dictionary<ConsentKey, ConsentRecord> Consents { get; } = [];

    public List<ConsentHistoryRecord> ConsentHistory { get; } = [];

    public void AddBatch(in BatchRow row) => Batches.Add((row.Account, row.CreatedAt, row.Id), row);

    public void AdvanceBatch(in BatchProgress progress)
    {
        var key = (progress.Account, progress.CreatedAt, progress.Batch);
        var row = Batches[key];
        Batches[key] = row with
        {
            Processed = row.Processed + progress.Processed,
            Blocked = row.Blocked + progress.Blocked,
            Segments = row.Segments + progress.Segments,
            ModifiedAt = progress.At,
        };
    }

    public void AddDispatch(in DispatchRow row) => Dispatches.Add((row.Shard, row.Chunk, row.First), row);

    public void AddText(in TextRow row) => Texts.Add((row.Account, row.At, row.Id), row);

    public void SetConsent(in ConsentKey key, ConsentRecord record) => Consents[key] = record;

    public void AddConsentHistory(ConsentHistoryRecord record) => ConsentHistory.Add(record);

    public void RemoveConsent(in ConsentKey key) => Consents.Remove(key);

    public void RemoveConsents(Provider provider, int account, Guid profile, PhoneNumber to) =>
        RemoveWhere(k => (k.Provider, k.Account, k.Profile, k.To) == (provider, account, profile, to));

    public void RemoveConsents(Provider provider, int account, Guid profile) =>
        RemoveWhere(k => (k.Provider, k.Account, k.Profile) == (provider, account, profile));

    public void RemoveNetworkBlocks(int account, Address number) =>
        RemoveWhere(k => (k.Provider, k.Account, k.From) == (Provider.None, account, number));

    private void RemoveWhere(Func<ConsentKey, bool> isGone)
    {
        foreach (var key in Consents.Keys.Where(isGone).ToList())
        {
            Consents.Remove(key);
        }
    }
}
