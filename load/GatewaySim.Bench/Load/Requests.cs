using System.Globalization;
using System.Text;
using GatewaySim.Actors;

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
    private const long StoppedFirst = 7_000_000;

    /// <summary>A load of blocked sends needs so many opt-outs at least.</summary>
    public const int StoppedMin = 1_000;

    /// <summary>Recipient number <paramref name="index"/>; the first 8 million are distinct.</summary>
    public static ulong Recipient(long index) => RecipientFirst + (ulong)index * RecipientStep % RecipientsMax;

    /// <summary>Somebody who texted STOP to Telnyx before the load came; no other message goes to them.</summary>
    public static ulong Stopped(int index) => Recipient(StoppedFirst + index);

    public static ulong RingCentralSender(int index) => RingCentralFirst + (ulong)(index % Senders);

    /// <summary>The requests that one connection sends in turn.</summary>
    public static byte[][] Of(LoadPlan plan, int connection) => plan.Shape switch
    {
        LoadShape.Plaintext => [Get(plan.Url)],
        LoadShape.Batch => [.. Enumerable.Range(0, BatchesPerConnection)
            .Select(n => Batch(plan, connection * BatchesPerConnection + n))],
        LoadShape.Blocked => [.. Enumerable.Range(0, SinglesPerConnection)
            .Select(n => Post(plan, SinglePath, BlockedBody(connection * SinglesPerConnection + n)))],
        _ => [.. Enumerable.Range(0, SinglesPerConnection)
            .Select(n => Single(plan, connection * SinglesPerConnection + n))],
    };

    /// <summary>Whether a status is the one that requests of this shape are to get.</summary>
    public static bool IsExpected(LoadShape shape, int status) =>
        shape == LoadShape.Blocked ? status == 409 : status is >= 200 and < 300;

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

    /// <summary>From the number that everybody of <see cref="Stopped"/> texted STOP to.</summary>
    private static byte[] BlockedBody(int index) => Encoding.ASCII.GetBytes(
        $$"""{"from":"{{DemoAccount.TelnyxNumbers[0]}}","to":"+{{Stopped(index % StoppedMin)}}","text":"{{Text}}"}""");

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
