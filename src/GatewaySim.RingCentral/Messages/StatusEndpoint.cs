using System.Text.Json;
using GatewaySim.Actors;
using GatewaySim.Domain.Messages;
using GatewaySim.RingCentral.Json;
using GatewaySim.RingCentral.Lists;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral.Messages;

/// <summary>
/// <c>GET /restapi/v1.0/account/{accountId}/a2p-sms/statuses</c>: how many messages stand where, and what they cost.
/// </summary>
/// <remarks>
/// Source: spec. Counts and costs are those of the messages that the list shows for the same filters: every message is
/// in one of the five, and those that failed in sending cost nothing. That a queued message has its cost already is
/// UNVERIFIED.
/// </remarks>
internal sealed class StatusEndpoint(Door door)
{
    private static readonly (string Member, string Status, bool Fails)[] Members =
    [
        ("queued", RingCentralStatuses.Queued, false),
        ("delivered", RingCentralStatuses.Delivered, false),
        ("deliveryFailed", RingCentralStatuses.DeliveryFailed, true),
        ("sent", RingCentralStatuses.Sent, false),
        ("sendingFailed", RingCentralStatuses.SendingFailed, true),
    ];

    public Task GetAsync(HttpContext http)
    {
        var query = new ListQuery(http.Request.Query, door.Senders.IdSalt);
        var filter = MessageFilter.Read(query, new(Asked: null, PerPage: 1), door.Senders);
        if (query.Error is { } error)
        {
            return error.AnswerAsync(http);
        }

        var counts = filter.Question is { } asked ? door.Senders.Read.CountMessages(asked, door.Senders.Now) : [];
        var byStatus = counts
            .Select(c => (Status: RingCentralStatuses.Of(c.Direction, new(c.Stage, c.Outcome, null, null)), Count: c))
            .ToLookup(c => c.Status.Name);
        var answer = new JsonAnswer();
        var json = answer.Writer;
        json.WriteStartObject();
        foreach (var (member, status, fails) in Members)
        {
            json.WriteStartObject(member);
            json.WriteNumber("count"u8, byStatus[status].Sum(c => c.Count.Messages));
            json.WriteCost(
                status == RingCentralStatuses.SendingFailed ? 0 : byStatus[status].Sum(c => c.Count.Segments),
                door.Options.CostPerSegment);
            if (fails)
            {
                WriteCodes(json, byStatus[status].Select(c => (c.Status.ErrorCode!, c.Count.Messages)));
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        return answer.SendAsync(http, StatusCodes.Status200OK);
    }

    private static void WriteCodes(Utf8JsonWriter json, IEnumerable<(string Code, long Messages)> failed)
    {
        json.WriteStartObject("errorCodeCounts"u8);
        foreach (var code in failed.GroupBy(f => f.Code, f => f.Messages).OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            json.WriteNumber(code.Key, code.Sum());
        }

        json.WriteEndObject();
    }
}
