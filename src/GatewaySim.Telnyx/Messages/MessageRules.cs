using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Telnyx.Messages;

/// <summary>
/// What Telnyx asks of a message before anybody looks at the sender. Order of checks is order of errors.
/// </summary>
internal static class MessageRules
{
    private static readonly Region PuertoRico = Region.Parse("PR");

    /// <summary>Source: contract 2.2 (schedule messages): 5 minutes to 5 days ahead.</summary>
    private static readonly TimeSpan SendAtMin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SendAtMax = TimeSpan.FromDays(5);

    /// <summary>Makes the command of a request.</summary>
    /// <param name="send">The command; without a sender when one from the profile's pool is asked for.</param>
    /// <param name="shape">What the text costs.</param>
    /// <returns>Null, or the first fault.</returns>
    public static TelnyxFault? Check(
        in MessageRequest request, TelnyxOptions options, out SendMessage? send, out TextShape shape)
    {
        send = null;
        if (FaultOf(request, options, out shape) is { } fault)
        {
            return fault;
        }

        send = new(
            DemoAccount.Id, request.From ?? default, request.To!.Value, request.Text ?? "", request.Profile,
            OptionsOf(request))
        {
            SendAt = request.SendAt ?? Stamp.None,
            ValidFor = TimeSpan.FromMinutes(options.ValidMinutes),
            PoolRules = options.ToPoolRules(),
        };
        return null;
    }

    /// <summary>The same for a group message.</summary>
    public static TelnyxFault? CheckGroup(
        in MessageRequest request, TelnyxOptions options, out SendGroup? send, out TextShape shape)
    {
        send = null;
        if (FaultOf(request, options, out shape) is { } fault)
        {
            return fault;
        }

        send = new(
            DemoAccount.Id, request.From!.Value, request.Group!, request.Text ?? "", OptionsOf(request),
            options.GroupRefusesBlocked);
        return null;
    }

    /// <summary>The last check of a scheduled message, which depends on the moment.</summary>
    public static TelnyxFault? FaultOfTime(Stamp sendAt, Stamp now) =>
        sendAt == Stamp.None || (sendAt >= now.Plus(SendAtMin) && sendAt <= now.Plus(SendAtMax))
            ? null
            : TelnyxErrors.OutOfRange.At("/send_at", "A message can be scheduled from 5 minutes to 5 days ahead.");

    private static TelnyxFault? FaultOf(in MessageRequest request, TelnyxOptions options, out TextShape shape)
    {
        shape = default;
        if ((FaultOfFields(request) ?? FaultOfAddresses(request) ?? FaultOfContent(request)) is { } fault)
        {
            return fault;
        }

        shape = TextShape.Of(request.Text ?? "", request.Encoding, IsMms(request), options);
        return FaultOfShape(request, shape, options);
    }

    private static TelnyxFault? FaultOfFields(in MessageRequest request)
    {
        for (var field = MessageField.To; field < MessageField.Unknown; field++)
        {
            if (request.Faults[(int)field] is not FieldFault.None and var fault)
            {
                return MessageFields.FaultOf(request.Kind, field, fault);
            }
        }

        return null;
    }

    private static TelnyxFault? FaultOfAddresses(in MessageRequest request)
    {
        if (request.To is null && request.Group is null)
        {
            return TelnyxErrors.MissingParameter.At("/to", "The 'to' parameter is required.");
        }

        // OAS: a sender, or a profile with a number pool; a name needs its profile.
        return request.Kind switch
        {
            MessageKind.NumberPool => request.Profile is null ? MissingProfile("A number pool") : null,
            MessageKind.LongCode or MessageKind.Group => FaultOfSender(request, AddressKind.PhoneNumber),
            MessageKind.ShortCode => FaultOfSender(request, AddressKind.ShortCode),
            MessageKind.Alphanumeric => FaultOfSender(request, AddressKind.Alphanumeric)
                ?? (request.Profile is null ? MissingProfile("An alphanumeric sender") : null),
            _ when request.Profile is not null => null,
            _ => request.From switch
            {
                null => MissingSender(),
                { Kind: AddressKind.Alphanumeric } => MissingProfile("An alphanumeric sender"),
                _ => null,
            },
        };
    }

    private static TelnyxFault? FaultOfSender(in MessageRequest request, AddressKind wanted) =>
        request.From is not { } from ? MissingSender()
        : from.Kind == wanted ? null
        : (wanted == AddressKind.Alphanumeric ? TelnyxErrors.InvalidAlphaSender : TelnyxErrors.InvalidFrom).At("/from");

    private static TelnyxFault MissingSender() =>
        TelnyxErrors.MissingParameter.At("/from", "The 'from' parameter is required.");

    private static TelnyxFault MissingProfile(string who) =>
        TelnyxErrors.MissingParameter.At("/messaging_profile_id", $"{who} needs a messaging_profile_id.");

    private static TelnyxFault? FaultOfContent(in MessageRequest request)
    {
        if (request.Text is null && request.Kind == MessageKind.Alphanumeric)
        {
            return TelnyxErrors.MissingParameter.At("/text", "The 'text' parameter is required.");
        }

        if (string.IsNullOrEmpty(request.Text) && request.MediaUrls is null)
        {
            return TelnyxErrors.NoContent.At("/text");
        }

        var isMms = IsMms(request);
        if (request.Type == "SMS" && isMms)
        {
            return TelnyxErrors.InvalidContent.At("/type");
        }

        if (request.Type == "MMS" && request.MediaUrls is null)
        {
            return TelnyxErrors.MissingParameter.At("/media_urls", "An MMS needs media_urls.");
        }

        return FaultOfWay(request, isMms);
    }

    /// <summary>Whether a message of this type can go from there to there.</summary>
    /// <remarks>
    /// Source: error codes and message types of the docs. UNVERIFIED: which of 40301 and 40319 is said, and that
    /// toll-free numbers may send an MMS.
    /// </remarks>
    private static TelnyxFault? FaultOfWay(in MessageRequest request, bool isMms)
    {
        var isName = request.From is { Kind: AddressKind.Alphanumeric };
        if (!isMms)
        {
            return isName && (IsNorthAmerican(request.To!.Value) || RegionOf(request.To.Value) == PuertoRico)
                ? TelnyxErrors.UnsupportedTo.At("/to")
                : null;
        }

        if (isName || (request.From is { } from && !IsNorthAmerican(from)))
        {
            return TelnyxErrors.InvalidFromForMms.At("/from");
        }

        var reaches = request.Group is null
            ? request.To is { Kind: AddressKind.PhoneNumber } to && IsNorthAmerican(to)
            : request.Group.TrueForAll(to => IsNorthAmerican(to));
        return reaches ? null : TelnyxErrors.IncompatibleTo.At("/to");
    }

    /// <summary>Short codes are taken for American ones.</summary>
    private static bool IsNorthAmerican(Address address) => address.Kind == AddressKind.ShortCode
        || RegionOf(address) is var region && (region == Region.UnitedStates || region == Region.Canada);

    private static Region RegionOf(Address address) =>
        address.Kind == AddressKind.PhoneNumber ? NumberPlan.RegionOf(address.AsPhoneNumber) : Region.Unknown;

    /// <summary>Whether a request is for an MMS, whose text has no encoding.</summary>
    public static bool IsMms(in MessageRequest request) => request.Kind == MessageKind.Group
        || request.MediaUrls is not null || !string.IsNullOrEmpty(request.Subject);

    private static TelnyxFault? FaultOfShape(in MessageRequest request, TextShape shape, TelnyxOptions options) =>
        shape.Encoding is null
            ? shape.Chars <= options.TextCharsMax ? null : TelnyxErrors.LengthOutOfRange.At("/text")
        : shape.Chars == 0 ? TelnyxErrors.NoContent.At("/text", "Nothing of the text is left after smart encoding.")
        : shape.Encoding == TextShape.Ucs2 && request.Encoding == "gsm7"
            ? TelnyxErrors.BadRequest.At("/encoding", "The text contains characters that GSM-7 does not have.")
        : shape.Parts > options.SegmentsMax ? TelnyxErrors.TooLarge(shape.Parts, options.SegmentsMax)
        : request.AutoDetect == true && shape.Parts > options.RecommendedSegmentsMax
            ? TelnyxErrors.OverRecommendedSize.At("/text")
        : null;

    private static MessageOptions OptionsOf(in MessageRequest request)
    {
        var isPlain = request.MediaUrls is null && string.IsNullOrEmpty(request.Subject) &&
            request.WebhookUrl is null && request.WebhookFailoverUrl is null && request.Encoding is null &&
            request.UseProfileWebhooks != false && request.AutoDetect != true;
        return isPlain ? MessageOptions.None : new()
        {
            Subject = string.IsNullOrEmpty(request.Subject) ? null : request.Subject,
            MediaUrls = request.MediaUrls ?? (IReadOnlyList<string>)[],
            WebhookUrl = request.WebhookUrl,
            WebhookFailoverUrl = request.WebhookFailoverUrl,
            Encoding = request.Encoding,
            UseProfileWebhooks = request.UseProfileWebhooks ?? true,
            AutoDetect = request.AutoDetect ?? false,
        };
    }
}
