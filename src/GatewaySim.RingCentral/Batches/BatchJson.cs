using System.Text.Json;
using GatewaySim.Domain;
using GatewaySim.Domain.Reading;
using GatewaySim.RingCentral.Json;

namespace GatewaySim.RingCentral.Batches;

/// <summary>How a batch is written, in answers and in events.</summary>
internal static class BatchJson
{
    public const string Processing = "Processing";
    public const string Completed = "Completed";

    /// <param name="withRejected">Whether there is a list of rejected messages: events have none.</param>
    /// <param name="salt">Of this simulation's UUIDs.</param>
    /// <param name="costPerSegment">US dollars.</param>
    public static void Write(
        Utf8JsonWriter json, BatchRecord batch, bool withRejected, ulong salt, double costPerSegment)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, PositionUuid.Encode(batch.Id, UuidKind.Batch, salt));
        json.WriteAddress("from"u8, batch.From);
        json.WriteNumber("batchSize"u8, batch.Size);
        json.WriteNumber("processedCount"u8, batch.Processed);
        json.WriteString("status"u8, batch.IsComplete ? Completed : Processing);
        json.WriteStamp("creationTime"u8, batch.CreatedAt);
        json.WriteStamp("lastModifiedTime"u8, batch.ModifiedAt);
        if (withRejected)
        {
            // Which messages were rejected is told once, in the answer to the POST.
            json.WriteStartArray("rejected"u8);
            json.WriteEndArray();
        }

        if (batch.IsComplete)
        {
            json.WriteCost(batch.Segments, costPerSegment);
        }

        json.WriteEndObject();
    }
}
