using GatewaySim.Domain.Commands;

namespace GatewaySim.Domain.Messages;

/// <summary>Counts the parts of a Telnyx message: what is paid for.</summary>
public static class MessageParts
{
    /// <summary>Whether the message is an MMS. A group message is one without saying so in its options.</summary>
    public static bool IsMms(MessageOptions options) => options.MediaUrls.Count > 0 || options.Subject is not null;

    /// <returns>1 or more; an MMS is one.</returns>
    /// <remarks>
    /// A function of what is stored and of no setting, so that a replay counts the same. Never allocates, unless smart
    /// encoding changes the text.
    /// </remarks>
    public static int Of(string text, MessageOptions options) => IsMms(options) ? 1 : options.Encoding switch
    {
        "ucs2" => Segments.CountUcs2(text, SegmentRule.DocumentedCeil).Parts,
        "gsm7" or MessageOptions.SmartEncoding =>
            Segments.Count(SmartText.Of(text, out _), SegmentRule.DocumentedCeil).Parts,
        _ => Segments.Count(text, SegmentRule.DocumentedCeil).Parts,
    };
}
