using System.Globalization;
using System.Text.Json;
using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Reading;
using GatewaySim.RingCentral.Json;
using GatewaySim.RingCentral.Lists;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral.Messages;

/// <summary><c>/restapi/v1.0/account/{accountId}/a2p-sms/messages</c>.</summary>
internal sealed class MessageEndpoints(Door door)
{
    private const string Detailed = "Detailed";

    private static readonly string[] Views = ["Simple", Detailed];

    private readonly ISenders _senders = door.Senders;

    public Task ListAsync(HttpContext http)
    {
        var query = new ListQuery(http.Request.Query, _senders.IdSalt);
        var paging = new Paging(query.Page(ListKind.Messages), query.PerPage(door.Options.PerPageDefault));
        var filter = MessageFilter.Read(query, paging, _senders);
        var isDetailed = query.Words("view", Views).Contains(Detailed);
        if (query.Error is { } error)
        {
            return error.AnswerAsync(http);
        }

        var records = filter.Question is { } asked ? _senders.Read.ListMessages(asked) : [];
        var now = _senders.Now;
        return paging.AnswerAsync(
            http, door, records,
            r => new(ListKind.Messages, r.AcceptedAt, r.Id, filter.Window.Since ?? Stamp.None),
            (json, record) => Write(json, record, isListed: true, isDetailed, now));
    }

    public Task GetAsync(HttpContext http)
    {
        var text = http.Request.RouteValues["messageId"] as string;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ||
            !MessageId.TryFrom(value, out var id) ||
            _senders.Read.FindMessage(id) is not
            { Scope: { Provider: Provider.RingCentral, Account: DemoAccount.Id } } message)
        {
            return RingCentralErrors.NotFound("messageId").AnswerAsync(http);
        }

        var answer = new JsonAnswer();
        Write(answer.Writer, message, isListed: false, withText: true, _senders.Now);
        return answer.SendAsync(http, StatusCodes.Status200OK);
    }

    private void Write(Utf8JsonWriter json, MessageRecord message, bool isListed, bool withText, Stamp now) =>
        MessageJson.Write(
            json, message, MessageProgress.At(message.Dispatch, now), isListed, withText, _senders.IdSalt,
            door.Options.CostPerSegment);
}
