using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Telnyx.Numbers;

/// <summary><c>GET /v2/short_codes</c>, <c>GET</c> and <c>PATCH /v2/short_codes/{id}</c>.</summary>
internal sealed class ShortCodesEndpoint(TelnyxDoor door)
{
    public Task ListAsync(HttpContext context)
    {
        const string Profile = "filter[messaging_profile_id]";
        var query = new QueryReader(context.Request.Query);

        // The literal "null" asks for codes that are on no profile (OAS).
        var isFree = query.TakeString(Profile) == "null";
        var profile = isFree ? null : query.TakeUuid(Profile);
        var page = query.TakePage(door.Options);
        if (query.Fault is { } fault)
        {
            door.Fail(context, fault);
            return Task.CompletedTask;
        }

        var rows = Codes().Where(n => isFree ? n.Profile is null : profile is null || n.Profile == profile).ToList();
        ListJson.Send(
            context.Response, rows, page, (json, row) => ShortCodeJson.Write(json, row, door.Senders.IdSalt));
        return Task.CompletedTask;
    }

    public Task GetAsync(HttpContext context)
    {
        if (Find(context) is { } code)
        {
            Send(context, code);
        }
        else
        {
            door.NotFound(context);
        }

        return Task.CompletedTask;
    }

    public async Task PatchAsync(HttpContext context)
    {
        using var body = await JsonBody.ReadAsync(context.Request, door.Options).ConfigureAwait(false);
        var change = NumberSettingsChange.Read(body, isShortCode: true);
        if (body.Fault is { } fault)
        {
            door.Fail(context, fault);
            return;
        }

        if (Find(context) is not { } code)
        {
            door.NotFound(context);
            return;
        }

        var reply = await change.RunAsync(door, DemoAccount.Id, code, code.Number).ConfigureAwait(false);
        switch (reply.Verdict)
        {
            case Verdict.Accepted or Verdict.Unchanged:
                Send(context, reply.Number!);
                break;
            case Verdict.NotFound:
                door.Fail(context, TelnyxErrors.UnknownProfile.At("/messaging_profile_id"));
                break;
            default:
                door.Fail(context, reply.Verdict);
                break;
        }
    }

    private IEnumerable<NumberRecord> Codes() => door.Senders.Directory.ListNumbers(DemoAccount.Id, Provider.Telnyx)
        .Where(n => n.Number.Kind == AddressKind.ShortCode);

    private NumberRecord? Find(HttpContext context) =>
        Guid.TryParseExact(context.Request.RouteValues["id"] as string, "D", out var uuid)
        && PositionUuid.TryDecode(uuid, UuidKind.ShortCode, door.Senders.IdSalt, out var id)
        && door.Senders.Directory.FindNumber(id) is { Account: DemoAccount.Id, Provider: Provider.Telnyx } code
        && code.Number.Kind == AddressKind.ShortCode ? code : null;

    private void Send(HttpContext context, NumberRecord code) =>
        TelnyxJson.SendOne(context.Response, json => ShortCodeJson.Write(json, code, door.Senders.IdSalt));
}
