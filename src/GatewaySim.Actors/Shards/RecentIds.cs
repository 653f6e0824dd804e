using GatewaySim.Domain;
using GatewaySim.Journal.Codec;

namespace GatewaySim.Actors.Shards;

/// <summary>The external ids of the newest inbound texts, so that a repeat is recognised (P-6).</summary>
internal sealed class RecentIds
{
    /// <summary>Ids that are remembered per scope; an older one counts as new.</summary>
    public const int IdsMax = 1_024;

    private readonly Dictionary<string, MessageId> _ids = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public bool TryFind(string? externalId, out MessageId id)
    {
        id = default;
        return !string.IsNullOrEmpty(externalId) && _ids.TryGetValue(externalId, out id);
    }

    public void Add(string externalId, MessageId id)
    {
        if (externalId.Length == 0 || !_ids.TryAdd(externalId, id))
        {
            return;
        }

        _order.Enqueue(externalId);
        if (_order.Count > IdsMax)
        {
            _ids.Remove(_order.Dequeue());
        }
    }

    public void Write(PayloadWriter writer)
    {
        writer.Varint((long)_order.Count);
        foreach (var externalId in _order)
        {
            writer.Text(externalId);
            writer.Varint(_ids[externalId].Value);
        }
    }

    public void Read(ref PayloadReader reader)
    {
        for (var left = reader.Int(); left > 0; left--)
        {
            Add(reader.Text(), new(reader.Long()));
        }
    }
}
