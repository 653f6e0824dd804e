using System.Diagnostics;
using System.Text.Json;
using GatewaySim.Domain.Commands;

namespace GatewaySim.Telnyx.AutoResponses;

/// <summary>Writes auto-response configurations. Source of the shape: OAS, telnyx.md 4.2.</summary>
internal static class AutoResponseJson
{
    public static void Write(Utf8JsonWriter json, AutoResponseRecord response)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, response.Id);
        json.WriteString("op"u8, NameOf(response.Op));
        TelnyxJson.WriteStrings(json, "keywords"u8, response.Keywords);
        json.WriteString("country_code"u8, response.Country.ToString());
        TelnyxJson.WriteStringOrNull(json, "resp_text"u8, response.ReplyText);
        TelnyxJson.WriteMicrosecondDate(json, "created_at"u8, response.CreatedAt);
        TelnyxJson.WriteMicrosecondDate(json, "updated_at"u8, response.UpdatedAt);
        json.WriteEndObject();
    }

    private static ReadOnlySpan<byte> NameOf(AutoResponseOp op) => op switch
    {
        AutoResponseOp.Start => "start"u8,
        AutoResponseOp.Stop => "stop"u8,
        AutoResponseOp.Info => "info"u8,
        AutoResponseOp.Help => "help"u8,
        _ => throw new UnreachableException($"A configuration has the operation {op}."),
    };
}
