using GatewaySim.Actors;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Telnyx.Numbers;

/// <summary><c>/v2/alphanumeric_sender_ids</c>: GET, POST, and GET, DELETE of one.</summary>
internal sealed class AlphaSendersEndpoint(TelnyxDoor door)
{
    public Task ListAsync(HttpContext context)
    {
        var query = new QueryReader(context.Request.Query);
        var profile = query.TakeUuid("filter[messaging_profile_id]");
        var page = query.TakePage(door.Options);
        if (query.Fault is { } fault)
        {
            door.Fail(context, fault);
            return Task.CompletedTask;
        }

        var rows = door.Accounts.ListAlphaSenders(DemoAccount.Id)
            .Where(s => profile is null || s.Profile == profile).ToList();
        ListJson.Send(context.Response, rows, page, (json, row) => AlphaSenderJson.Write(json, row, door.Options));
        return Task.CompletedTask;
    }

    public async Task PostAsync(HttpContext context)
    {
        using var body = await JsonBody.ReadAsync(context.Request, door.Options).ConfigureAwait(false);
        if (CommandOf(body) is not { } command)
        {
            door.Fail(context, body.Fault!.Value);
            return;
        }

        Answer(
            context, await door.Accounts.CreateAlphaSenderAsync(command).ConfigureAwait(false),
            StatusCodes.Status201Created);
    }

    public Task GetAsync(HttpContext context)
    {
        if (IdOf(context) is { } id
            && door.Accounts.FindAlphaSender(id) is { Account: DemoAccount.Id } sender)
        {
            Send(context, sender, StatusCodes.Status200OK);
        }
        else
        {
            door.NotFound(context);
        }

        return Task.CompletedTask;
    }

    public async Task DeleteAsync(HttpContext context)
    {
        if (IdOf(context) is not { } id)
        {
            door.NotFound(context);
            return;
        }

        Answer(
            context, await door.Accounts.DeleteAlphaSenderAsync(DemoAccount.Id, id).ConfigureAwait(false),
            StatusCodes.Status200OK);
    }

    /// <returns>Null when the body has a fault.</returns>
    internal static CreateAlphaSender? CommandOf(JsonBody body)
    {
        const string Name = "alphanumeric_sender_id";
        var name = body.TakeString(Name) ?? body.Missing(Name);
        if (name is not null
            && !(Address.TryParse(name, out var address) && address.Kind == AddressKind.Alphanumeric))
        {
            body.Refuse<string>(TelnyxErrors.InvalidAlphaSender.At($"/{Name}"));
        }

        var profile = body.TakeProfileId("messaging_profile_id");
        if (profile is null)
        {
            body.Missing("messaging_profile_id");
        }

        var fallback = body.TakeString("us_long_code_fallback");
        if (fallback is not null && !PhoneNumber.TryParse(fallback, out _))
        {
            body.Refuse<string>(TelnyxErrors.NotE164.At("/us_long_code_fallback"));
        }

        return body.Fault is null ? new(DemoAccount.Id, profile!.Value, name!, fallback) : null;
    }

    private static Guid? IdOf(HttpContext context) =>
        Guid.TryParseExact(context.Request.RouteValues["id"] as string, "D", out var id) ? id : null;

    private void Answer(HttpContext context, in AlphaSenderReply reply, int status)
    {
        switch (reply.Verdict)
        {
            case Verdict.Accepted:
                Send(context, reply.Sender!, status);
                break;
            case Verdict.Conflict:
                door.Fail(context, TelnyxErrors.Duplicate.At("/alphanumeric_sender_id"));
                break;
            case Verdict.NotFound when status == StatusCodes.Status201Created:
                door.Fail(context, TelnyxErrors.UnknownProfile.At("/messaging_profile_id"));
                break;
            default:
                door.Fail(context, reply.Verdict);
                break;
        }
    }

    private void Send(HttpContext context, AlphaSenderRecord sender, int status) =>
        TelnyxJson.SendOne(context.Response, json => AlphaSenderJson.Write(json, sender, door.Options), status);
}
