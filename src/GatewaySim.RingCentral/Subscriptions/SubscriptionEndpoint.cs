using System.Text.Json;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.RingCentral.Json;

namespace GatewaySim.RingCentral.Subscriptions;

/// <summary>One living subscription, or its consents, as the one that delivers sees it.</summary>
/// <remarks>
/// What matches several filters of one kind is sent once, for the first of them in the subscription's order.
/// UNVERIFIED: RingCentral does not say. A change of consent is two events, by the older API and by the newer, so a
/// subscription's consents are an endpoint of their own.
/// </remarks>
/// <param name="name">Behind the subscription's id: empty, or what makes this endpoint another one.</param>
/// <param name="filters">Those that are this endpoint's.</param>
/// <param name="retries">How long to wait before each repeat.</param>
internal sealed class SubscriptionEndpoint(
    SubscriptionRecord record, string name, IReadOnlyList<EventFilter> filters, EventWriter writer,
    Blacklist blacklist, SubscriptionOptions options, IReadOnlyList<TimeSpan> retries)
    : WebhookEndpoint(
        $"ringcentral/{record.Id}{name}", Scope.OfAccount(record.Account), record.CreatedAt,
        filters.Where(f => !f.IsNegated).Aggregate(FactKinds.None, (kinds, f) => kinds | f.Kinds))
{
    public const string ConsentsName = "/consents";

    public SubscriptionRecord Record => record;

    /// <summary>What reminds of the expiry; null where nobody asked for it.</summary>
    public EventFilter? Reminder { get; } = filters.FirstOrDefault(f => f.Kind == FilterKind.Reminder);

    public override string Address => record.Address;

    public override bool IsSuspended => record.IsBlacklisted;

    public override bool Matches(in Fact fact) => FilterOf(fact) is not null;

    public override void Write(in Fact fact, int attempt, WebhookRequest request)
    {
        request.Url = record.Address;
        request.Timeout = TimeSpan.FromMilliseconds(options.TimeoutMs);
        request.AnswerBytesMax = options.AnswerBytesMax;
        request.ContentType = "application/json; charset=UTF-8";
        WebhookHeaders.Add(request);
        if (record.VerificationToken is { } token)
        {
            // Guide of 2023, API description. Servers of the guide's samples take an event with the other name for a
            // handshake, so it is left out unless asked for.
            request.AddHeader("Verification-Token", token);
            if (options.ValidationTokenOnEvents)
            {
                request.AddHeader(Handshake.Header, token);
            }
        }

        using var json = new Utf8JsonWriter(request.Body, JsonAnswer.Options);

        // What waited while the filters changed is told by the plain filter of its kind.
        writer.Write(json, record, FilterOf(fact) ?? writer.PlainFilterOf(fact, name == ConsentsName), fact);
    }

    /// <remarks>
    /// Words: blacklist reasons that users have shown. UNVERIFIED: which answers count as success, here all of 2xx, and
    /// that headers do not count against the size.
    /// </remarks>
    public override string? Judge(in WebhookAnswer answer) => answer.Fault switch
    {
        WebhookFault.None or WebhookFault.TooLarge when answer.Status is < 200 or > 299 =>
            $"Webhook responses with code: [{answer.Status}], reason: [{answer.Reason}]",
        WebhookFault.None => null,
        WebhookFault.TooLarge => $"Webhook response exceeds max size. Read bytes count: [{answer.Bytes}]",
        _ => $"I/O operation is failed. Details: [{answer.Reason}]",
    };

    public override TimeSpan? RetryAfter(in Fact fact, int attempt) =>
        attempt <= retries.Count ? retries[attempt - 1] : null;

    public override void Failed(Stamp since, Stamp now, string reason) => blacklist.Failed(record, since, now, reason);

    /// <summary>The filter for which a fact is told; null when it is not.</summary>
    private EventFilter? FilterOf(in Fact fact)
    {
        if (fact.Kind == FactKind.Reminder)
        {
            return Reminder;
        }

        if (fact.Kind == FactKind.BatchAccepted && !options.BatchAcceptedEvents)
        {
            return null;
        }

        foreach (var filter in filters)
        {
            if (!filter.IsNegated && IsTold(filter, fact) && !IsTakenOut(filter.Kind, fact))
            {
                return filter;
            }
        }

        return null;
    }

    private bool IsTold(EventFilter filter, in Fact fact) => filter.Matches(fact)
        && (filter.Kind != FilterKind.OptOuts || options.OptInEvents || fact.Block.Event is RecipientOptedOut);

    private bool IsTakenOut(FilterKind kind, in Fact fact)
    {
        foreach (var filter in filters)
        {
            if (filter.IsNegated && filter.Kind == kind && filter.Matches(fact))
            {
                return true;
            }
        }

        return false;
    }
}
