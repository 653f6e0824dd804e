using System.Diagnostics;
using GatewaySim.Actors;
using GatewaySim.Domain.Commands;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Telnyx.Profiles;

/// <summary><c>POST</c> and <c>GET /v2/messaging_profiles</c>, <c>GET /v2/messaging_profiles/{id}</c>.</summary>
internal sealed class ProfilesEndpoint(ISenders senders, TelnyxOptions options)
{
    /// <summary>ASSUME: Telnyx documents no limit.</summary>
    private const int NameCharsMax = 255;

    private const int DestinationsMax = 300;

    public async Task PostAsync(HttpContext context)
    {
        using var body = await JsonBody.ReadAsync(context.Request, options).ConfigureAwait(false);
        var command = CommandOf(body);
        if (body.Fault is { } fault)
        {
            TelnyxJson.Fail(context, fault, options);
            return;
        }

        var reply = await senders.CreateProfileAsync(command!, CancellationToken.None).ConfigureAwait(false);
        switch (reply.Verdict)
        {
            case Verdict.Accepted:
                Send(context, reply.Profile!);
                break;
            case Verdict.Overloaded:
                TelnyxJson.Fail(context, TelnyxErrors.TooManyRequests.Fault, options);
                break;
            case Verdict.Unknown:
                TelnyxJson.Fail(context, TelnyxErrors.Unexpected.Fault, options);
                break;
            default:
                throw new UnreachableException($"A profile was answered {reply.Verdict}.");
        }
    }

    public Task GetAsync(HttpContext context)
    {
        if (Guid.TryParseExact(context.Request.RouteValues["id"] as string, "D", out var id) &&
            senders.Directory.FindProfile(id) is { Account: DemoAccount.Id } profile)
        {
            Send(context, profile);
        }
        else
        {
            TelnyxJson.Fail(context, TelnyxErrors.NotFound.Fault, options);
        }

        return Task.CompletedTask;
    }

    public Task ListAsync(HttpContext context)
    {
        var query = new QueryReader(context.Request.Query);
        var name = query.TakeString("filter[name][eq]") ?? query.TakeString("filter[name]");
        var part = query.TakeString("filter[name][contains]");
        var page = query.TakePage(options);
        if (query.Fault is { } fault)
        {
            TelnyxJson.Fail(context, fault, options);
            return Task.CompletedTask;
        }

        var rows = senders.Directory.ListProfiles(DemoAccount.Id)
            .Where(p => name is null || p.Name == name)
            .Where(p => part is null || p.Name.Contains(part, StringComparison.OrdinalIgnoreCase))
            .ToList();
        ListJson.Send(context.Response, rows, page, (json, row) => ProfileJson.Write(json, row, options));
        return Task.CompletedTask;
    }

    private static CreateProfile? CommandOf(JsonBody body)
    {
        var name = body.TakeRequiredString("name", NameCharsMax);
        var destinations = DestinationsOf(body);
        var enabled = body.TakeSwitch("enabled") ?? true;
        var webhook = body.TakeUrl("webhook_url");
        var failover = body.TakeUrl("webhook_failover_url");
        var version = body.TakeWord("webhook_api_version", "1", "2", "2010-04-01") ?? "2";
        return body.Fault is not null
            ? null
            : new(DemoAccount.Id, new(name!, destinations!)
            {
                Enabled = enabled, WebhookUrl = webhook, WebhookFailoverUrl = failover, WebhookApiVersion = version,
            });
    }

    private static IReadOnlyList<string>? DestinationsOf(JsonBody body)
    {
        const string Name = "whitelisted_destinations";
        var list = body.TakeStrings(Name);
        if (list is null)
        {
            body.Missing(Name);
            return null;
        }

        if (list.Count is 0 or > DestinationsMax)
        {
            return body.Refuse<IReadOnlyList<string>>(TelnyxErrors.NoDestinations.At($"/{Name}"));
        }

        for (var i = 0; i < list.Count; i++)
        {
            var isCountry = list[i] is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'];
            if (!isCountry && (list[i] != "*" || list.Count > 1))
            {
                body.Refuse<string>(TelnyxErrors.InvalidWord.At($"/{Name}/{i}"));
            }
        }

        return list;
    }

    private void Send(HttpContext context, ProfileRecord profile)
    {
        var answer = JsonAnswer.Take();
        answer.Json.WriteStartObject();
        answer.Json.WritePropertyName("data"u8);
        ProfileJson.Write(answer.Json, profile, options);
        answer.Json.WriteEndObject();
        answer.SendTo(context.Response, StatusCodes.Status200OK);
    }
}
