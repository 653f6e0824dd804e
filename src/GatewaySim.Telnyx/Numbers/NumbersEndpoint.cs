using System.Diagnostics;
using System.Globalization;
using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Telnyx.Numbers;

/// <summary>
/// <c>GET /v2/phone_numbers/messaging</c>, <c>GET</c> and <c>PATCH /v2/phone_numbers/{id}/messaging</c>.
/// </summary>
internal sealed class NumbersEndpoint(ISenders senders, TelnyxOptions options)
{
    private const int ShortCodeDigitsMax = 6;

    public Task GetAsync(HttpContext context)
    {
        if (Find(context, out _) is { } number)
        {
            Send(context, number);
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
        var profile = query.TakeUuid("filter[messaging_profile_id]");
        var numbers = query.TakeAddresses("filter[phone_number]");
        var part = query.TakeString("filter[phone_number][contains]")?.Trim();
        var type = query.TakeWord(
            "filter[type]", TelnyxErrors.InvalidWord, "tollfree", "longcode", "shortcode");
        var sort = query.TakeWord("sort[phone_number]", TelnyxErrors.InvalidSort, "asc", "desc");
        var page = query.TakePage(options);
        if (query.Fault is { } fault)
        {
            TelnyxJson.Fail(context, fault, options);
            return Task.CompletedTask;
        }

        var rows = senders.Directory.ListNumbers(DemoAccount.Id, Provider.Telnyx)
            .Where(n => profile is null || n.Profile == profile)
            .Where(n => numbers.Count == 0 || numbers.Contains(n.Number))
            .Where(n => part is null || n.Number.ToString().Contains(part, StringComparison.Ordinal))
            .Where(n => type is null || string.Equals(
                SenderTypes.Of(n.Number).ToString(), type, StringComparison.OrdinalIgnoreCase));
        var sorted = sort switch
        {
            "asc" => rows.OrderBy(n => n.Number.ToString(), StringComparer.Ordinal),
            "desc" => rows.OrderByDescending(n => n.Number.ToString(), StringComparer.Ordinal),
            _ => rows,
        };
        ListJson.Send(context.Response, sorted.ToList(), page, (json, row) => NumberJson.Write(json, row, options));
        return Task.CompletedTask;
    }

    /// <summary>
    /// Puts a number on a profile. A number that nobody has is bought by this, so that no set-up is needed.
    /// </summary>
    public async Task PatchAsync(HttpContext context)
    {
        using var body = await JsonBody.ReadAsync(context.Request, options).ConfigureAwait(false);
        var asked = body.TakeString("messaging_profile_id");
        body.TakeString("messaging_product");
        body.TakeStrings("tags");
        if (body.Fault is null && asked is { Length: > 0 } && !Guid.TryParseExact(asked, "D", out _))
        {
            body.Refuse<string>(TelnyxErrors.UnknownProfile.At("/messaging_profile_id"));
        }

        if (body.Fault is { } fault)
        {
            TelnyxJson.Fail(context, fault, options);
            return;
        }

        var number = Find(context, out var address);
        if (number is null && (address.Kind == AddressKind.None || string.IsNullOrEmpty(asked)))
        {
            TelnyxJson.Fail(context, TelnyxErrors.NotFound.Fault, options);
        }
        else if (asked is null)
        {
            Send(context, number!);
        }
        else
        {
            Guid? profile = asked.Length == 0 ? null : Guid.ParseExact(asked, "D");
            var command = new AssignNumber(DemoAccount.Id, Provider.Telnyx, number?.Number ?? address, profile);
            Answer(context, await senders.AssignNumberAsync(command, CancellationToken.None).ConfigureAwait(false));
        }
    }

    private void Answer(HttpContext context, NumberReply reply)
    {
        if (reply.Verdict is Verdict.Accepted or Verdict.Unchanged)
        {
            Send(context, reply.Number!);
            return;
        }

        TelnyxJson.Fail(context, reply.Verdict switch
        {
            Verdict.NotFound => TelnyxErrors.UnknownProfile.At("/messaging_profile_id"),
            Verdict.UnknownSender => TelnyxErrors.NotFound.Fault,
            Verdict.Conflict => TelnyxErrors.NumberInUse.Fault,
            Verdict.Overloaded => TelnyxErrors.TooManyRequests.Fault,
            Verdict.Unknown => TelnyxErrors.Unexpected.Fault,
            _ => throw new UnreachableException($"A number was answered {reply.Verdict}."),
        }, options);
    }

    /// <summary>Finds the number that the path names, by its id or by itself.</summary>
    /// <param name="address">The number in the path; none when the path has an id.</param>
    private NumberRecord? Find(HttpContext context, out Address address)
    {
        var text = context.Request.RouteValues["id"] as string ?? "";
        text = text.StartsWith(' ') ? "+" + text.TrimStart(' ') : text;
        var isId = text.Length > ShortCodeDigitsMax &&
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
        address = default;
        NumberRecord? number = null;
        if (isId)
        {
            var value = long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
            number = MessageId.TryFrom(value, out var id) ? senders.Directory.FindNumber(id) : null;
        }
        else if (Address.TryParse(text, out address) && address.Kind != AddressKind.Alphanumeric)
        {
            number = senders.Directory.FindNumber(Provider.Telnyx, address);
        }
        else
        {
            address = default;
        }

        return number is { Provider: Provider.Telnyx, Account: DemoAccount.Id } ? number : null;
    }

    private void Send(HttpContext context, NumberRecord number)
    {
        var answer = JsonAnswer.Take();
        answer.Json.WriteStartObject();
        answer.Json.WritePropertyName("data"u8);
        NumberJson.Write(answer.Json, number, options);
        answer.Json.WriteEndObject();
        answer.SendTo(context.Response, StatusCodes.Status200OK);
    }
}
