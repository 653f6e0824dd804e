using System.Globalization;
using System.Text.Json;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;

namespace GatewaySim.Telnyx.Profiles;

/// <summary>
/// Writes messaging profiles. Members that the first form does not know have their documented defaults.
/// </summary>
internal static class ProfileJson
{
    public static void Write(Utf8JsonWriter json, ProfileRecord profile, TelnyxOptions options)
    {
        json.WriteStartObject();
        json.WriteString("record_type"u8, "messaging_profile"u8);
        json.WriteString("id"u8, profile.Id);
        json.WriteString("organization_id"u8, options.OrganizationId);
        json.WriteString("name"u8, profile.Name);
        json.WriteBoolean("enabled"u8, profile.Enabled);
        json.WriteString("webhook_url"u8, profile.WebhookUrl ?? "");
        json.WriteString("webhook_failover_url"u8, profile.WebhookFailoverUrl ?? "");
        json.WriteString("webhook_api_version"u8, profile.WebhookApiVersion);
        TelnyxJson.WriteStrings(json, "whitelisted_destinations"u8, profile.WhitelistedDestinations);
        json.WriteNull("number_pool_settings"u8);
        json.WriteNull("url_shortener_settings"u8);
        json.WriteNull("alpha_sender"u8);
        json.WriteNull("daily_spend_limit"u8);
        json.WriteBoolean("daily_spend_limit_enabled"u8, false);
        json.WriteBoolean("mms_fall_back_to_sms"u8, false);
        json.WriteBoolean("mms_transcoding"u8, false);
        json.WriteBoolean("mobile_only"u8, false);
        json.WriteBoolean("smart_encoding"u8, false);
        json.WriteString("v1_secret"u8, SecretOf(profile.Id));
        json.WriteNull("health_webhook_url"u8);
        json.WriteNull("ai_assistant_id"u8);
        json.WriteNull("resource_group_id"u8);
        json.WriteNull("features"u8);
        TelnyxJson.WriteStandardDate(json, "created_at"u8, profile.CreatedAt);
        TelnyxJson.WriteStandardDate(json, "updated_at"u8, profile.UpdatedAt);
        json.WriteEndObject();
    }

    /// <summary>24 characters, as in the samples. Nothing in this simulator takes it: it belongs to API v1.</summary>
    private static string SecretOf(Guid id)
    {
        var hash = Hashing.Of(id.ToByteArray(bigEndian: true));
        return string.Create(
            CultureInfo.InvariantCulture, $"{hash:x16}{(uint)Hashing.Mix(hash):x8}");
    }
}
