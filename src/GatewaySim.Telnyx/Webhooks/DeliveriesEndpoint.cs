using System.Text.Json;
using GatewaySim.Actors.Webhooks;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Telnyx.Webhooks;

/// <summary><c>GET /v2/webhook_deliveries</c> and <c>/v2/webhook_deliveries/{id}</c>.</summary>
/// <remarks>
/// Source: OAS webhook deliveries. UNVERIFIED: the codes in an attempt's <c>errors</c>; the list is empty here.
/// </remarks>
internal sealed class DeliveriesEndpoint(DeliveryLog log, TelnyxOptions options)
{
    public Task ListAsync(HttpContext context)
    {
        var query = new QueryReader(context.Request.Query);
        var status = query.TakeWord("filter[status][eq]", TelnyxErrors.InvalidFilter, "delivered", "failed");
        var type = query.TakeString("filter[event_type]");
        var webhook = query.TakeString("filter[webhook][contains]");
        var attempts = query.TakeString("filter[attempts][contains]");
        var startedSince = query.TakeDate("filter[started_at][gte]");
        var startedUntil = query.TakeDate("filter[started_at][lte]");
        var finishedSince = query.TakeDate("filter[finished_at][gte]");
        var finishedUntil = query.TakeDate("filter[finished_at][lte]");
        var page = query.TakePage(options);
        if (query.Fault is { } fault)
        {
            TelnyxJson.Fail(context, fault, options);
            return Task.CompletedTask;
        }

        var rows = log.List(d =>
            (status is null || (status == "delivered") == d.IsDelivered)
            && (type is null || d.EventType == type)
            && !(d.StartedAt < startedSince) && !(d.StartedAt > startedUntil)
            && !(d.FinishedAt < finishedSince) && !(d.FinishedAt > finishedUntil)
            && (webhook is null || BodyOf(d.Attempts[^1]).Contains(webhook, StringComparison.Ordinal))
            && (attempts is null || d.Attempts.Exists(a => TextOf(a).Contains(attempts, StringComparison.Ordinal))));
        ListJson.Send(context.Response, rows, page, Write);
        return Task.CompletedTask;
    }

    public Task GetAsync(HttpContext context)
    {
        if (!Guid.TryParseExact(context.Request.RouteValues["id"] as string, "D", out var id)
            || log.Find(id) is not { } delivery)
        {
            TelnyxJson.Fail(context, TelnyxErrors.NotFound.Fault, options);
            return Task.CompletedTask;
        }

        var answer = JsonAnswer.Take();
        answer.Json.WriteStartObject();
        answer.Json.WritePropertyName("data"u8);
        Write(answer.Json, delivery);
        answer.Json.WriteEndObject();
        answer.SendTo(context.Response, StatusCodes.Status200OK);
        return Task.CompletedTask;
    }

    private void Write(Utf8JsonWriter json, LoggedDelivery delivery)
    {
        json.WriteStartObject();
        json.WriteString("record_type"u8, "webhook_delivery"u8);
        json.WriteString("id"u8, delivery.Id);
        json.WriteString("user_id"u8, options.OrganizationId);
        json.WriteString("status"u8, delivery.IsDelivered ? "delivered"u8 : "failed"u8);
        TelnyxJson.WriteStandardDate(json, "started_at"u8, delivery.StartedAt);
        TelnyxJson.WriteStandardDate(json, "finished_at"u8, delivery.FinishedAt);
        json.WritePropertyName("webhook"u8);
        using (var body = JsonDocument.Parse(delivery.Attempts[^1].Request.Body.WrittenMemory))
        {
            body.RootElement.GetProperty("data"u8).WriteTo(json);
        }

        json.WriteStartArray("attempts"u8);
        for (var i = delivery.Attempts.Count - 1; i >= 0; i--)
        {
            Write(json, delivery.Attempts[i]);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, in Attempt attempt)
    {
        json.WriteStartObject();
        json.WriteString("status"u8, attempt.Error is null ? "delivered"u8 : "failed"u8);
        TelnyxJson.WriteStandardDate(json, "started_at"u8, attempt.StartedAt);
        TelnyxJson.WriteStandardDate(json, "finished_at"u8, attempt.EndedAt);
        json.WriteStartArray("errors"u8);
        json.WriteEndArray();
        json.WriteStartObject("http"u8);
        json.WriteStartObject("request"u8);
        json.WriteString("url"u8, attempt.Request.Url);
        WriteHeaders(json, attempt.Request.Headers.Select(h => (h.Name, h.Value)));
        json.WriteEndObject();
        json.WritePropertyName("response"u8);
        if (attempt.Answer.Status == 0)
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteStartObject();
            json.WriteNumber("status"u8, attempt.Answer.Status);
            WriteHeaders(json, (attempt.Answer.Headers ?? new Dictionary<string, string>())
                .Select(h => (h.Key, h.Value)));
            json.WriteString("body"u8, attempt.Answer.Body ?? "");
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteHeaders(Utf8JsonWriter json, IEnumerable<(string Name, string Value)> headers)
    {
        json.WriteStartArray("headers"u8);
        foreach (var (name, value) in headers)
        {
            json.WriteStartArray();
            json.WriteStringValue(name);
            json.WriteStringValue(value);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static string BodyOf(in Attempt attempt) =>
        System.Text.Encoding.UTF8.GetString(attempt.Request.Body.WrittenSpan);

    private static string TextOf(in Attempt attempt) =>
        $"{attempt.Request.Url} {attempt.Answer.Status} {attempt.Answer.Body} {attempt.Error}";
}
