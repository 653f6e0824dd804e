using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Journal.Codec;

namespace GatewaySim.Actors.Shards;

/// <summary>Which numbers of a Telnyx profile a STOP of each recipient came to.</summary>
/// <remarks>
/// Nearly everybody stops one number, so that one is kept in the table; the rest have a list of their own.
/// </remarks>
internal sealed class OriginTable
{
    private const ulong Several = ulong.MaxValue;

    private readonly RecipientTable _origins = new();
    private readonly Dictionary<ulong, List<ulong>> _several = [];

    /// <summary>Recipients that are blocked.</summary>
    public int Count => _origins.Count;

    /// <summary>Origins of all recipients.</summary>
    public int OriginCount => _origins.Count - _several.Count + _several.Values.Sum(o => o.Count);

    public bool IsBlocked(ulong recipient) => _origins.TryGetValue(recipient, out _);

    public OriginConsent Of(ulong recipient, ulong origin) =>
        !_origins.TryGetValue(recipient, out var stored) ? default
        : stored != Several ? new(stored == origin, 1)
        : new(_several[recipient].Contains(origin), _several[recipient].Count);

    /// <summary>The origins of one recipient, ascending.</summary>
    public IReadOnlyList<ulong> OriginsOf(ulong recipient) =>
        !_origins.TryGetValue(recipient, out var stored) ? []
        : stored != Several ? [stored]
        : _several[recipient];

    public void Add(ulong recipient, ulong origin)
    {
        var origins = OriginsOf(recipient);
        if (!origins.Contains(origin))
        {
            Set(recipient, [.. origins.Append(origin).Order()]);
        }
    }

    public void Remove(ulong recipient, ulong origin) =>
        Set(recipient, [.. OriginsOf(recipient).Where(o => o != origin)]);

    public void RemoveAll(ulong recipient) => Set(recipient, []);

    public void Clear()
    {
        _origins.Clear();
        _several.Clear();
    }

    public void Write(PayloadWriter writer)
    {
        EntityState.Write(writer, _origins);
        writer.Varint((long)_several.Count);
        foreach (var (recipient, origins) in _several.OrderBy(p => p.Key))
        {
            writer.Varint(recipient);
            writer.Varint((long)origins.Count);
            origins.ForEach(writer.Varint);
        }
    }

    public void Read(ref PayloadReader reader)
    {
        EntityState.Read(ref reader, _origins);
        for (var left = reader.Int(); left > 0; left--)
        {
            var recipient = reader.Varint();
            var origins = new List<ulong>();
            for (var more = reader.Int(); more > 0; more--)
            {
                origins.Add(reader.Varint());
            }

            _several[recipient] = origins;
        }
    }

    private void Set(ulong recipient, List<ulong> origins)
    {
        _several.Remove(recipient);
        switch (origins.Count)
        {
            case 0:
                _origins.Remove(recipient);
                break;
            case 1:
                _origins.Set(recipient, origins[0]);
                break;
            default:
                _origins.Set(recipient, Several);
                _several[recipient] = origins;
                break;
        }
    }
}
