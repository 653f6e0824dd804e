using GatewaySim.Domain.Commands;

namespace GatewaySim.Telnyx.Webhooks;

/// <summary>Where the events of a message go: its own URLs first, its profile's where it has none.</summary>
/// <remarks>Source: receiving webhooks; inbound messages have the profile's only.</remarks>
internal readonly record struct WebhookTargets(string? Url, string? FailoverUrl)
{
    public static WebhookTargets Of(MessageOptions options, ProfileRecord? profile)
    {
        var fallback = options.UseProfileWebhooks ? profile : null;
        return new(
            UrlOf(options.WebhookUrl, fallback?.WebhookUrl),
            UrlOf(options.WebhookFailoverUrl, fallback?.WebhookFailoverUrl));
    }

    private static string? UrlOf(string? own, string? ofProfile) =>
        own ?? (string.IsNullOrEmpty(ofProfile) ? null : ofProfile);
}
