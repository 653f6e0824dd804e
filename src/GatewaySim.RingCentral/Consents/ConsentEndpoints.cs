using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.RingCentral.Json;
using GatewaySim.RingCentral.Lists;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral.Consents;

/// <summary><c>/restapi/v2/accounts/{accountId}/sms/consents</c>.</summary>
internal sealed class ConsentEndpoints(Door door)
{
    // Spec: 0 to 20 values of to.
    private const int RecipientsOfHistoryMax = 20;

    /// <summary>Spec: deprecated since 2026-06; without <c>optStatus</c> it lists opt-outs.</summary>
    public Task ListAsync(HttpContext http)
    {
        var query = new ListQuery(http.Request.Query, door.Senders.IdSalt);
        return AnswerAsync(http, query, ListKind.Consents, ConsentStatus.OptOut);
    }

    /// <summary>Finds by up to 20 numbers of each side.</summary>
    /// <remarks>
    /// The spec has no default for <c>optStatus</c> here, as it has for the list: without it, both are found
    /// (UNVERIFIED).
    /// </remarks>
    public async Task SearchAsync(HttpContext http)
    {
        using var body = await JsonBody.ReadAsync(http.Request, door.Options.SmallBodyBytesMax).ConfigureAwait(false);
        ListQuery? query = null;
        var error = body.Error ?? ConsentSearch.Read(body.Root, door.Senders.IdSalt, out query);
        await (error is null ? AnswerAsync(http, query!, ListKind.ConsentSearch, null) : error.AnswerAsync(http))
            .ConfigureAwait(false);
    }

    /// <summary>Every change of a record, newest first; of up to 20 recipients, or of all.</summary>
    public Task HistoryAsync(HttpContext http)
    {
        var query = new ListQuery(http.Request.Query, door.Senders.IdSalt);
        var paging = PagingOf(query, ListKind.ConsentHistory);
        var to = query.PhoneNumbers("to", RecipientsOfHistoryMax);
        if (query.Error is { } error)
        {
            return error.AnswerAsync(http);
        }

        var records = door.Senders.Read.ListConsentHistory(
            new(DemoAccount.Id, to, paging.Asked?.After, paging.CountMax));
        return paging.AnswerAsync(
            http, door, records, r => new(ListKind.ConsentHistory, r.At, r.Event, Stamp.None),
            (json, r) => ConsentWords.Write(json, r.From, r.To, r.Status, r.Source, "createdAt"u8, r.At), etag: true);
    }

    /// <summary>Sets up to 1000 records, each on its own: what fails is listed, what succeeds is not.</summary>
    public async Task PatchAsync(HttpContext http)
    {
        using var body = await JsonBody.ReadAsync(http.Request, door.Options.SmallBodyBytesMax).ConfigureAwait(false);
        ConsentUpdate? update = null;
        var error = body.Error ?? ConsentUpdate.TryRead(body.Root, door.Options.ConsentRecordsMax, out update);
        await (error is null ? ApplyAsync(http, update!) : error.AnswerAsync(http)).ConfigureAwait(false);
    }

    private Paging PagingOf(ListQuery query, ListKind kind) =>
        new(query.Page(kind), query.PerPage(door.Options.ConsentsPerPageDefault));

    private Task AnswerAsync(HttpContext http, ListQuery query, ListKind kind, ConsentStatus? byDefault)
    {
        var paging = PagingOf(query, kind);
        var asked = ConsentFilter.Read(query, paging, byDefault);
        if (query.Error is { } error)
        {
            return error.AnswerAsync(http);
        }

        var records = asked is null ? [] : door.Senders.Read.ListConsents(asked);
        return paging.AnswerAsync(
            http, door, records, r => new(kind, r.ModifiedAt, r.Event, Stamp.None),
            (json, r) => ConsentWords.Write(
                json, r.From, r.To, r.Status, r.Source, "lastModifiedTime"u8, r.ModifiedAt),
            etag: true);
    }

    private async Task ApplyAsync(HttpContext http, ConsentUpdate update)
    {
        var replies = update.Commands.Count == 0 ? [] : await door.Senders
            .SetConsentsAsync(DemoAccount.Id, update.Commands, CancellationToken.None).ConfigureAwait(false);
        for (var i = 0; i < replies.Count; i++)
        {
            update.Fail(i, ConsentWords.Error(replies[i].Verdict, door.Options));
        }

        // Where nothing at all was done because of load or a fault, the whole request says so.
        if (update.CommonFailure is { Status: 429 or 500 } failure)
        {
            await failure.AnswerAsync(http).ConfigureAwait(false);
            return;
        }

        var answer = new JsonAnswer();
        update.WriteAnswer(answer.Writer);
        await answer.SendAsync(http, StatusCodes.Status200OK, etag: true).ConfigureAwait(false);
    }
}
