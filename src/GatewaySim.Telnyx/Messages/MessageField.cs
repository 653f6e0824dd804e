using System.Runtime.CompilerServices;

namespace GatewaySim.Telnyx.Messages;

/// <summary>
/// The members of a send request that mean something. The order is the order in which faults are reported.
/// </summary>
internal enum MessageField
{
    To,
    From,
    Profile,
    Text,
    MediaUrls,
    Subject,
    Type,
    Encoding,
    SendAt,
    AutoDetect,
    UseProfileWebhooks,
    WebhookUrl,
    WebhookFailoverUrl,
    Unknown,
}

/// <summary>What is wrong with the value of one member.</summary>
internal enum FieldFault : byte
{
    None,

    /// <summary>Not of the JSON type that the member has: 10026.</summary>
    Type,

    /// <summary>Contains half of a surrogate pair: 10028.</summary>
    Unicode,

    /// <summary>Of the right type, but not a value this member can have: a code of its own.</summary>
    Value,

    /// <summary>Too many entries: 40317.</summary>
    TooMany,

    /// <summary>A phone number without its plus: 10016.</summary>
    NoPlus,
}

/// <summary>One fault per member.</summary>
[InlineArray((int)MessageField.Unknown + 1)]
internal struct FieldFaults
{
    private FieldFault _first;
}

/// <summary>Names of the members, and which error each kind of fault becomes.</summary>
internal static class MessageFields
{
    private static readonly string[] Pointers =
    [
        "/to", "/from", "/messaging_profile_id", "/text", "/media_urls", "/subject", "/type", "/encoding", "/send_at",
        "/auto_detect", "/use_profile_webhooks", "/webhook_url", "/webhook_failover_url", "",
    ];

    public static string PointerOf(MessageField field) => Pointers[(int)field];

    public static MessageField Named(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 when name.SequenceEqual("to"u8) => MessageField.To,
        4 when name.SequenceEqual("from"u8) => MessageField.From,
        4 when name.SequenceEqual("text"u8) => MessageField.Text,
        4 when name.SequenceEqual("type"u8) => MessageField.Type,
        7 when name.SequenceEqual("subject"u8) => MessageField.Subject,
        7 when name.SequenceEqual("send_at"u8) => MessageField.SendAt,
        8 when name.SequenceEqual("encoding"u8) => MessageField.Encoding,
        10 when name.SequenceEqual("media_urls"u8) => MessageField.MediaUrls,
        11 when name.SequenceEqual("webhook_url"u8) => MessageField.WebhookUrl,
        11 when name.SequenceEqual("auto_detect"u8) => MessageField.AutoDetect,
        20 when name.SequenceEqual("messaging_profile_id"u8) => MessageField.Profile,
        20 when name.SequenceEqual("webhook_failover_url"u8) => MessageField.WebhookFailoverUrl,
        20 when name.SequenceEqual("use_profile_webhooks"u8) => MessageField.UseProfileWebhooks,
        _ => MessageField.Unknown,
    };

    /// <summary>Whether the endpoint knows the member; others are ignored. Source: OAS.</summary>
    public static bool IsOf(MessageKind kind, MessageField field) => kind switch
    {
        _ when field == MessageField.Unknown => false,
        MessageKind.Any => true,
        MessageKind.LongCode or MessageKind.ShortCode => field is not (MessageField.Profile or MessageField.SendAt),
        MessageKind.NumberPool => field is not (MessageField.From or MessageField.SendAt),
        MessageKind.Schedule => field != MessageField.Encoding,
        MessageKind.Alphanumeric => field is MessageField.To or MessageField.From or MessageField.Profile
            or MessageField.Text or MessageField.UseProfileWebhooks or MessageField.WebhookUrl
            or MessageField.WebhookFailoverUrl,
        _ => field is MessageField.To or MessageField.From or MessageField.Text or MessageField.MediaUrls
            or MessageField.Subject or MessageField.UseProfileWebhooks or MessageField.WebhookUrl
            or MessageField.WebhookFailoverUrl,
    };

    public static TelnyxFault FaultOf(MessageKind kind, MessageField field, FieldFault fault) => fault switch
    {
        FieldFault.NoPlus => TelnyxErrors.NotE164.At(PointerOf(field)),
        FieldFault.Value when field == MessageField.From && kind == MessageKind.Alphanumeric =>
            TelnyxErrors.InvalidAlphaSender.At(PointerOf(field)),
        FieldFault.TooMany when field == MessageField.To =>
            TelnyxErrors.OutOfRange.At(PointerOf(field), "A group message has at most 8 recipients."),
        FieldFault.Unicode => TelnyxErrors.BadEncoding.At(PointerOf(field)),
        FieldFault.TooMany => TelnyxErrors.InvalidMedia.At(PointerOf(field)),
        FieldFault.Value => ErrorOfValue(field).At(PointerOf(field)),
        _ => TelnyxErrors.InvalidType.At(PointerOf(field)),
    };

    private static TelnyxError ErrorOfValue(MessageField field) => field switch
    {
        MessageField.To => TelnyxErrors.InvalidTo,
        MessageField.From => TelnyxErrors.InvalidFrom,
        MessageField.Profile => TelnyxErrors.UnknownProfile,
        MessageField.MediaUrls or MessageField.WebhookUrl or MessageField.WebhookFailoverUrl => TelnyxErrors.InvalidUrl,
        MessageField.Type or MessageField.Encoding => TelnyxErrors.InvalidWord,
        _ => TelnyxErrors.BadRequest,
    };
}
