using System.Buffers;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Authentication;
using System.Text;

namespace GatewaySim.Actors.Webhooks;

/// <summary>Sends webhooks over HTTP/1.1 on kept connections.</summary>
/// <remarks>
/// Redirects are not followed, proxies and cookies not used. Everything has a limit: connecting, the time until the
/// last byte (so a receiver that trickles is cut off), and the bytes that are read. Thread-safe.
/// </remarks>
public sealed class HttpTransport : IWebhookTransport, IDisposable
{
    private const int HeaderKilobytesMax = 32;

    private readonly TargetList _targets;
    private readonly HttpMessageInvoker _client;

    public HttpTransport(WebhookOptions options)
    {
        _targets = new(options.AllowedTargets);
        _client = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = TimeSpan.FromMilliseconds(options.ConnectTimeoutMs),
            MaxResponseHeadersLength = HeaderKilobytesMax,
            MaxResponseDrainSize = 0,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),
            SslOptions = Trust(options.AcceptAnyCertificate),
        });
    }

    public bool IsAllowed(Uri url) => _targets.Allows(url);

    public async ValueTask<WebhookAnswer> SendAsync(WebhookRequest request, CancellationToken cancel)
    {
        if (!Uri.TryCreate(request.Url, UriKind.Absolute, out var url)
            || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            return new(WebhookFault.BadAddress, 0, "The address is no http or https URL.", 0, TimeSpan.Zero);
        }

        if (!_targets.Allows(url))
        {
            return new(WebhookFault.NotAllowed, 0, "The address is not on the allow-list.", 0, TimeSpan.Zero);
        }

        var start = Stopwatch.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(request.Timeout);
        try
        {
            using var message = MessageOf(request, url);
            using var response = await _client.SendAsync(message, limit.Token).ConfigureAwait(false);
            return await ReadAsync(request, response, start, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Failed(WebhookFault.TimedOut, "Read timed out");
        }
        catch (HttpRequestException e) when (e.InnerException is AuthenticationException)
        {
            return Failed(WebhookFault.Certificate, e.InnerException.Message);
        }
        catch (HttpRequestException e)
        {
            return Failed(
                e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                    ? WebhookFault.Unreachable
                    : WebhookFault.Broken,
                e.InnerException?.Message ?? e.Message);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return Failed(WebhookFault.Broken, e.Message);
        }

        WebhookAnswer Failed(WebhookFault fault, string reason) =>
            new(fault, 0, reason, 0, Stopwatch.GetElapsedTime(start));
    }

    public void Dispose() => _client.Dispose();

    private static HttpRequestMessage MessageOf(WebhookRequest request, Uri url)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ReadOnlyMemoryContent(request.Body.WrittenMemory),
        };
        message.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        foreach (var (name, value) in request.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    private static async ValueTask<WebhookAnswer> ReadAsync(
        WebhookRequest request, HttpResponseMessage response, long start, CancellationToken cancel)
    {
        var (headers, bytes) = request.WantsHeaders ? HeadersOf(response) : (null, 0);
        string? text = null;
        if (bytes <= request.AnswerBytesMax && response.Content.Headers.ContentLength != 0)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(request.AnswerBytesMax - bytes + 1);
            try
            {
                var body = buffer.AsMemory(0, request.AnswerBytesMax - bytes + 1);
                var read = await ReadBodyAsync(response.Content, body, cancel).ConfigureAwait(false);
                bytes += read;
                text = request.WantsBody ? Encoding.UTF8.GetString(body.Span[..read]) : null;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        return new(
            bytes > request.AnswerBytesMax ? WebhookFault.TooLarge : WebhookFault.None, (int)response.StatusCode,
            response.ReasonPhrase ?? "", Math.Min(bytes, request.AnswerBytesMax), Stopwatch.GetElapsedTime(start),
            headers, text);
    }

    /// <summary>Reads a body to its end, or as far as it may go.</summary>
    private static async ValueTask<int> ReadBodyAsync(
        HttpContent content, Memory<byte> buffer, CancellationToken cancel)
    {
        await using var body = await content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        var total = 0;
        while (total < buffer.Length)
        {
            var read = await body.ReadAsync(buffer[total..], cancel).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            total += read;
        }

        return total;
    }

    /// <summary>The headers, and about how many bytes they were: name, colon, space, value, line end.</summary>
    private static (Dictionary<string, string> Headers, int Bytes) HeadersOf(HttpResponseMessage response)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var bytes = "HTTP/1.1 200 \r\n\r\n".Length + (response.ReasonPhrase?.Length ?? 0);
        foreach (var (name, values) in ((IEnumerable<KeyValuePair<string, HeaderStringValues>>)
            [.. response.Headers.NonValidated, .. response.Content.Headers.NonValidated]))
        {
            var value = values.ToString();
            headers[name] = value;
            bytes += name.Length + value.Length + 4;
        }

        return (headers, bytes);
    }

    private static SslClientAuthenticationOptions Trust(bool anyCertificate)
    {
        var options = new SslClientAuthenticationOptions();
        if (anyCertificate)
        {
#pragma warning disable CA5359 // Asked for: test receivers have certificates of their own.
            options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        return options;
    }
}
