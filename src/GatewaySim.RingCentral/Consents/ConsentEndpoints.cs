using System.Diagnostics;
using System.Text.Json;
using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;
using GatewaySim.RingCentral.Json;
using GatewaySim.RingCentral.Lists;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral.Consents;

/// <summary><c>/restapi/v2/accounts/{accountId}/sms/consents</c>.</summary>
internal sealed class ConsentEndpoints(Door door)
{
    private const string PhoneNumberCoverage = "PhoneNumber";
    private const string AccountCoverage = "Account";

    private static readonly string[] Statuses = ["OptOut", "OptIn"];
    private static readonly string[] Coverages = [PhoneNumberCoverage, AccountCoverage, "CampaignType"];
    private static readonly string[] CampaignTypes = ["Conversational", "Informational", "Promotional"];

    public Task ListAsync(HttpContext http)
    {
        var query = new ListQuery(http.Request.Query, door.Senders.IdSalt);
        var paging = new Paging(query.Page(ListKind.Consents), query.PerPage(door.Options.ConsentsPerPageDefault));
        var (from, hasWildcard) = ReadFrom(query, query.Values("from"));
        var to = query.Addresses("to");
        var statuses = query.Words("optStatus", Statuses);
        var coverages = query.Words("coverage", Coverages, anyCase: true);
        var campaigns = query.Words("campaignType", CampaignTypes);
        if (query.Error is { } error)
        {
            return error.AnswerAsync(http);
        }

        // A filter by number is exact: the account-wide records come only when asked for (domain rule R8).
        var wantsPairs = (coverages.Count == 0 || coverages.Contains(PhoneNumberCoverage)) &&
            (from.Count > 0 || !hasWildcard);
        var wantsWildcards = (coverages.Count == 0 || coverages.Contains(AccountCoverage)) &&
            (from.Count == 0 || hasWildcard);

        // There are no records by campaign.
        var records = campaigns.Count > 0 || !(wantsPairs || wantsWildcards) ? [] : door.Senders.Read.ListConsents(new(
            Provider.RingCentral, DemoAccount.Id, wantsPairs && wantsWildcards ? null : wantsWildcards, Profile: null,
            wantsPairs ? from : [], [.. to.Select(a => a.AsPhoneNumber)], StatusOf(statuses),
            Since: null, Until: null, paging.Asked?.After, Offset: 0, paging.CountMax));
        return paging.AnswerAsync(
            http, door, records, r => new(ListKind.Consents, r.ModifiedAt, r.Event, Stamp.None), Write, etag: true);
    }

    /// <summary>Sets up to 1000 records, each on its own: what fails is listed, what succeeds is not.</summary>
    public async Task PatchAsync(HttpContext http)
    {
        using var body = new BodyBuffer();
        var error = JsonRequest.CheckContentType(http.Request);
        if (error is null &&
            !await body.TryReadAsync(http.Request, door.Options.SmallBodyBytesMax).ConfigureAwait(false))
        {
            error = RingCentralErrors.BodyTooLarge;
        }

        JsonDocument? document = null;
        error ??= JsonRequest.TryParse(body, out document);
        using (document)
        {
            ConsentUpdate? update = null;
            error ??= ConsentUpdate.TryRead(document!.RootElement, door.Options.ConsentRecordsMax, out update);
            if (error is null)
            {
                await ApplyAsync(http, update!).ConfigureAwait(false);
            }
            else
            {
                await error.AnswerAsync(http).ConfigureAwait(false);
            }
        }
    }

    private async Task ApplyAsync(HttpContext http, ConsentUpdate update)
    {
        var replies = update.Commands.Count == 0 ? [] : await door.Senders
            .SetConsentsAsync(DemoAccount.Id, update.Commands, CancellationToken.None).ConfigureAwait(false);
        for (var i = 0; i < replies.Count; i++)
        {
            update.Fail(i, replies[i].Verdict switch
            {
                Verdict.Accepted or Verdict.Unchanged => null,
                Verdict.UnknownSender => RingCentralErrors.Invalid("from"),
                Verdict.Overloaded => RingCentralErrors.TooManyRequests(door.Options.OverloadRetrySeconds),
                Verdict.Unknown => RingCentralErrors.Internal,
                var verdict => throw new UnreachableException($"A consent was answered {verdict}."),
            });
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

    private static (IReadOnlyList<Address> Numbers, bool HasWildcard) ReadFrom(
        ListQuery query, IEnumerable<string?> values)
    {
        var numbers = new List<Address>();
        var hasWildcard = false;
        foreach (var value in values)
        {
            if (value == "*")
            {
                hasWildcard = true;
            }
            else if (ListQuery.TryAddress(value ?? "", out var number))
            {
                numbers.Add(number);
            }
            else
            {
                query.Fail("from");
            }
        }

        return (numbers, hasWildcard);
    }

    /// <summary>Spec: opt-outs unless something else is asked for; both words ask for both.</summary>
    private static ConsentStatus? StatusOf(IReadOnlyList<string> words) =>
        (words.Contains("OptOut") || words.Count == 0, words.Contains("OptIn")) switch
        {
            (true, true) => null,
            (true, false) => ConsentStatus.OptOut,
            _ => ConsentStatus.OptIn,
        };

    private static void Write(Utf8JsonWriter json, ConsentRecord record)
    {
        json.WriteStartObject();
        ConsentJson.WriteMembers(json, record.From, record.To, record.Status, record.Source);
        json.WriteString("coverage"u8, record.From is null ? AccountCoverage : PhoneNumberCoverage);
        json.WriteStamp("lastModifiedTime"u8, record.ModifiedAt);
        json.WriteEndObject();
    }
}
