using GatewaySim.Domain;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal.Projections;

namespace GatewaySim.Journal.Reading;

/// <summary>One event with its payload, to keep.</summary>
internal sealed record ReadEvent(Stamp At, Scope Scope, GatewayEvent Event);

/// <summary>
/// What a backend gives so that messages can be found and listed. The rest is in <see cref="MessageReader"/>.
/// </summary>
internal interface IMessageSource
{
    ReadEvent? FindEvent(int shard, long sequence);

    BatchRow? FindBatch(int account, Stamp created, MessageId id);

    /// <summary>The dispatch events of a chunk, by their first message.</summary>
    IReadOnlyList<DispatchRow> DispatchesOf(int shard, long chunk);

    /// <summary>Batches at or before a place, newest first by (created, id).</summary>
    IEnumerable<BatchRow> BatchesDown(int account, Stamp? since, (Stamp At, MessageId Id) from);

    /// <summary>Texts at or before a place, newest first by (at, id).</summary>
    IEnumerable<TextRow> TextsDown(int account, Stamp? since, (Stamp At, MessageId Id) from);
}
