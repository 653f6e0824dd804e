using System.Buffers;

namespace GatewaySim.Actors.Webhooks;

/// <summary>A request to a webhook, while it is written and sent.</summary>
public sealed class WebhookRequest
{
    private readonly List<(string Name, string Value)> _headers = [];

    public string Url { get; set; } = "";

    /// <summary>From the first byte sent to the last byte read.</summary>
    public TimeSpan Timeout { get; set; }

    /// <summary>Bytes of an answer that are read: its body, and where headers count, those too.</summary>
    public int AnswerBytesMax { get; set; }

    /// <summary>Whether the answer's headers count against <see cref="AnswerBytesMax"/>, and are wanted.</summary>
    public bool WantsHeaders { get; set; }

    /// <summary>Whether the answer's body is wanted too.</summary>
    public bool WantsBody { get; set; }

    public string ContentType { get; set; } = "application/json";

    public ArrayBufferWriter<byte> Body { get; } = new(1024);

    public IReadOnlyList<(string Name, string Value)> Headers => _headers;

    public void AddHeader(string name, string value) => _headers.Add((name, value));
}

/// <summary>What kept an answer away.</summary>
public enum WebhookFault : byte
{
    None = 0,

    /// <summary>The address is not on the allow-list; nothing was sent.</summary>
    NotAllowed = 1,

    /// <summary>Not an absolute http or https URL; nothing was sent.</summary>
    BadAddress = 2,

    /// <summary>No connection: refused, no such host, no route.</summary>
    Unreachable = 3,

    /// <summary>The TLS certificate is not valid.</summary>
    Certificate = 4,

    /// <summary>Not complete in time.</summary>
    TimedOut = 5,

    /// <summary>More bytes than are read.</summary>
    TooLarge = 6,

    /// <summary>The connection broke, or what came was no HTTP.</summary>
    Broken = 7,
}

/// <summary>What came back.</summary>
/// <param name="Status">0 when there was no status.</param>
/// <param name="Reason">The status line's phrase, or what went wrong.</param>
/// <param name="Bytes">Bytes that were read.</param>
/// <param name="Body">What was read, as UTF-8, where it was wanted.</param>
public readonly record struct WebhookAnswer(
    WebhookFault Fault, int Status, string Reason, int Bytes, TimeSpan Took,
    IReadOnlyDictionary<string, string>? Headers = null, string? Body = null)
{
    public bool IsSuccess => Fault == WebhookFault.None && Status is >= 200 and < 300;
}

/// <summary>Sends requests to webhooks.</summary>
public interface IWebhookTransport
{
    /// <summary>Sends a request and reads the answer. Never throws.</summary>
    ValueTask<WebhookAnswer> SendAsync(WebhookRequest request, CancellationToken cancel);
}
