using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Dashboard.Control;

/// <summary><c>/_sim/sandboxes</c>: simulations for tests that must not see each other.</summary>
internal sealed class SandboxEndpoint(ISandboxes sandboxes)
{
    private readonly string[] _known = ["id", .. sandboxes.Settings];

    /// <summary><c>POST /_sim/sandboxes</c>: the body names an id and settings, or there is none.</summary>
    public async Task<IResult> CreateAsync(HttpContext http)
    {
        var (fields, error) = await FlatBody.ReadAsync(http, Parse);
        if (fields is null)
        {
            return error!.ToResult();
        }

        fields.Remove("id", out var id);
        if (id is not null && !SimulationName.IsGood(id))
        {
            return ControlError.BadName("id").ToResult();
        }

        var settings = fields.Where(f => f.Value is not null).ToDictionary(f => f.Key, f => f.Value!);
        var reply = await sandboxes.CreateAsync(id, settings);
        return reply.Sandbox is { } made
            ? Results.Json(
                Shown(http, made), ControlJson.Relaxed.ShownSandbox, statusCode: StatusCodes.Status201Created)
            : (reply.Refusal switch
            {
                SandboxRefusal.Exists => ControlError.SandboxExists(id!),
                SandboxRefusal.TooMany => ControlError.TooManySandboxes,
                SandboxRefusal.KeyTaken => ControlError.KeyTaken(reply.Because),
                _ => ControlError.BadSetting(reply.Because),
            }).ToResult();
    }

    /// <summary><c>GET /_sim/sandboxes</c>.</summary>
    public IResult List(HttpContext http) => Results.Json(
        new SandboxesAnswer([.. sandboxes.List().Select(s => Shown(http, s))]), ControlJson.Relaxed.SandboxesAnswer);

    /// <summary><c>DELETE /_sim/sandboxes/{id}</c>.</summary>
    public async Task<IResult> DeleteAsync(string id) =>
        await sandboxes.DeleteAsync(id) ? Results.NoContent() : ControlError.NoSandbox(id).ToResult();

    private (Dictionary<string, string?>?, ControlError?) Parse(ReadOnlySequence<byte> utf8) =>
        utf8.IsEmpty ? ([], null) : FlatBody.Read(utf8, _known, scalars: true, ControlError.UnknownSetting);

    private static ShownSandbox Shown(HttpContext http, SandboxInfo info)
    {
        var url = $"{http.Request.Scheme}://{http.Request.Host}/_sim/sandboxes/{info.Id}";
        return new(
            info.Id, url, new($"{url}/v2", info.TelnyxApiKey, info.TelnyxPublicKey),
            new(url, info.RingCentralClientId, info.RingCentralClientSecret, info.RingCentralJwt));
    }
}
