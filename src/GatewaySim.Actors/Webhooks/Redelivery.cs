using GatewaySim.Domain;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Actors.Webhooks;

/// <summary>What an operator wants to be sent again.</summary>
/// <param name="Endpoint">One endpoint; null for all.</param>
/// <param name="Since">Facts due then or later.</param>
/// <param name="Until">Facts due then or earlier.</param>
/// <param name="Number">Only about this number, on either side; null for any.</param>
/// <param name="Id">Only about this message, batch or event; null for any.</param>
public sealed record RedeliveryOrder(
    string? Endpoint, Stamp Since, Stamp Until, FactKinds Kinds, Address? Number = null, MessageId? Id = null);

/// <summary>An order as one endpoint works it off: it reads the journal once more. A restart forgets it.</summary>
internal sealed class Redelivery(RedeliveryOrder order, long[] positions, long[] ends)
{
    public RedeliveryOrder Order { get; } = order;

    /// <summary>The last event read, by shard.</summary>
    public long[] Positions { get; } = positions;

    /// <summary>The last event to read, by shard.</summary>
    public long[] Ends { get; } = ends;

    /// <summary>Facts that were found and queued.</summary>
    public long Matched { get; set; }

    public bool IsRead => !Positions.Where((position, shard) => position < Ends[shard]).Any();

    public bool Matches(in Fact fact) =>
        fact.Due >= Order.Since && fact.Due <= Order.Until
        && (Order.Number is not { } number || fact.Business == number || fact.Person == number)
        && (Order.Id is not { } id || fact.Id == id || fact.Block.Batch == id)
        && (Order.Kinds & fact.Kinds) != 0;
}
