using System.Buffers;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;
using GatewaySim.Domain.Numbers;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Dashboard.Control;

/// <summary><c>/_sim/webhooks</c>: how delivery stands, and sending again.</summary>
internal static class WebhooksEndpoint
{
    private static readonly string[] Known = ["endpoint", "since", "until", "kind", "number", "event"];

    /// <summary><c>GET /_sim/webhooks</c>.</summary>
    public static async Task<IResult> ShowAsync(IWebhooks webhooks)
    {
        var status = await webhooks.StatusAsync();
        return Results.Json(
            new WebhooksAnswer(
                status.Now.ToString(), [.. status.Endpoints.Select(Shown)],
                [.. status.Dead.Select(d => new ShownDead(
                    d.Endpoint, d.Receiver, d.Due.ToString(), d.GivenUpAt.ToString(), d.Id.ToString(), NameOf(d.Kind),
                    d.Attempts, d.Error))]),
            ControlJson.Relaxed.WebhooksAnswer);
    }

    /// <summary><c>POST /_sim/webhooks/redeliver</c>: answers when the order is taken, 202.</summary>
    public static async Task<IResult> RedeliverAsync(HttpContext http, IWebhooks webhooks)
    {
        var (order, error) = await FlatBody.ReadAsync(http, Parse);
        if (order is null)
        {
            return error!.ToResult();
        }

        var endpoints = await webhooks.RedeliverAsync(order);
        return endpoints == 0
            ? ControlError.NoEndpoint.ToResult()
            : Results.Json(
                new RedeliverAnswer(endpoints), ControlJson.Relaxed.RedeliverAnswer,
                statusCode: StatusCodes.Status202Accepted);
    }

    private static (RedeliveryOrder?, ControlError?) Parse(ReadOnlySequence<byte> utf8)
    {
        var (fields, error) = FlatBody.Read(utf8, Known);
        if (fields is null)
        {
            return (null, error);
        }

        var (since, until) = (new Stamp(0), new Stamp(Stamp.TicksMax));
        foreach (var (name, isSince) in (ReadOnlySpan<(string, bool)>)[("since", true), ("until", false)])
        {
            if (fields.GetValueOrDefault(name) is { } text)
            {
                if (!Stamp.TryParse(text, out var time))
                {
                    return (null, ControlError.BadTime(name));
                }

                (since, until) = isSince ? (time, until) : (since, time);
            }
        }

        var kinds = fields.GetValueOrDefault("kind") is { } kind ? KindName.Parse(kind) : FactKinds.All;
        if (kinds is null)
        {
            return (null, ControlError.BadKind);
        }

        Address? number = null;
        if (fields.GetValueOrDefault("number") is { } numberText)
        {
            if (!Address.TryParse(numberText, out var parsed))
            {
                return (null, ControlError.BadAddress("number"));
            }

            number = parsed;
        }

        MessageId? id = null;
        if (fields.GetValueOrDefault("event") is { } place)
        {
            if (!MessageId.TryParse(place, out var parsed))
            {
                return (null, ControlError.BadEvent);
            }

            id = parsed;
        }

        return (new(fields.GetValueOrDefault("endpoint"), since, until, kinds.Value, number, id), null);
    }

    private static ShownEndpoint Shown(EndpointStatus e) => new(
        e.Id, e.Address, e.IsSuspended, e.Behind, e.Facts, e.Parked, e.Waiting, e.UnderWay, Ms(e.Lag), Ms(e.LagP50),
        Ms(e.LagP99), e.Attempts, e.Delivered, e.Failed, e.Dead, e.Dropped, e.FailingSince?.ToString(), e.Redelivering,
        [.. e.Answers.Select(a => new ShownAttempt(
            a.At.ToString(), a.Id.ToString(), NameOf(a.Kind), a.Attempt, a.Status, a.Error, Ms(a.Took)))]);

    private static double Ms(TimeSpan span) => Math.Round(span.TotalMilliseconds, 3);

    private static string NameOf(FactKind kind) => kind switch
    {
        FactKind.BatchAccepted => "batch.accepted",
        FactKind.BatchCompleted => "batch.completed",
        FactKind.MessageSent => "message.sent",
        FactKind.MessageFinal => "message.final",
        FactKind.TextHeard => "text.heard",
        FactKind.ConsentChanged => "consent.changed",
        FactKind.SpendLimitReached => "spend-limit.reached",
        FactKind.Reminder => "reminder",
        _ => kind.ToString(),
    };
}
