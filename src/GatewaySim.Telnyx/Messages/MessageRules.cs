using GatewaySim.Actors;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Telnyx.Messages;

/// <summary>
/// What Telnyx asks of a message before anybody looks at the sender. Order of checks is order of errors.
/// </summary>
internal static class MessageRules
{
    /// <summary>Makes the command of a request.</summary>
    /// <param name="send">The command; without a sender when one from the profile's pool is asked for.</param>
    /// <param name="shape">What the text costs.</param>
    /// <returns>Null, or the first fault.</returns>
    public static TelnyxFault? Check(
        in MessageRequest request, TelnyxOptions options, out SendMessage? send, out TextShape shape)
    {
        send = null;
        shape = default;
        if ((FaultOfFields(request) ?? FaultOfAddresses(request) ?? FaultOfContent(request)) is { } fault)
        {
            return fault;
        }

        var text = request.Text ?? "";
        var isMms = request.MediaUrls is not null || !string.IsNullOrEmpty(request.Subject);
        shape = TextShape.Of(text, request.Encoding, isMms, options);
        if (FaultOfShape(request, shape, options) is { } tooLong)
        {
            return tooLong;
        }

        send = new(
            DemoAccount.Id, request.From ?? default, request.To!.Value, text, request.Profile, OptionsOf(request));
        return null;
    }

    private static TelnyxFault? FaultOfFields(in MessageRequest request)
    {
        for (var field = MessageField.To; field < MessageField.Unknown; field++)
        {
            if (request.Faults[(int)field] is not FieldFault.None and var fault)
            {
                return MessageFields.FaultOf(field, fault);
            }
        }

        return null;
    }

    private static TelnyxFault? FaultOfAddresses(in MessageRequest request)
    {
        if (request.To is null)
        {
            return TelnyxErrors.MissingParameter.At("/to", "The 'to' parameter is required.");
        }

        // Contract 2.1: a sender, or a profile with a number pool; a name needs its profile.
        if (request.Profile is not null)
        {
            return null;
        }

        return request.From switch
        {
            null => TelnyxErrors.MissingParameter.At("/from", "The 'from' parameter is required."),
            { Kind: AddressKind.Alphanumeric } => TelnyxErrors.MissingParameter.At(
                "/messaging_profile_id", "An alphanumeric sender needs a messaging_profile_id."),
            _ => null,
        };
    }

    private static TelnyxFault? FaultOfContent(in MessageRequest request)
    {
        if (string.IsNullOrEmpty(request.Text) && request.MediaUrls is null)
        {
            return TelnyxErrors.NoContent.At("/text");
        }

        var isMms = request.MediaUrls is not null || !string.IsNullOrEmpty(request.Subject);
        if (request.Type == "SMS" && isMms)
        {
            return TelnyxErrors.InvalidContent.At("/type");
        }

        if (request.Type == "MMS" && request.MediaUrls is null)
        {
            return TelnyxErrors.MissingParameter.At("/media_urls", "An MMS needs media_urls.");
        }

        return request.IsScheduled ? TelnyxErrors.FeatureNotPermitted.At("/send_at") : null;
    }

    private static TelnyxFault? FaultOfShape(in MessageRequest request, TextShape shape, TelnyxOptions options) =>
        shape.Encoding is null
            ? shape.Chars <= options.TextCharsMax ? null : TelnyxErrors.LengthOutOfRange.At("/text")
        : shape.Chars == 0 ? TelnyxErrors.NoContent.At("/text", "Nothing of the text is left after smart encoding.")
        : shape.Encoding == TextShape.Ucs2 && request.Encoding == "gsm7"
            ? TelnyxErrors.BadRequest.At("/encoding", "The text contains characters that GSM-7 does not have.")
        : shape.Parts > options.SegmentsMax ? TelnyxErrors.TooLarge(shape.Parts, options.SegmentsMax)
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
