using System.Diagnostics;
using System.Text.Json;
using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;
using GatewaySim.RingCentral.Json;
using GatewaySim.RingCentral.Lists;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral.Consents;

/// <summary>
/// <c>GET /restapi/v1.0/account/{accountId}/a2p-sms/opt-outs</c>: deprecated since 2025-05, still served.
/// </summary>
internal sealed class OptOutEndpoints(Door door)
{
    private static readonly string[] Statuses = ["optout", "optin", "all"];

    public Task ListAsync(HttpContext http)
    {
        var query = new ListQuery(http.Request.Query, door.Senders.IdSalt);
        var paging = new Paging(query.Page(ListKind.OptOuts), query.PerPage(door.Options.PerPageDefault));

        // Here '*' is a filter that means any number, not the account-wide record.
        var from = query.Text("from") == "*" ? [] : query.Addresses("from", countMax: 1);
        var to = query.Text("to") == "*" ? [] : query.Addresses("to", countMax: 1);
        var status = query.Words("status", Statuses) is [var word, ..] ? word : Statuses[0];
        if (query.Error is { } error)
        {
            return error.AnswerAsync(http);
        }

        var records = door.Senders.Read.ListConsents(new(
            Provider.RingCentral, DemoAccount.Id, Wildcards: from.Count > 0 ? false : null, Profile: null, from,
            [.. to.Select(a => a.AsPhoneNumber)],
            status switch { "optout" => ConsentStatus.OptOut, "optin" => ConsentStatus.OptIn, _ => null },
            Since: null, Until: null, paging.Asked?.After, Offset: 0, paging.CountMax));
        return paging.AnswerAsync(
            http, door, records, r => new(ListKind.OptOuts, r.ModifiedAt, r.Event, Stamp.None), Write);
    }

    private static void Write(Utf8JsonWriter json, ConsentRecord record)
    {
        json.WriteStartObject();
        json.WriteString("from"u8, record.From?.ToString() ?? "*");
        json.WriteAddress("to"u8, record.To);
        json.WriteString("status"u8, record.Status == ConsentStatus.OptOut ? "OptOut"u8 : "OptIn"u8);
        json.WriteString("source"u8, record.Source switch
        {
            ConsentSource.Recipient => "Recipient",

            // Spec: what v2 calls Api is Account here.
            ConsentSource.Api => "Account",
            ConsentSource.Upstream => "Upstream",
            ConsentSource.Carrier => "Carrier",
            _ => throw new UnreachableException($"A consent came from {record.Source}."),
        });
        json.WriteEndObject();
    }
}
