using System.Globalization;
using System.Text.Json;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Pools;

namespace GatewaySim.Telnyx.Numbers;

/// <summary>Writes a number's messaging settings. Source of the shape: OAS.</summary>
internal static class NumberJson
{
    public static void Write(
        Utf8JsonWriter json, NumberRecord number, in SenderHealth health, TelnyxOptions options)
    {
        json.WriteStartObject();
        json.WriteString("record_type"u8, "messaging_settings"u8);

        // Numbers have decimal ids at Telnyx, not UUIDs (docs samples).
        json.WriteString("id"u8, number.Id.Value.ToString(CultureInfo.InvariantCulture));
        TelnyxJson.WriteAddress(json, "phone_number"u8, number.Number);
        json.WriteString("country_code"u8, CountryOf(number.Number));
        TelnyxJson.WriteStringOrNull(json, "messaging_profile_id"u8, number.Profile?.ToString());
        json.WriteString("messaging_product"u8, number.Settings.MessagingProduct);
        TelnyxJson.WriteStrings(json, "eligible_messaging_products"u8, EligibleProducts(number.Number));
        json.WriteString("traffic_type"u8, number.Settings.MessagingProduct);
        WriteFeatures(json);
        WriteHealth(json, health);
        json.WriteString("type"u8, SenderTypes.Of(number.Number) switch
        {
            SenderType.TollFree => "toll-free"u8,
            SenderType.ShortCode => "short-code"u8,
            _ => "long-code"u8,
        });
        json.WriteString("organization_id"u8, options.OrganizationId);
        TelnyxJson.WriteStrings(json, "tags"u8, number.Settings.Tags);
        TelnyxJson.WriteStandardDate(json, "created_at"u8, number.CreatedAt);
        TelnyxJson.WriteStandardDate(json, "updated_at"u8, number.UpdatedAt);
        json.WriteEndObject();
    }

    /// <summary>What may be set as a number's messaging product.</summary>
    /// <remarks>UNVERIFIED: samples show A2P; older ones P2P too, which is taken here for long codes.</remarks>
    public static IReadOnlyList<string> EligibleProducts(in Address number) =>
        SenderTypes.Of(number) == SenderType.LongCode ? ["A2P", "P2P"] : ["A2P"];

    /// <summary>Short codes are taken for American ones: nothing in them says where they are used.</summary>
    private static string CountryOf(in Address number) => number.Kind == AddressKind.PhoneNumber
        ? NumberPlan.RegionOf(number.AsPhoneNumber).ToString()
        : Region.UnitedStates.ToString();

    private static void WriteFeatures(Utf8JsonWriter json)
    {
        json.WriteStartObject("features"u8);
        foreach (var feature in (ReadOnlySpan<string>)["sms", "mms"])
        {
            json.WriteStartObject(feature);
            json.WriteBoolean("domestic_two_way"u8, true);
            json.WriteBoolean("international_inbound"u8, true);
            json.WriteBoolean("international_outbound"u8, true);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>How the number fared today under its profile.</summary>
    private static void WriteHealth(Utf8JsonWriter json, in SenderHealth health)
    {
        json.WriteStartObject("health"u8);
        json.WriteNumber("message_count"u8, health.Messages);
        json.WriteNumber("inbound_outbound_ratio"u8, Rounded(health.InboundOutboundRatio));
        json.WriteNumber("success_ratio"u8, Rounded(health.SuccessRatio));
        json.WriteNumber("spam_ratio"u8, Rounded(health.SpamRatio));
        json.WriteEndObject();
    }

    private static double Rounded(double ratio) => Math.Round(ratio, 4);
}
