using System.Globalization;
using System.Text.Json;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;
using GatewaySim.Telnyx.Webhooks;

namespace GatewaySim.Telnyx.Messages;

/// <summary>
/// Writes message objects with every property they have. Source: OAS OutboundMessage, LIVE inbound payloads.
/// </summary>
internal static class MessageJson
{
    private const string LineType = "Wireless";

    public static void WriteOutbound(Utf8JsonWriter json, in OutboundView view, TelnyxOptions options)
    {
        var (status, error) = TelnyxStatuses.Of(view.Progress);
        var (sentAt, completedAt) = view.Times;
        json.WriteStartObject();
        json.WriteString("record_type"u8, "message"u8);
        json.WriteString("direction"u8, "outbound"u8);
        json.WriteString("id"u8, view.Id);
        json.WriteString("type"u8, view.IsMms ? "MMS"u8 : "SMS"u8);
        json.WriteString("organization_id"u8, options.OrganizationId);
        json.WriteString("messaging_profile_id"u8, view.Profile);

        json.WriteStartObject("from"u8);
        WriteEnd(json, view.From, TelnyxCarriers.Own, null);
        json.WriteEndObject();
        json.WriteStartArray("to"u8);
        json.WriteStartObject();
        WriteEnd(json, view.To, TelnyxCarriers.Of(view.To), status);
        json.WriteEndObject();
        for (var n = 1; n < view.Group?.Count; n++)
        {
            json.WriteStartObject();
            WriteEnd(
                json, view.Group[n].To, TelnyxCarriers.Of(view.Group[n].To),
                TelnyxStatuses.Of(view.Group[n].Progress).Status);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteEmptyArray(json, "cc"u8);

        WriteContent(json, view.Text, view.Options.Subject, view.Options.MediaUrls, view.Shape);
        WriteCost(json, view, options);
        WriteErrors(json, view, error);
        WriteEmptyArray(json, "tags"u8);
        json.WriteBoolean("tcr_campaign_billable"u8, false);
        json.WriteNull("tcr_campaign_id"u8);
        json.WriteNull("tcr_campaign_registered"u8);
        WriteSmart(json, view.Shape, options.SmartEncodingFields);
        json.WritePropertyName("wait_seconds"u8);
        WriteSeconds(json, view.Waited);

        // OAS: valid_until is null once the message left the queue. UNVERIFIED: that it counts from send_at.
        var waits = view.Progress.Stage is MessageStage.Queued or MessageStage.Scheduled;
        TelnyxJson.WriteDate(json, "received_at"u8, view.AcceptedAt);
        TelnyxJson.WriteDate(json, "sent_at"u8, sentAt);
        TelnyxJson.WriteDate(json, "completed_at"u8, completedAt);
        TelnyxJson.WriteDate(
            json, "valid_until"u8,
            waits ? (view.SendAt ?? view.AcceptedAt).Plus(TimeSpan.FromMinutes(options.ValidMinutes)) : null);
        if (view.SendAt is not null)
        {
            // DOC, schedule messages: in its examples only, the OpenAPI has no such property.
            TelnyxJson.WriteDate(json, "send_at"u8, view.SendAt);
        }

        WriteWebhooks(json, view.Options, view.ProfileRecord);
        json.WriteEndObject();
    }

    /// <summary>A number that always looks like a fraction, as in captured answers: 0.0, 1.5, 12.345.</summary>
    private static void WriteSeconds(Utf8JsonWriter json, TimeSpan span)
    {
        if (span == TimeSpan.Zero)
        {
            json.WriteRawValue("0.0"u8, skipInputValidation: true);
            return;
        }

        Span<byte> text = stackalloc byte[32];
        var isWritten = span.TotalSeconds.TryFormat(text, out var length, "0.0##", CultureInfo.InvariantCulture);
        Invariant.Holds(isWritten);
        json.WriteRawValue(text[..length], skipInputValidation: true);
    }

    public static void WriteInbound(
        Utf8JsonWriter json, MessageRecord record, Guid id, ProfileRecord? profile, TelnyxOptions options)
    {
        const string Status = "webhook_delivered";
        json.WriteStartObject();
        json.WriteString("record_type"u8, "message"u8);
        json.WriteString("direction"u8, "inbound"u8);
        json.WriteString("id"u8, id);
        json.WriteString("type"u8, TypeOf(record.Options));
        TelnyxJson.WriteStringOrNull(json, "autoresponse_type"u8, AutoresponseOf(record.Operation));
        json.WriteBoolean("is_spam"u8, false);
        json.WriteString("messaging_profile_id"u8, record.Scope.Profile);
        json.WriteString("organization_id"u8, options.OrganizationId);

        json.WriteStartObject("from"u8);
        WriteEnd(json, record.From, TelnyxCarriers.Of(record.From), Status);
        json.WriteEndObject();
        json.WriteStartArray("to"u8);
        json.WriteStartObject();
        WriteEnd(json, record.To, TelnyxCarriers.Own, Status);
        json.WriteEndObject();
        json.WriteEndArray();
        WriteEmptyArray(json, "cc"u8);

        var shape = ShapeOf(record, options);
        WriteContent(json, record.Text, record.Options.Subject ?? "", record.Options.MediaUrls, shape);
        TelnyxJson.WriteMoney(json, "cost"u8, 0m);
        json.WriteNull("cost_breakdown"u8);
        WriteEmptyArray(json, "errors"u8);
        WriteEmptyArray(json, "tags"u8);
        TelnyxJson.WriteDate(json, "received_at"u8, record.AcceptedAt);
        TelnyxJson.WriteDate(json, "sent_at"u8, null);
        TelnyxJson.WriteDate(json, "completed_at"u8, null);
        TelnyxJson.WriteDate(json, "valid_until"u8, null);
        WriteWebhooks(json, MessageOptions.None, profile);
        json.WriteEndObject();
    }

    public static TextShape ShapeOf(MessageRecord record, TelnyxOptions options) =>
        TextShape.Of(
            record.Text, record.Options.Encoding, record.Group is not null || MessageParts.IsMms(record.Options),
            options);

    private static ReadOnlySpan<byte> TypeOf(MessageOptions options) => MessageParts.IsMms(options) ? "MMS"u8 : "SMS"u8;

    /// <summary>The family of a keyword. A custom word has none that is known.</summary>
    private static string? AutoresponseOf(Operation operation) => operation switch
    {
        Operation.Stop => "STOP",
        Operation.Start => "START",
        Operation.Help => "HELP",
        _ => null,
    };

    private static void WriteEnd(Utf8JsonWriter json, in Address address, string carrier, string? status)
    {
        TelnyxJson.WriteAddress(json, "phone_number"u8, address);
        if (status is not null)
        {
            json.WriteString("status"u8, status);
        }

        json.WriteString("carrier"u8, carrier);
        json.WriteString("line_type"u8, LineType);
    }

    private static void WriteContent(
        Utf8JsonWriter json, string text, string? subject, IReadOnlyList<string> mediaUrls, TextShape shape)
    {
        json.WriteString("text"u8, text);
        TelnyxJson.WriteStringOrNull(json, "subject"u8, subject);
        json.WriteStartArray("media"u8);
        for (var i = 0; i < mediaUrls.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("url"u8, mediaUrls[i]);
            json.WriteNull("content_type"u8);
            json.WriteNull("sha256"u8);
            json.WriteNull("size"u8);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        TelnyxJson.WriteStringOrNull(json, "encoding"u8, shape.Encoding);
        json.WriteNumber("parts"u8, shape.Parts);
        json.WriteNumber("num_chars"u8, shape.Chars);
    }

    /// <summary>The flat flag and the object, each where it is wanted; the object only where there is something to say.
    /// </summary>
    private static void WriteSmart(Utf8JsonWriter json, in TextShape shape, SmartEncodingFields fields)
    {
        if (fields != SmartEncodingFields.Nested)
        {
            json.WriteBoolean("smart_encoding_applied"u8, shape.Smart.IsApplied);
        }

        if (fields == SmartEncodingFields.Flat || !shape.Smart.IsInForce)
        {
            return;
        }

        json.WriteStartObject("smart_encoding"u8);
        json.WriteBoolean("smart_encoding_applied"u8, shape.Smart.IsApplied);
        json.WriteString("final_encoding"u8, shape.Encoding == TextShape.Gsm7 ? "gsm7"u8 : "ucs2"u8);
        json.WriteNumber("segment_count"u8, shape.Parts);
        json.WriteNumber("character_count"u8, shape.Chars);
        json.WriteNumber("replaced_character_count"u8, shape.Smart.Replaced);
        json.WriteNumber("length_change"u8, shape.Smart.LengthChange);
        json.WriteEndObject();
    }

    /// <summary>
    /// The cost is known when the carrier took the message, and never for one that was not handed over.
    /// </summary>
    private static void WriteCost(Utf8JsonWriter json, in OutboundView view, TelnyxOptions options)
    {
        if (view.Times.SentAt is null)
        {
            json.WriteNull("cost"u8);
            json.WriteNull("cost_breakdown"u8);
            return;
        }

        // DOC, group messaging: charged for each recipient.
        var parts = view.Shape.Parts * view.SentCount;
        var rate = options.SegmentPrice * parts;
        var fee = options.SegmentCarrierFee * parts;
        TelnyxJson.WriteMoney(json, "cost"u8, rate + fee);
        json.WriteStartObject("cost_breakdown"u8);
        TelnyxJson.WriteMoney(json, "carrier_fee"u8, fee);
        TelnyxJson.WriteMoney(json, "rate"u8, rate);
        json.WriteEndObject();
    }

    private static void WriteErrors(Utf8JsonWriter json, in OutboundView view, TelnyxError? error)
    {
        json.WriteStartArray("errors"u8);
        WriteError(json, view.From, view.To, 0, error);
        for (var n = 1; n < view.Group?.Count; n++)
        {
            WriteError(json, view.From, view.Group[n].To, n, TelnyxStatuses.Of(view.Group[n].Progress).Error);
        }

        json.WriteEndArray();
    }

    private static void WriteError(Utf8JsonWriter json, in Address from, in Address to, int n, TelnyxError? error)
    {
        if (error is not null)
        {
            // DOC, failed delivery example: the pointer names the recipient.
            var fault = error == TelnyxErrors.BlockedByStop ? TelnyxErrors.Blocked(from, to) : error.Fault;
            TelnyxJson.WriteError(json, fault with { Pointer = $"/to/{n}/phone_number" });
        }
    }

    private static void WriteWebhooks(Utf8JsonWriter json, MessageOptions options, ProfileRecord? profile)
    {
        var targets = WebhookTargets.Of(options, profile);
        TelnyxJson.WriteStringOrNull(json, "webhook_url"u8, targets.Url);
        TelnyxJson.WriteStringOrNull(json, "webhook_failover_url"u8, targets.FailoverUrl);
    }

    private static void WriteEmptyArray(Utf8JsonWriter json, ReadOnlySpan<byte> name)
    {
        json.WriteStartArray(name);
        json.WriteEndArray();
    }
}
