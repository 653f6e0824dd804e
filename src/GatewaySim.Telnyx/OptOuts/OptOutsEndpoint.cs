using System.Text.Json;
using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Reading;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Telnyx.OptOuts;

/// <summary>
/// <c>GET /v2/messaging_optouts</c>: the block rules that stand, one row per number the STOP came to.
/// </summary>
internal sealed class OptOutsEndpoint(ISenders senders, TelnyxOptions options)
{
    private const int RedactedChars = 4;

    public Task GetAsync(HttpContext context)
    {
        var query = new QueryReader(context.Request.Query);
        var profile = query.TakeUuid("filter[messaging_profile_id]");
        var from = query.TakeAddress("filter[from]");
        var since = query.TakeDate("created_at[gte]");
        var until = query.TakeDate("created_at[lte]");
        var isRedacted = query.TakeSwitch("redaction_enabled");
        var page = query.TakePage(options);
        if (query.Fault is { } fault)
        {
            TelnyxJson.Fail(context, fault, options);
            return Task.CompletedTask;
        }

        var consents = new ConsentQuery(
            Provider.Telnyx, DemoAccount.Id, Wildcards: null, profile, from is { } address ? [address] : [], [],
            ConsentStatus.OptOut, since, until, After: null, Offset: 0, page.Size);
        var total = senders.Read.CountConsents(consents);
        IReadOnlyList<ConsentRecord> rows = page.Offset < total
            ? senders.Read.ListConsents(consents with { Offset = (int)page.Offset })
            : [];

        var answer = ListJson.Begin();
        foreach (var row in rows)
        {
            Write(answer.Json, row, isRedacted);
        }

        ListJson.End(answer, context.Response, page, total);
        return Task.CompletedTask;
    }

    private static void Write(Utf8JsonWriter json, ConsentRecord row, bool isRedacted)
    {
        json.WriteStartObject();
        TelnyxJson.WriteAddress(json, "from"u8, row.From ?? default);
        json.WriteString("to"u8, isRedacted ? Redact(row.To.ToString()) : row.To.ToString());
        TelnyxJson.WriteStringOrNull(json, "keyword"u8, row.Keyword);
        TelnyxJson.WriteStringOrNull(json, "messaging_profile_id"u8, row.Profile?.ToString());
        TelnyxJson.WriteSpacedDate(json, "created_at"u8, row.ModifiedAt);
        json.WriteEndObject();
    }

    /// <summary>OAS example: <c>+447766****</c>.</summary>
    private static string Redact(string number) => number[..^RedactedChars] + new string('*', RedactedChars);
}
