using System.Text.Json;
using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Telnyx.Profiles;

/// <summary>
/// <c>GET /v2/messaging_profiles/{id}/metrics</c>, <c>/v2/messaging_profile_metrics</c>.
/// </summary>
/// <remarks>
/// Source of the shape: an older page of Telnyx's documentation; the current API description leaves the object open.
/// Numbers are counted. Messages are not, so their members are 0.
/// </remarks>
internal sealed class MetricsEndpoint(TelnyxDoor door)
{
    public Task GetAsync(HttpContext context)
    {
        var query = new QueryReader(context.Request.Query);
        TakeTimeFrame(query);
        if (query.Fault is { } fault)
        {
            door.Fail(context, fault);
        }
        else if (door.ProfileOf(context) is not { } profile)
        {
            door.NotFound(context);
        }
        else
        {
            TelnyxJson.SendOne(context.Response, json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("detailed"u8);
                json.WriteEndArray();
                json.WritePropertyName("overview"u8);
                Write(json, profile);
                json.WriteEndObject();
            });
        }

        return Task.CompletedTask;
    }

    public Task ListAsync(HttpContext context)
    {
        var query = new QueryReader(context.Request.Query);
        TakeTimeFrame(query);
        var id = query.TakeUuid("id");
        var page = query.TakePage(door.Options);
        if (query.Fault is { } fault)
        {
            door.Fail(context, fault);
            return Task.CompletedTask;
        }

        var rows = door.Senders.Directory.ListProfiles(DemoAccount.Id).Where(p => id is null || p.Id == id).ToList();
        ListJson.Send(context.Response, rows, page, Write);
        return Task.CompletedTask;
    }

    private static void TakeTimeFrame(QueryReader query) =>
        query.TakeWord("time_frame", TelnyxErrors.InvalidWord, "1h", "3h", "24h", "3d", "7d", "30d");

    private void Write(Utf8JsonWriter json, ProfileRecord profile)
    {
        json.WriteStartObject();
        json.WriteString("record_type"u8, "messaging_profile_metrics"u8);
        json.WriteString("messaging_profile_id"u8, profile.Id);
        json.WriteNumber("phone_numbers"u8, door.Senders.Directory.ListNumbers(DemoAccount.Id, Provider.Telnyx)
            .Count(n => n.Profile == profile.Id && n.Number.Kind == AddressKind.PhoneNumber));
        json.WriteStartObject("outbound"u8);
        json.WriteNumber("sent"u8, 0);
        json.WriteNumber("delivered"u8, 0);
        json.WriteNumber("errors"u8, 0);
        json.WriteEndObject();
        json.WriteStartObject("inbound"u8);
        json.WriteNumber("received"u8, 0);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
