using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;
using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Reading;
using GatewaySim.Telnyx.Messages;

namespace GatewaySim.Telnyx.Webhooks;

/// <summary>
/// A messaging profile that tells its events: message.received, message.sent, message.finalized,
/// messaging-profile.spend-limit-reached.
/// </summary>
internal sealed class ProfileEndpoint(ProfileRecord profile, Stamp since, WebhookDoor door)
    : WebhookEndpoint(
        IdOf(profile.Id), Scope.OfProfile(profile.Account, profile.Id), since,
        FactKinds.Messages | FactKinds.Texts | FactKinds.Profiles)
{
    private const int AnswerBytes = 65_536;

    private static readonly JsonWriterOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true,
    };

    public override string Address => profile.WebhookUrl ?? "";

    public static string IdOf(Guid profile) => $"telnyx/{profile}";

    /// <remarks>
    /// UNVERIFIED: whether automatic replies have events at Telnyx. The network's own texts are not Telnyx's at all.
    /// </remarks>
    public override bool Matches(in Fact fact)
    {
        var isAutoReply = fact.Block.Event is ReplySent;
        return (!isAutoReply || door.Options.AutoReplyWebhooks) && TargetsOf(fact).Url is not null;
    }

    public override bool Tells(MessageOptions options) => WebhookTargets.Of(options, profile).Url is not null;

    public override string ReceiverOf(in Fact fact) => TargetsOf(fact).Url ?? "";

    public override void Write(in Fact fact, int attempt, WebhookRequest request)
    {
        var options = door.Options;
        request.Url = UrlOf(fact, attempt);
        request.Timeout = TimeSpan.FromMilliseconds(options.WebhookTimeoutMs);
        request.AnswerBytesMax = AnswerBytes;
        request.WantsBody = true;
        request.WantsHeaders = true;
        WriteBody(fact, attempt, request);

        // Source: webhook fundamentals. Each attempt has its own number in the body, so each is signed anew.
        var timestamp = door.SigningTime.ToString(CultureInfo.InvariantCulture);
        request.AddHeader("telnyx-timestamp", timestamp);
        request.AddHeader("telnyx-signature-ed25519", door.Key.Sign(timestamp, request.Body.WrittenSpan));
        request.AddHeader("User-Agent", "telnyx-webhooks");
        request.AddHeader("Accept", "application/json");
    }

    public override string? Judge(in WebhookAnswer answer) =>
        answer.Fault is not (WebhookFault.None or WebhookFault.TooLarge) ? $"{answer.Fault}: {answer.Reason}"
        : answer.Status == 200 || (!door.Options.WebhookOnly200 && answer.Status is > 200 and < 300) ? null
        : string.Create(CultureInfo.InvariantCulture, $"HTTP status {answer.Status}");

    public override TimeSpan? RetryAfter(in Fact fact, int attempt)
    {
        var options = door.Options;
        var urls = TargetsOf(fact).FailoverUrl is null ? 1 : 2;
        if (attempt >= urls * options.WebhookAttempts)
        {
            return null;
        }

        // The first attempt at the other address comes at once (OAS example: 4 ms later).
        var ofUrl = attempt % options.WebhookAttempts;
        return ofUrl == 0
            ? TimeSpan.Zero
            : TimeSpan.FromMilliseconds((double)options.WebhookRetryMs * (1L << Math.Min(ofUrl - 1, 20)));
    }

    public override void Attempted(in Attempt attempt) =>
        door.Log.Add(attempt.Fact.UuidOf(door.Senders.IdSalt), EventTypeOf(attempt.Fact.Kind), attempt);

    private static string EventTypeOf(FactKind kind) => kind switch
    {
        FactKind.MessageSent => "message.sent",
        FactKind.MessageFinal => "message.finalized",
        FactKind.SpendLimitReached => "messaging-profile.spend-limit-reached",
        _ => "message.received",
    };

    private WebhookTargets TargetsOf(in Fact fact) =>
        WebhookTargets.Of(fact.Block.Options, profile);

    private string UrlOf(in Fact fact, int attempt)
    {
        var targets = TargetsOf(fact);
        return attempt > door.Options.WebhookAttempts ? targets.FailoverUrl! : targets.Url!;
    }

    private void WriteBody(in Fact fact, int attempt, WebhookRequest request)
    {
        using var json = new Utf8JsonWriter(request.Body, Relaxed);
        json.WriteStartObject();
        json.WriteStartObject("data"u8);
        json.WriteString("record_type"u8, "event"u8);
        json.WriteString("id"u8, fact.UuidOf(door.Senders.IdSalt));
        json.WriteString("event_type"u8, EventTypeOf(fact.Kind));
        TelnyxJson.WriteDate(json, "occurred_at"u8, fact.Due);
        json.WritePropertyName("payload"u8);
        WritePayload(json, fact);
        json.WriteEndObject();
        json.WriteStartObject("meta"u8);
        json.WriteNumber("attempt"u8, attempt);
        json.WriteString("delivered_to"u8, request.Url);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WritePayload(Utf8JsonWriter json, in Fact fact)
    {
        if (fact.Block.Event is SpendLimitReached reached)
        {
            WriteLimit(json, reached);
            return;
        }

        MessageRecord message = fact.Message;
        var uuid = PositionUuid.Encode(message.Id, UuidKind.Message, door.Senders.IdSalt);
        if (fact.Kind == FactKind.TextHeard)
        {
            MessageJson.WriteInbound(json, message, uuid, profile, door.Options);
            return;
        }

        // Of a group each recipient has events of their own, which show all recipients (SUP 8255134).
        var view = OutboundView.Of(message, uuid, fact.Due, profile, door.Options);
        view = message.Group is null
            ? view with { Progress = fact.Progress }
            : view.With(fact.Id.Index - 1, fact.Progress);
        MessageJson.WriteOutbound(json, view, door.Options);
    }

    /// <summary>Source: DOC configurable-spend-limits; amounts have two decimals or as many as they need.</summary>
    private void WriteLimit(Utf8JsonWriter json, SpendLimitReached reached)
    {
        json.WriteStartObject();
        json.WriteString("configured_limit"u8, Dollars(reached.Limit));
        json.WriteString("current_cost"u8, Dollars(reached.Cost));
        json.WriteString("profile_id"u8, profile.Id);
        json.WriteEndObject();
    }

    private static string Dollars(decimal amount) => amount.ToString("0.00######", CultureInfo.InvariantCulture);
}
