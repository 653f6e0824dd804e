using System.Text.Json;
using GatewaySim.Domain.Commands;

namespace GatewaySim.Telnyx.Numbers;

/// <summary>Writes alphanumeric senders. Source of the shape: OAS, telnyx.md 3.5.</summary>
internal static class AlphaSenderJson
{
    public static void Write(Utf8JsonWriter json, AlphaSenderRecord sender, TelnyxOptions options)
    {
        json.WriteStartObject();
        json.WriteString("record_type"u8, "alphanumeric_sender_id"u8);
        json.WriteString("id"u8, sender.Id);
        json.WriteString("alphanumeric_sender_id"u8, sender.Name);
        json.WriteString("messaging_profile_id"u8, sender.Profile);
        json.WriteString("organization_id"u8, options.OrganizationId);
        TelnyxJson.WriteStringOrNull(json, "us_long_code_fallback"u8, sender.LongCodeFallback);
        json.WriteEndObject();
    }
}
