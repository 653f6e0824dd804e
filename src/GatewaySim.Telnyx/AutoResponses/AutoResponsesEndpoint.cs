using System.Diagnostics;
using GatewaySim.Actors;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent.Keywords;
using GatewaySim.Domain.Numbers;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Telnyx.AutoResponses;

/// <summary><c>/v2/messaging_profiles/{profile_id}/autoresp_configs</c>.</summary>
/// <remarks>
/// Source: OAS and Telnyx's page on opt-in and opt-out management (telnyx.md 4). No document has the codes and the
/// status of the faults: UNVERIFIED, the status is a setting.
/// </remarks>
internal sealed class AutoResponsesEndpoint(TelnyxDoor door)
{
    private const string Profile = "profile_id";

    public Task ListAsync(HttpContext context)
    {
        var query = new QueryReader(context.Request.Query);
        var country = query.TakeRegion("country_code");
        var (createdSince, createdUntil) = (query.TakeDate("created_at[gte]"), query.TakeDate("created_at[lte]"));
        var (updatedSince, updatedUntil) = (query.TakeDate("updated_at[gte]"), query.TakeDate("updated_at[lte]"));
        var page = query.TakePage(door.Options);
        if (query.Fault is { } fault)
        {
            door.Fail(context, fault);
            return Task.CompletedTask;
        }

        if (door.ProfileOf(context, Profile) is not { } profile)
        {
            door.NotFound(context);
            return Task.CompletedTask;
        }

        // Newest first, as lists are where nothing else is said.
        var rows = profile.AutoResponses.Reverse()
            .Where(a => country is null || a.Country == country)
            .Where(a => !(a.CreatedAt < createdSince) && !(a.CreatedAt > createdUntil))
            .Where(a => !(a.UpdatedAt < updatedSince) && !(a.UpdatedAt > updatedUntil)).ToList();
        ListJson.Send(context.Response, rows, page, AutoResponseJson.Write);
        return Task.CompletedTask;
    }

    public Task GetAsync(HttpContext context)
    {
        if (IdOf(context) is { } id
            && door.ProfileOf(context, Profile)?.AutoResponses.FirstOrDefault(a => a.Id == id) is { } response)
        {
            Send(context, response);
        }
        else
        {
            door.NotFound(context);
        }

        return Task.CompletedTask;
    }

    public Task PostAsync(HttpContext context) => SetAsync(context, null);

    public Task PutAsync(HttpContext context)
    {
        if (IdOf(context) is { } id)
        {
            return SetAsync(context, id);
        }

        door.NotFound(context);
        return Task.CompletedTask;
    }

    /// <remarks>The answer is the JSON text <c>"OK"</c>, without a wrapper (OAS).</remarks>
    public async Task DeleteAsync(HttpContext context)
    {
        if (IdOf(context) is not { } id || door.ProfileOf(context, Profile) is not { } profile)
        {
            door.NotFound(context);
            return;
        }

        var reply = await door.Accounts.RemoveAutoResponseAsync(DemoAccount.Id, profile.Id, id).ConfigureAwait(false);
        if (reply.Verdict == Verdict.Accepted)
        {
            var answer = JsonAnswer.Take();
            answer.Json.WriteStringValue("OK"u8);
            answer.SendTo(context.Response, StatusCodes.Status200OK);
        }
        else
        {
            door.Fail(context, reply.Verdict);
        }
    }

    /// <returns>Null when the body has a fault.</returns>
    internal static SetAutoResponse? CommandOf(JsonBody body, Guid profile, Guid? id, TelnyxOptions options)
    {
        var op = options.StrictAutoResponseOps
            ? body.TakeWord("op", "start", "stop", "info")
            : body.TakeWord("op", "start", "stop", "info", "help");
        var keywords = body.TakeStrings("keywords");
        var country = body.TakeString("country_code");
        Region region = default;
        if (country is not null && (!Region.TryParse(country, out region) || region == Region.NonGeographic))
        {
            body.Refuse<string>(TelnyxErrors.InvalidWord.At("/country_code"));
        }

        var text = body.TakeString("resp_text");
        foreach (var (name, isMissing) in ((string, bool)[])
            [("op", op is null), ("keywords", keywords is null), ("country_code", country is null)])
        {
            if (isMissing)
            {
                body.Missing(name);
            }
        }

        return body.Fault is not null ? null : new(
            DemoAccount.Id, profile, id,
            op switch
            {
                "start" => AutoResponseOp.Start,
                "stop" => AutoResponseOp.Stop,
                "info" => AutoResponseOp.Info,
                _ => AutoResponseOp.Help,
            },
            keywords!, region, text, options.CheckAutoResponses);
    }

    private async Task SetAsync(HttpContext context, Guid? id)
    {
        using var body = await JsonBody.ReadAsync(context.Request, door.Options).ConfigureAwait(false);
        if (body.Fault is { } unreadable)
        {
            door.Fail(context, unreadable);
            return;
        }

        if (door.ProfileOf(context, Profile) is not { } profile)
        {
            door.NotFound(context);
            return;
        }

        if (CommandOf(body, profile.Id, id, door.Options) is not { } command)
        {
            Refuse(context, body.Fault!.Value);
            return;
        }

        var reply = await door.Accounts.SetAutoResponseAsync(command).ConfigureAwait(false);
        switch (reply.Verdict)
        {
            case Verdict.Accepted or Verdict.Unchanged:
                Send(context, reply.AutoResponse!);
                break;
            case Verdict.Conflict:
                Refuse(context, FaultOf(reply.Fault!.Value));
                break;
            default:
                door.Fail(context, reply.Verdict);
                break;
        }
    }

    private static TelnyxFault FaultOf(KeywordFault fault) => fault.Kind switch
    {
        KeywordFaultKind.TooManyKeywords => TelnyxErrors.OutOfRange.At(
            "/keywords", $"A configuration has at most {KeywordFaults.KeywordsMax} keywords."),
        KeywordFaultKind.ReplyTooShort => TelnyxErrors.LengthOutOfRange.At(
            "/resp_text", $"The text must have {KeywordFaults.ReplyCharsMin} characters or more."),
        KeywordFaultKind.ReservedWord => TelnyxErrors.Unprocessable.At(
            "/keywords", $"The keyword '{fault.Keyword}' is reserved for another operation."),
        KeywordFaultKind.WordInTwoOperations => TelnyxErrors.Unprocessable.At(
            "/keywords", $"The keyword '{fault.Keyword}' is in another operation of the profile."),
        KeywordFaultKind.NeverMatches => TelnyxErrors.Unprocessable.At(
            "/keywords", $"No text can match the keyword '{fault.Keyword}'."),
        _ => throw new UnreachableException($"A configuration has the fault {fault.Kind}."),
    };

    private static Guid? IdOf(HttpContext context) =>
        Guid.TryParseExact(context.Request.RouteValues["id"] as string, "D", out var id) ? id : null;

    private void Refuse(HttpContext context, in TelnyxFault fault) =>
        TelnyxJson.Fail(context, fault, door.Options, door.Options.AutoResponseStatus);

    private static void Send(HttpContext context, AutoResponseRecord response) =>
        TelnyxJson.SendOne(context.Response, json => AutoResponseJson.Write(json, response));
}
