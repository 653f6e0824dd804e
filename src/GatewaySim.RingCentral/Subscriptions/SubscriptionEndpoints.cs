using System.Diagnostics;
using System.Text.Json;
using GatewaySim.Actors;
using GatewaySim.Domain.Commands;
using GatewaySim.RingCentral.Json;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral.Subscriptions;

/// <summary><c>/restapi/v1.0/subscription</c>.</summary>
/// <remarks>Every token sees the account's subscriptions: there is one user and one application.</remarks>
internal sealed class SubscriptionEndpoints(
    Door door, ISubscriptions subscriptions, SubscriptionOptions options, Handshake handshake)
{
    private static readonly RingCentralError NotFound = RingCentralErrors.NotFound("subscriptionId");

    private readonly FilterParser _parser = new(door.Options.AccountId, door.Senders.IdSalt);

    private delegate RingCentralError? Reading(
        JsonElement root, SubscriptionOptions options, out SubscriptionRequest request);

    public async Task CreateAsync(HttpContext http)
    {
        var error = JsonRequest.CheckContentType(http.Request);
        var request = SubscriptionRequest.Empty;
        if (error is null)
        {
            (request, error) = await ReadAsync(http, SubscriptionRequest.TryReadNew, mayBeEmpty: false)
                .ConfigureAwait(false);
        }

        var expiresIn = request.ExpiresIn ?? Math.Min(options.ExpiresInDefault, options.ExpiresInMax);
        IReadOnlyList<string>? filters = null;
        error ??= TryExpand(request.Filters!, expiresIn, self: null, out filters);

        // Also counted by the owner; here so that nobody is called in vain.
        if (error is null && subscriptions.List(DemoAccount.Id).Count >= options.SubscriptionsMax)
        {
            error = RingCentralErrors.TooManySubscriptions;
        }

        error ??= await handshake.ShakeAsync(request.Address, http.RequestAborted).ConfigureAwait(false);
        if (error is not null)
        {
            await error.AnswerAsync(http).ConfigureAwait(false);
            return;
        }

        var reply = await subscriptions.CreateAsync(new(
            DemoAccount.Id, filters!, request.Address, request.VerificationToken, expiresIn,
            options.SubscriptionsMax)).ConfigureAwait(false);
        await AnswerAsync(http, reply).ConfigureAwait(false);
    }

    public Task ListAsync(HttpContext http)
    {
        var answer = new JsonAnswer();
        var json = answer.Writer;
        json.WriteStartObject();
        json.WriteString("uri"u8, UriOf(http));
        json.WriteStartArray("records"u8);
        foreach (var record in subscriptions.List(DemoAccount.Id))
        {
            Write(json, http, record);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return answer.SendAsync(http, StatusCodes.Status200OK);
    }

    public Task GetAsync(HttpContext http) => Find(http) is { } record
        ? AnswerAsync(http, new(Verdict.Unchanged, record))
        : NotFound.AnswerAsync(http);

    /// <summary>
    /// Changes filters and lifetime; without a body it renews. No handshake: the address cannot move.
    /// </summary>
    public async Task PutAsync(HttpContext http)
    {
        if (Find(http) is not { } record)
        {
            await NotFound.AnswerAsync(http).ConfigureAwait(false);
            return;
        }

        var (request, error) = await ReadAsync(http, SubscriptionRequest.TryReadChange, mayBeEmpty: true)
            .ConfigureAwait(false);
        int? byDefault = options.RenewalTakesDefault ? options.ExpiresInDefault : null;
        var expiresIn = request.ExpiresIn ?? byDefault;
        IReadOnlyList<string>? filters = null;
        error ??= TryExpand(
            request.Filters ?? record.EventFilters, expiresIn ?? record.ExpiresIn, record.Id, out filters);
        if (error is not null)
        {
            await error.AnswerAsync(http).ConfigureAwait(false);
            return;
        }

        var reply = await subscriptions.RenewAsync(new(
            DemoAccount.Id, record.Id, request.Filters is null ? null : filters, expiresIn)).ConfigureAwait(false);
        await AnswerAsync(http, reply).ConfigureAwait(false);
    }

    /// <summary>Documented without a body; some clients send <c>expiresIn</c>, as they may in a PUT.</summary>
    public Task RenewAsync(HttpContext http) => PutAsync(http);

    public async Task DeleteAsync(HttpContext http)
    {
        var reply = Find(http) is { } record
            ? await subscriptions.DeleteAsync(DemoAccount.Id, record.Id).ConfigureAwait(false)
            : new(Verdict.NotFound);
        if (reply.Verdict == Verdict.Accepted)
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        await AnswerAsync(http, reply).ConfigureAwait(false);
    }

    private static string UriOf(HttpContext http) => $"{Door.BaseOf(http)}/restapi/v1.0/subscription";

    private SubscriptionRecord? Find(HttpContext http) =>
        Guid.TryParseExact(http.Request.RouteValues["subscriptionId"] as string, "D", out var id)
            && subscriptions.Find(id) is { Account: DemoAccount.Id } record
            ? record
            : null;

    private async ValueTask<(SubscriptionRequest Request, RingCentralError? Error)> ReadAsync(
        HttpContext http, Reading read, bool mayBeEmpty)
    {
        using var body = new BodyBuffer();
        if (!await body.TryReadAsync(http.Request, door.Options.SmallBodyBytesMax).ConfigureAwait(false))
        {
            return (SubscriptionRequest.Empty, RingCentralErrors.BodyTooLarge);
        }

        if (body.Length == 0 && mayBeEmpty)
        {
            return (SubscriptionRequest.Empty, null);
        }

        var request = SubscriptionRequest.Empty;
        var error = JsonRequest.TryParse(body, out var document);
        using (document)
        {
            error ??= read(document!.RootElement, options, out request);
        }

        return (request, error);
    }

    /// <summary>Puts ids in the place of <c>~</c>, and judges the filters together.</summary>
    private RingCentralError? TryExpand(
        IReadOnlyList<string> texts, int expiresIn, Guid? self, out IReadOnlyList<string>? expanded)
    {
        var filters = texts.Select(t => (Text: t, Filter: _parser.Parse(t, self))).ToList();
        var bad = filters.Where(f => f.Filter?.Fits(expiresIn) != true).Select(f => f.Text).ToList();
        expanded = bad.Count > 0 ? null : [.. filters.Select(f => f.Filter!.Text).Distinct()];
        return bad.Count > 0 ? RingCentralErrors.InvalidFilters(bad)
            : filters.TrueForAll(f => f.Filter!.Kind == FilterKind.Reminder) ? RingCentralErrors.OnlyReminders
            : null;
    }

    private Task AnswerAsync(HttpContext http, SubscriptionReply reply)
    {
        switch (reply.Verdict)
        {
            case Verdict.Accepted or Verdict.Unchanged:
                var answer = new JsonAnswer();
                Write(answer.Writer, http, reply.Subscription!);
                return answer.SendAsync(http, StatusCodes.Status200OK);
            case Verdict.NotFound:
                return NotFound.AnswerAsync(http);
            case Verdict.Conflict:
                return RingCentralErrors.TooManySubscriptions.AnswerAsync(http);
            case Verdict.Overloaded:
                return RingCentralErrors.TooManyRequests(door.Options.OverloadRetrySeconds).AnswerAsync(http);
            case Verdict.Unknown:
                return RingCentralErrors.Internal.AnswerAsync(http);
            default:
                throw new UnreachableException($"A subscription was answered {reply.Verdict}.");
        }
    }

    /// <summary>SubscriptionInfo. The token is never shown; no filter is ever disabled here.</summary>
    private void Write(Utf8JsonWriter json, HttpContext http, SubscriptionRecord record)
    {
        json.WriteStartObject();
        json.WriteString("uri"u8, $"{UriOf(http)}/{record.Id}");
        json.WriteString("id"u8, record.Id);
        json.WriteStartArray("eventFilters"u8);
        foreach (var text in record.EventFilters)
        {
            json.WriteStringValue(_parser.Parse(text)?.TextFor(record.Id) ?? text);
        }

        json.WriteEndArray();
        json.WriteStamp("expirationTime"u8, record.ExpiresAt);
        json.WriteNumber("expiresIn"u8, record.ExpiresIn);
        json.WriteString("status"u8, record.IsBlacklisted ? "Blacklisted"u8 : "Active"u8);
        json.WriteStamp("creationTime"u8, record.CreatedAt);
        json.WriteStartObject("deliveryMode"u8);
        json.WriteString("transportType"u8, "WebHook"u8);
        json.WriteString("address"u8, record.Address);
        json.WriteBoolean("encryption"u8, false);
        json.WriteEndObject();
        if (record.BlacklistedAt is { } at)
        {
            json.WriteStartObject("blacklistedData"u8);
            json.WriteStamp("blacklistedAt"u8, at);
            json.WriteString("reason"u8, record.BlacklistReason);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
