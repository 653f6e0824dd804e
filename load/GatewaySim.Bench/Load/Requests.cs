using System.Globalization;
using System.Text;

namespace GatewaySim.Bench.Load;

/// <summary>Builds the bytes that a connection sends, before anything is measured.</summary>
internal static class Requests
{
    public const int BatchMessages = 1_000;
    public const int Senders = 64;
    public const string BatchPath = "/restapi/v1.0/account/~/a2p-sms/batches";
    public const string SinglePath = "/v2/messages";
    public const string PlaintextPath = "/plaintext";

    /// <summary>60 GSM-7 characters.</summary>
    public const string Text = "Your parcel arrives today between 2 and 4 pm. Reply STOP: no";

    private const int BatchesPerConnection = 4;
    private const int SinglesPerConnection = 16;

    /// <summary>Recipients come from this many numbers, in an order without pattern.</summary>
    private const ulong RecipientsMax = 8_000_000;
    private const ulong RecipientStep = 4_999_999;
    private const ulong RecipientFirst = 15_552_000_000;
    private const ulong RingCentralFirst = 16_505_552_000;
    private const ulong TelnyxFirst = 13_125_552_000;

    /// <summary>Recipient number <paramref name="index"/>; the first 8 million are distinct.</summary>
    public static ulong Recipient(long index) => RecipientFirst + (ulong)index * RecipientStep % RecipientsMax;

    public static ulong RingCentralSender(int index) => RingCentralFirst + (ulong)(index % Senders);

    /// <summary>The requests that one connection sends in turn.</summary>
    public static byte[][] Of(LoadPlan plan, int connection) => plan.Shape switch
    {
        LoadShape.Plaintext => [Get(plan.Url)],
        LoadShape.Batch => [.. Enumerable.Range(0, BatchesPerConnection)
            .Select(n => Batch(plan, connection * BatchesPerConnection + n))],
        _ => [.. Enumerable.Range(0, SinglesPerConnection)
            .Select(n => Single(plan, connection * SinglesPerConnection + n))],
    };

    /// <summary>The body of batch number <paramref name="index"/>: sender and recipients follow from it.</summary>
    public static byte[] BatchBody(int index, int messages = BatchMessages)
    {
        var json = new StringBuilder(messages * 24 + 128)
            .Append(CultureInfo.InvariantCulture, $"{{\"from\":\"+{RingCentralSender(index)}\",\"text\":\"{Text}\"")
            .Append(",\"messages\":[");
        for (var n = 0; n < messages; n++)
        {
            var recipient = Recipient((long)index * messages + n);
            json.Append(CultureInfo.InvariantCulture, $"{(n > 0 ? "," : "")}{{\"to\":[\"+{recipient}\"]}}");
        }

        return Encoding.ASCII.GetBytes(json.Append("]}").ToString());
    }

    public static byte[] SingleBody(int index) => Encoding.ASCII.GetBytes(
        $$"""{"from":"+{{TelnyxFirst + (ulong)(index % Senders)}}","to":"+{{Recipient(index)}}","text":"{{Text}}"}""");

    private static byte[] Get(Uri url) => Encoding.ASCII.GetBytes(
        $"GET {PlaintextPath} HTTP/1.1\r\nHost: {url.Authority}\r\nAccept: text/plain\r\n\r\n");

    private static byte[] Batch(LoadPlan plan, int index) => Post(plan, BatchPath, BatchBody(index));

    private static byte[] Single(LoadPlan plan, int index) => Post(plan, SinglePath, SingleBody(index));

    private static byte[] Post(LoadPlan plan, string path, byte[] body)
    {
        var head = $"POST {path} HTTP/1.1\r\nHost: {plan.Url.Authority}\r\nAuthorization: Bearer {plan.Token}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }
}
