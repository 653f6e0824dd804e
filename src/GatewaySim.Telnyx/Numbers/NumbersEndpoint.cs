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
internal sealed class NumbersEndpoint(TelnyxDoor door)
{
    private const int ShortCodeDigitsMax = 6;

    private readonly NumberAnswers _answers = new(door);

    public Task GetAsync(HttpContext context)
    {
        if (Find(context, out _) is { } number)
        {
            return _answers.SendAsync(context, number);
        }

        door.NotFound(context);
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
        var page = query.TakePage(door.Options);
        if (query.Fault is { } fault)
        {
            door.Fail(context, fault);
            return Task.CompletedTask;
        }

        var rows = door.Senders.Directory.ListNumbers(DemoAccount.Id, Provider.Telnyx)
            .Where(n => n.Number.Kind != AddressKind.Alphanumeric)
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
        return _answers.SendPageAsync(context, sorted.ToList(), page);
    }

    /// <summary>
    /// Puts a number on a profile, and sets its product and tags. A number that nobody has is bought by this, unless
    /// senders are strict, so that no set-up is needed.
    /// </summary>
    public async Task PatchAsync(HttpContext context)
    {
        using var body = await JsonBody.ReadAsync(context.Request, door.Options).ConfigureAwait(false);
        var change = NumberSettingsChange.Read(body, isShortCode: false);
        var number = Find(context, out var address);
        address = number?.Number ?? address;
        if (body.Fault is null && change.Product is { } product && address.Kind != AddressKind.None
            && !NumberJson.EligibleProducts(address).Contains(product))
        {
            body.Refuse<string>(TelnyxErrors.ProductNotEligible.At("/messaging_product"));
        }

        if (body.Fault is { } fault)
        {
            door.Fail(context, fault);
        }
        else if (number is null && (address.Kind == AddressKind.None || change.Profile is null))
        {
            door.NotFound(context);
        }
        else
        {
            await AnswerAsync(
                context,
                await change.RunAsync(door, DemoAccount.Id, number, address).ConfigureAwait(false))
                .ConfigureAwait(false);
        }
    }

    private async Task AnswerAsync(HttpContext context, NumberReply reply)
    {
        switch (reply.Verdict)
        {
            case Verdict.Accepted or Verdict.Unchanged:
                await _answers.SendAsync(context, reply.Number!).ConfigureAwait(false);
                break;
            case Verdict.NotFound:
                door.Fail(context, TelnyxErrors.UnknownProfile.At("/messaging_profile_id"));
                break;
            case Verdict.Conflict:
                door.Fail(context, TelnyxErrors.NumberInUse.Fault);
                break;
            default:
                door.Fail(context, reply.Verdict);
                break;
        }
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
            number = MessageId.TryFrom(value, out var id) ? door.Senders.Directory.FindNumber(id) : null;
        }
        else if (Address.TryParse(text, out address) && address.Kind != AddressKind.Alphanumeric)
        {
            number = door.Senders.Directory.FindNumber(Provider.Telnyx, address);
        }
        else
        {
            address = default;
        }

        return number is { Provider: Provider.Telnyx, Account: DemoAccount.Id } ? number : null;
    }
}
