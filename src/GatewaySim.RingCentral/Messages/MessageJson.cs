using System.Globalization;
using System.Text.Json;
using GatewaySim.Domain;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Reading;
using GatewaySim.RingCentral.Json;

namespace GatewaySim.RingCentral.Messages;

/// <summary>How a message is written, in answers and in events.</summary>
internal static class MessageJson
{
    /// <param name="progress">How it stands; of no account for inbound messages.</param>
    /// <param name="isListed">Whether it stands in a list.</param>
    /// <param name="withText">Whether its text is shown.</param>
    /// <param name="salt">Of this simulation's UUIDs.</param>
    /// <param name="costPerSegment">US dollars.</param>
    public static void Write(
        Utf8JsonWriter json, MessageRecord message, MessageProgress progress, bool isListed, bool withText, ulong salt,
        double costPerSegment)
    {
        var isInbound = message.Direction == Direction.Inbound;
        var status = RingCentralStatuses.Of(message.Direction, progress);
        json.WriteStartObject();

        // Spec: the same id is an int64 in lists and a string where a message stands alone.
        if (isListed)
        {
            json.WriteNumber("id"u8, message.Id.Value);
        }
        else
        {
            json.WriteString("id"u8, message.Id.Value.ToString(CultureInfo.InvariantCulture));
        }

        if (message.Batch is { } batch)
        {
            json.WriteString("batchId"u8, PositionUuid.Encode(batch, UuidKind.Batch, salt));
        }

        json.WriteAddress("from"u8, message.From);
        json.WriteStartArray("to"u8);
        json.WriteStringValue(message.To.ToString());
        json.WriteEndArray();
        json.WriteStamp("creationTime"u8, message.AcceptedAt);
        json.WriteStamp("lastModifiedTime"u8, progress.FinalAt ?? progress.SentAt ?? message.AcceptedAt);
        json.WriteString("messageStatus"u8, status.Name);

        // Counted as in the batch's cost. What was never sent costs nothing; RingCentral's samples then show neither.
        if (status.Name != RingCentralStatuses.SendingFailed)
        {
            var segments = Segments.Count(message.Text, SegmentRule.Packed).Parts;
            json.WriteNumber("segmentCount"u8, segments);
            json.WriteCost(segments, costPerSegment);
        }

        if (withText)
        {
            json.WriteString("text"u8, message.Text);
        }

        json.WriteString("direction"u8, isInbound ? "Inbound"u8 : "Outbound"u8);
        if (status.ErrorCode is not null)
        {
            json.WriteString("errorCode"u8, status.ErrorCode);
        }

        json.WriteEndObject();
    }
}
