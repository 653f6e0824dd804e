using System.Text.Json;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Telnyx.Numbers;

/// <summary>Writes short codes. Source of the shape: OAS, telnyx.md 3.5.</summary>
internal static class ShortCodeJson
{
    public static Guid IdOf(NumberRecord code, ulong salt) => PositionUuid.Encode(code.Id, UuidKind.ShortCode, salt);

    public static void Write(Utf8JsonWriter json, NumberRecord code, ulong salt)
    {
        json.WriteStartObject();
        json.WriteString("record_type"u8, "short_code"u8);
        json.WriteString("id"u8, IdOf(code, salt));
        TelnyxJson.WriteAddress(json, "short_code"u8, code.Number);

        // Nothing in a short code says where it is used; this one is taken for an American one.
        json.WriteString("country_code"u8, Region.UnitedStates.ToString());
        TelnyxJson.WriteStringOrNull(json, "messaging_profile_id"u8, code.Profile?.ToString());
        TelnyxJson.WriteStrings(json, "tags"u8, code.Settings.Tags);
        TelnyxJson.WriteStandardDate(json, "created_at"u8, code.CreatedAt);
        TelnyxJson.WriteStandardDate(json, "updated_at"u8, code.UpdatedAt);
        json.WriteEndObject();
    }
}
