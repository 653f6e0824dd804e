using System.Globalization;
using System.Text.Json;
using GatewaySim.Domain.Commands;

namespace GatewaySim.Telnyx.Profiles;

/// <summary>Writes messaging profiles. Source of the shape: OAS, telnyx.md 3.2.</summary>
internal static class ProfileJson
{
    public static void Write(Utf8JsonWriter json, ProfileRecord profile, TelnyxOptions options)
    {
        var settings = profile.Settings;
        json.WriteStartObject();
        json.WriteString("record_type"u8, "messaging_profile"u8);
        json.WriteString("id"u8, profile.Id);
        json.WriteString("organization_id"u8, options.OrganizationId);
        json.WriteString("name"u8, settings.Name);
        json.WriteBoolean("enabled"u8, settings.Enabled);
        json.WriteString("webhook_url"u8, settings.WebhookUrl ?? "");
        json.WriteString("webhook_failover_url"u8, settings.WebhookFailoverUrl ?? "");
        json.WriteString("webhook_api_version"u8, settings.WebhookApiVersion);
        TelnyxJson.WriteStrings(json, "whitelisted_destinations"u8, settings.WhitelistedDestinations);
        WritePool(json, settings.NumberPool);
        WriteShortener(json, settings.UrlShortener);
        TelnyxJson.WriteStringOrNull(json, "alpha_sender"u8, settings.AlphaSender);
        TelnyxJson.WriteStringOrNull(
            json, "daily_spend_limit"u8, settings.DailySpendLimit?.ToString(CultureInfo.InvariantCulture));
        json.WriteBoolean("daily_spend_limit_enabled"u8, settings.IsSpendLimited);
        json.WriteBoolean("mms_fall_back_to_sms"u8, settings.MmsFallsBackToSms);
        json.WriteBoolean("mms_transcoding"u8, settings.MmsTranscoding);
        json.WriteBoolean("mobile_only"u8, settings.MobileOnly);
        json.WriteBoolean("smart_encoding"u8, settings.SmartEncoding);
        json.WriteString("v1_secret"u8, profile.V1Secret);
        TelnyxJson.WriteStringOrNull(json, "health_webhook_url"u8, settings.HealthWebhookUrl);
        TelnyxJson.WriteStringOrNull(json, "ai_assistant_id"u8, settings.AiAssistantId);
        TelnyxJson.WriteStringOrNull(json, "resource_group_id"u8, settings.ResourceGroupId);
        if (options.RedactionLevel > 0)
        {
            json.WriteBoolean("redaction_enabled"u8, true);
            json.WriteNumber("redaction_level"u8, options.RedactionLevel);
        }

        json.WritePropertyName("features"u8);
        json.WriteRawValue(settings.Features ?? "null", skipInputValidation: true);
        TelnyxJson.WriteStandardDate(json, "created_at"u8, profile.CreatedAt);
        TelnyxJson.WriteStandardDate(json, "updated_at"u8, profile.UpdatedAt);
        json.WriteEndObject();
    }

    private static void WritePool(Utf8JsonWriter json, NumberPool? pool)
    {
        if (pool is null)
        {
            json.WriteNull("number_pool_settings"u8);
            return;
        }

        json.WriteStartObject("number_pool_settings"u8);
        json.WriteNumber("toll_free_weight"u8, pool.TollFreeWeight);
        json.WriteNumber("long_code_weight"u8, pool.LongCodeWeight);
        json.WriteBoolean("skip_unhealthy"u8, pool.SkipUnhealthy);
        json.WriteBoolean("sticky_sender"u8, pool.StickySender);
        json.WriteBoolean("geomatch"u8, pool.Geomatch);
        json.WriteEndObject();
    }

    private static void WriteShortener(Utf8JsonWriter json, UrlShortener? shortener)
    {
        if (shortener is null)
        {
            json.WriteNull("url_shortener_settings"u8);
            return;
        }

        json.WriteStartObject("url_shortener_settings"u8);
        json.WriteString("domain"u8, shortener.Domain);
        json.WriteString("prefix"u8, shortener.Prefix ?? "");
        json.WriteBoolean("replace_blacklist_only"u8, shortener.ReplaceBlacklistOnly);
        json.WriteBoolean("send_webhooks"u8, shortener.SendWebhooks);
        json.WriteEndObject();
    }
}
