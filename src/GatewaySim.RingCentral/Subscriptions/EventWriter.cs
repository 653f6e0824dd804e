using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GatewaySim.Actors;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Reading;
using GatewaySim.RingCentral.Batches;
using GatewaySim.RingCentral.Consents;
using GatewaySim.RingCentral.Json;
using GatewaySim.RingCentral.Messages;

namespace GatewaySim.RingCentral.Subscriptions;

/// <summary>Writes events: the envelope, and what each kind tells.</summary>
/// <remarks>
/// Source: the guide's High Volume SMS pages. UNVERIFIED: the body of a consent event, whose page was not found, is
/// the record that the guide's consent page shows.
/// </remarks>
internal sealed class EventWriter(ISenders senders, RingCentralOptions options)
{
    private readonly string _owner = options.ExtensionId.ToString(CultureInfo.InvariantCulture);
    private readonly string _account = options.AccountId.ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes <c>{uuid, event, timestamp, subscriptionId, ownerId, body}</c>.</summary>
    /// <param name="filter">Why it is told.</param>
    public void Write(Utf8JsonWriter json, SubscriptionRecord subscription, EventFilter filter, in Fact fact)
    {
        json.WriteStartObject();
        json.WriteString("uuid"u8, UuidOf(fact, filter.Kind, subscription.Id));
        json.WriteString("event"u8, filter.TextFor(subscription.Id));
        json.WriteMilliStamp("timestamp"u8, fact.Due);
        json.WriteString("subscriptionId"u8, subscription.Id);
        json.WriteString("ownerId"u8, _owner);
        json.WritePropertyName("body"u8);
        switch (filter.Kind)
        {
            case FilterKind.Batches:
                BatchJson.Write(
                    json, BatchOf(fact), withRejected: false, senders.IdSalt, options.CostPerSegment);
                break;
            case FilterKind.Messages:
                MessageJson.Write(
                    json, fact.Message, fact.Progress, isListed: false, withText: true, senders.IdSalt,
                    options.CostPerSegment);
                break;
            case FilterKind.OptOuts:
                WriteOptOut(json, fact);
                break;
            case FilterKind.Consents:
                WriteConsent(json, fact);
                break;
            case FilterKind.Reminder:
                json.WriteStartObject();
                json.WriteNumber(
                    "expiresIn"u8, (long)Math.Ceiling((subscription.ExpiresAt.Time - fact.Due.Time).TotalSeconds));
                json.WriteEndObject();
                break;
            default:
                throw new UnreachableException($"No event for {filter.Kind}.");
        }

        json.WriteEndObject();
    }

    /// <summary>The filter of a fact without any parameters.</summary>
    /// <param name="asConsent">Which of the two events a change of consent is.</param>
    public EventFilter PlainFilterOf(in Fact fact, bool asConsent)
    {
        var sms = $"/restapi/v1.0/account/{_account}/a2p-sms";
        return fact.Kinds switch
        {
            FactKinds.Batches => new(FilterKind.Batches, $"{sms}/batches"),
            FactKinds.Messages or FactKinds.Texts => new(FilterKind.Messages, $"{sms}/messages"),
            FactKinds.Consents when asConsent =>
                new(FilterKind.Consents, $"/restapi/v2/accounts/{_account}/sms/consents"),
            FactKinds.Consents => new(FilterKind.OptOuts, $"{sms}/opt-outs"),
            _ => new(FilterKind.Reminder, $"{EventFilter.ReminderPath}~"),
        };
    }

    /// <summary>The same on every attempt; another one for every subscription.</summary>
    private Guid UuidOf(in Fact fact, FilterKind kind, Guid subscription)
    {
        Span<byte> id = stackalloc byte[16];
        subscription.TryWriteBytes(id);
        var salt = Hashing.Mix(senders.IdSalt, Hashing.Of(id));
        return fact.UuidOf(kind switch
        {
            // The same fact is an event of the older API too.
            FilterKind.Consents => Hashing.Mix(salt, (ulong)kind),

            // Reminders have no place in the journal: their time tells them apart.
            FilterKind.Reminder => Hashing.Mix(salt, (ulong)fact.Due.Ticks),
            _ => salt,
        });
    }

    /// <summary>The batch as it was at that moment, however late it is told.</summary>
    private BatchRecord BatchOf(in Fact fact)
    {
        if (fact is { Kind: FactKind.BatchAccepted, Block: { Accepted: { } accepted } block })
        {
            return new(
                fact.Id, block.Scope.Account, accepted.From, accepted.Size, Processed: 0, Blocked: 0, Segments: 0,
                block.At, block.At);
        }

        // Counts and cost were stored in the same transaction as the event that completed it.
        var batch = senders.Read.FindBatch(fact.Id);
        Invariant.Holds(batch is not null);
        return batch!;
    }

    private static void WriteOptOut(Utf8JsonWriter json, in Fact fact)
    {
        json.WriteStartObject();
        json.WriteAddress("from"u8, fact.Business);
        json.WriteAddress("to"u8, fact.Person);
        json.WriteBoolean("active"u8, fact.Block.Event is RecipientOptedOut);
        json.WriteEndObject();
    }

    private static void WriteConsent(Utf8JsonWriter json, in Fact fact)
    {
        json.WriteStartObject();
        json.WriteStartArray("records"u8);
        json.WriteStartObject();
        var to = fact.Person.AsPhoneNumber;
        switch (fact.Block.Event)
        {
            case RecipientOptedOut e:
                ConsentWords.WriteMembers(json, e.Origin, to, ConsentStatus.OptOut, e.Cause.Source);
                break;
            case RecipientOptedIn e:
                ConsentWords.WriteMembers(json, e.Origin, to, ConsentStatus.OptIn, e.Cause.Source);
                break;
            case WildcardSet e:
                ConsentWords.WriteMembers(json, from: null, to, e.Status, e.Source);
                break;
            default:
                throw new UnreachableException($"No consent in {fact.Block.Event}.");
        }

        json.WriteNanoStamp("lastModifiedTime"u8, fact.Due);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
