using GatewaySim.Actors.Webhooks;

namespace GatewaySim.RingCentral.Subscriptions;

/// <summary>Asks an address whether it wants events.</summary>
/// <remarks>
/// Source: guide, webhooks: a POST without a body and with a <c>Validation-Token</c>, to be answered by 200 within
/// 3000 ms with the same header, <c>Content-Type: application/json</c>, in at most 1024 bytes with the headers.
/// </remarks>
internal sealed class Handshake(IWebhookTransport transport, SubscriptionOptions options)
{
    public const string Header = "Validation-Token";

    /// <summary>Never takes longer than the time-out.</summary>
    /// <returns>Null when the address has answered as it must; else what a request to subscribe is answered.</returns>
    public async ValueTask<RingCentralError?> ShakeAsync(string address, CancellationToken cancel)
    {
        var token = Guid.NewGuid().ToString();
        var request = new WebhookRequest
        {
            Url = address,
            Timeout = TimeSpan.FromMilliseconds(options.TimeoutMs),
            AnswerBytesMax = options.AnswerBytesMax,
            WantsHeaders = true,
        };
        WebhookHeaders.Add(request);
        request.AddHeader(Header, token);
        var answer = await transport.SendAsync(request, cancel).ConfigureAwait(false);
        return answer.Fault switch
        {
            WebhookFault.NotAllowed or WebhookFault.BadAddress => RingCentralErrors.Invalid("deliveryMode.address"),
            WebhookFault.Unreachable or WebhookFault.TimedOut => RingCentralErrors.WebHookUnreachable,
            WebhookFault.Certificate => RingCentralErrors.WebHookCertificate,
            WebhookFault.None or WebhookFault.TooLarge when answer.Status != 200 =>
                RingCentralErrors.WebHookStatus(answer.Status),
            WebhookFault.None when IsEcho(answer.Headers!, token) => null,
            _ => RingCentralErrors.WebHookAnswer,
        };
    }

    private static bool IsEcho(IReadOnlyDictionary<string, string> headers, string token)
    {
        var type = headers.GetValueOrDefault("Content-Type") ?? "";
        return headers.GetValueOrDefault(Header) == token
            && type.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>The headers that all webhooks of RingCentral have.</summary>
internal static class WebhookHeaders
{
    /// <remarks>Source: events that receivers have shown.</remarks>
    public static void Add(WebhookRequest request)
    {
        request.AddHeader("User-Agent", "RingCentral-Webhook/8.3");
        request.AddHeader("Accept", "application/json");
        request.AddHeader("Accept-Encoding", "UTF-8");
    }
}
