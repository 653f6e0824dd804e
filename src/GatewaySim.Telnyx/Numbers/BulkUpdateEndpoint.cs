using System.Collections.Concurrent;
using System.Text.Json;
using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Telnyx.Numbers;

/// <summary>
/// <c>POST /v2/messaging_numbers_bulk_updates</c>, <c>GET /v2/messaging_numbers_bulk_updates/{order_id}</c>.
/// </summary>
/// <remarks>
/// The numbers are moved before the answer, so none is ever pending. Source of the shape: telnyx.md 3.4.
/// The last orders are kept in memory; a restart forgets them, the moves it does not.
/// </remarks>
internal sealed class BulkUpdateEndpoint(TelnyxDoor door)
{
    private const int NumbersMax = 1_000;
    private const int OrdersMax = 1_000;

    private readonly ConcurrentDictionary<string, Order> _orders = [];
    private readonly ConcurrentQueue<string> _oldest = [];

    public async Task PostAsync(HttpContext context)
    {
        using var body = await JsonBody.ReadAsync(context.Request, door.Options).ConfigureAwait(false);
        if (CommandOf(body) is not var (profile, numbers))
        {
            door.Fail(context, body.Fault!.Value);
            return;
        }

        if (door.Senders.Directory.FindProfile(profile) is not { Account: DemoAccount.Id })
        {
            door.Fail(context, TelnyxErrors.UnknownProfile.At("/messaging_profile_id"));
            return;
        }

        var order = new Order(RequestIds.Next(), [], []);
        foreach (var number in numbers)
        {
            var reply = await door.Senders.AssignNumberAsync(
                new(DemoAccount.Id, Provider.Telnyx, number, profile), CancellationToken.None).ConfigureAwait(false);
            (reply.Verdict is Verdict.Accepted or Verdict.Unchanged ? order.Success : order.Failed).Add($"{number}");
        }

        Keep(order);
        TelnyxJson.SendOne(context.Response, json => Write(json, order));
    }

    public Task GetAsync(HttpContext context)
    {
        if (_orders.TryGetValue(context.Request.RouteValues["id"] as string ?? "", out var order))
        {
            TelnyxJson.SendOne(context.Response, json => Write(json, order));
        }
        else
        {
            door.NotFound(context);
        }

        return Task.CompletedTask;
    }

    /// <returns>Null when the body has a fault.</returns>
    internal static (Guid Profile, IReadOnlyList<Address> Numbers)? CommandOf(JsonBody body)
    {
        var profile = body.TakeProfileId("messaging_profile_id");
        if (profile is null)
        {
            body.Missing("messaging_profile_id");
        }

        var texts = body.TakeStrings("numbers");
        body.TakeSwitch("assign_only");
        if (texts is null)
        {
            body.Missing("numbers");
            return null;
        }

        if (texts.Count is 0 or > NumbersMax)
        {
            body.Refuse<string>(TelnyxErrors.OutOfRange.At(
                "/numbers", $"1 to {NumbersMax} numbers are taken at once."));
        }

        var numbers = new List<Address>(texts.Count);
        for (var i = 0; i < texts.Count; i++)
        {
            if (PhoneNumber.TryParse(texts[i], out var number))
            {
                numbers.Add(number);
            }
            else
            {
                body.Refuse<string>(TelnyxErrors.NotE164.At($"/numbers/{i}"));
            }
        }

        return body.Fault is null ? (profile!.Value, numbers) : null;
    }

    private void Keep(Order order)
    {
        _orders[order.Id] = order;
        _oldest.Enqueue(order.Id);
        while (_oldest.Count > OrdersMax && _oldest.TryDequeue(out var old))
        {
            _orders.TryRemove(old, out _);
        }
    }

    private static void Write(Utf8JsonWriter json, Order order)
    {
        json.WriteStartObject();
        json.WriteString("record_type"u8, "messaging_numbers_bulk_update"u8);
        json.WriteString("order_id"u8, order.Id);
        TelnyxJson.WriteStrings(json, "success"u8, order.Success);
        TelnyxJson.WriteStrings(json, "pending"u8, []);
        TelnyxJson.WriteStrings(json, "failed"u8, order.Failed);
        json.WriteEndObject();
    }

    private sealed record Order(string Id, List<string> Success, List<string> Failed);
}
