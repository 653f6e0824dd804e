using System.Text.Json;
using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Reading;
using GatewaySim.RingCentral.Json;
using GatewaySim.RingCentral.Lists;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral.Consents;

/// <summary>
/// <c>/restapi/v1.0/account/{accountId}/a2p-sms/opt-outs</c>: deprecated since 2025-05, still served.
/// </summary>
internal sealed class OptOutEndpoints(Door door)
{
    private static readonly string[] Statuses = ["optout", "optin", "all"];

    /// <summary>Lists by page as JSON, or everything as CSV where <c>Accept</c> says so.</summary>
    /// <remarks>
    /// UNVERIFIED: the columns of the CSV, and that it holds what matches as a whole (there is no place in it for a
    /// token of the next page).
    /// </remarks>
    public Task ListAsync(HttpContext http)
    {
        var query = new ListQuery(http.Request.Query, door.Senders.IdSalt);
        var paging = new Paging(query.Page(ListKind.OptOuts), query.PerPage(door.Options.PerPageDefault));

        // Here '*' is a filter that means any number, not the account-wide record.
        var from = query.Text("from") == ConsentWords.Anybody ? [] : query.Addresses("from", countMax: 1);
        var to = query.Text("to") == ConsentWords.Anybody ? [] : query.PhoneNumbers("to", countMax: 1);
        var status = query.Words("status", Statuses) is [var word, ..] ? word : Statuses[0];
        if (query.Error is { } error)
        {
            return error.AnswerAsync(http);
        }

        var asked = new ConsentQuery(
            Provider.RingCentral, DemoAccount.Id, Wildcards: from.Count > 0 ? false : null, Profile: null, from, to,
            status switch { "optout" => ConsentStatus.OptOut, "optin" => ConsentStatus.OptIn, _ => null },
            Since: null, Until: null, paging.Asked?.After, Offset: 0, paging.CountMax);
        return CsvAnswer.IsAsked(http.Request)
            ? CsvAnswer.SendAsync(http, door.Senders.Read, asked, "From,To,Status,Source", Line)
            : paging.AnswerAsync(
                http, door, door.Senders.Read.ListConsents(asked),
                r => new(ListKind.OptOuts, r.ModifiedAt, r.Event, Stamp.None), Write);
    }

    /// <summary>Sets records of one of our numbers, each on its own: what fails is listed with its reason.</summary>
    public async Task BulkAssignAsync(HttpContext http)
    {
        using var body = await JsonBody.ReadAsync(http.Request, door.Options.SmallBodyBytesMax).ConfigureAwait(false);
        BulkAssignment? assignment = null;
        var error = body.Error ?? BulkAssignment.TryRead(body.Root, out assignment);
        if (error is null)
        {
            var commands = assignment!.Commands;
            var replies = commands.Count == 0 ? [] : await door.Senders
                .SetConsentsAsync(DemoAccount.Id, commands, CancellationToken.None).ConfigureAwait(false);
            error = assignment.Note([.. replies.Select(r => ConsentWords.Error(r.Verdict, door.Options))]);
        }

        if (error is not null)
        {
            await error.AnswerAsync(http).ConfigureAwait(false);
            return;
        }

        var answer = new JsonAnswer();
        assignment!.WriteAnswer(answer.Writer);
        await answer.SendAsync(http, StatusCodes.Status200OK).ConfigureAwait(false);
    }

    private static string Line(ConsentRecord r) =>
        $"{ConsentWords.From(r.From)},{r.To},{ConsentWords.Status(r.Status)},{ConsentWords.SourceOfV1(r.Source)}";

    private static void Write(Utf8JsonWriter json, ConsentRecord record)
    {
        json.WriteStartObject();
        json.WriteString("from"u8, ConsentWords.From(record.From));
        json.WriteAddress("to"u8, record.To);
        json.WriteString("status"u8, ConsentWords.Status(record.Status));
        json.WriteString("source"u8, ConsentWords.SourceOfV1(record.Source));
        json.WriteEndObject();
    }
}
