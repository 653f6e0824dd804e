using System.Diagnostics;
using System.Text;
using GatewaySim.Domain.Commands;
using GatewaySim.Telnyx.Messages;

namespace GatewaySim.Telnyx.Tests.Messages;

/// <summary>
/// Goal: no body makes reading a send throw, hang, or differ from a second, slow reading. Method: bodies put together
/// at random from pieces that matter, then damaged at random; the seed is printed.
/// </summary>
public sealed class MessageFuzzTests(ITestOutputHelper output)
{
    private const int Cases = 120_000;

    private static readonly string[] Names =
    [
        "to", "from", "text", "messaging_profile_id", "media_urls", "subject", "type", "encoding", "send_at",
        "auto_detect",
        "use_profile_webhooks", "webhook_url", "webhook_failover_url", "t\\u006f", "\\u0074ext", "fr\\/om", "x",
        "\\ud800",
        "TO", "", "tо", "type\\u0000",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1.5e300", "[]", "{}", "[[1,{\"to\":2}]]", "\"\"", "\"+15552000001\"",
        "\"+13125550100\"",
        "\"\\u002b15552000001\"", "\"+1555200000\"",
        "\"+447700900123\"", "\"2026-01-05T00:00:00Z\"", "\"12345\"", "\"1234567\"", "\"Shop\"", "\"Sh\\u006fp 24\"",
        "\"SMS\"",
        "\"MMS\"", "\"\\u004dMS\"", "\"auto\"", "\"gsm7\"", "\"ucs2\"", "\"hello\"", "\"я 😀\"", "\"\\ud83d\\ude00\"",
        "\"\\ud83d\"", "\"\\ude00 x\"", "\"\\\\ud800\"", "\"\\u0000\"", "\"é{}[]~€\"", "\"https://a.example/x\"",
        "\"http://\"", "\"ftp://x\"", "[\"https://a.example/1\",\"https:\\/\\/a.example\\/2\"]", "[\"\"]", "[null]",
        "[\"https://a\",\"\\ud800\"]", "\"6f726700-0000-8000-8000-0000000000aF\"",
        "\"6f72670000008000800000000000000a\"",
        "\"{f726700-0000-8000-8000-0000000000aF}\"", "\"0x726700-0000-8000-8000-00000000000a\"",
    ];

    [Fact]
    public void Any_body_is_read_as_the_slow_reading_reads_it()
    {
        var seed = Environment.GetEnvironmentVariable("FUZZ_SEED") is { } text ? int.Parse(text, null) : 20260701;
        output.WriteLine($"Seed {seed}.");
        var random = new Random(seed);
        var options = new TelnyxOptions { TextCharsMax = 300 };
        var accepted = 0;
        var watch = Stopwatch.StartNew();
        for (var n = 0; n < Cases; n++)
        {
            var body = BodyOf(random);
            var read = Read(body, options);
            var expected = SlowReading.Of(body, options);
            if (read != expected)
            {
                Assert.Fail($"Seed {seed}, case {n}: {Encoding.UTF8.GetString(body)}\n is {read}\n not {expected}");
            }

            accepted += read.Contains('|') ? 1 : 0;
        }

        output.WriteLine($"{accepted} of {Cases} were messages; {watch.ElapsedMilliseconds} ms.");
        Assert.InRange(accepted, Cases / 50, Cases);
    }

    private static string Read(byte[] body, TelnyxOptions options) =>
        MessagesEndpoint.Parse(body, options, out var send, out _) is { } fault
            ? fault.Pointer is null ? fault.Error.Code : $"{fault.Error.Code} {fault.Pointer}"
            : Text(send!);

    private static string Text(SendMessage send) => string.Join('|', [
        send.From.ToString(), send.To.ToString(), send.Profile?.ToString() ?? "", send.Text,
        string.Join(',', send.Options.MediaUrls), send.Options.Subject ?? "", send.Options.Encoding ?? "",
        send.Options.WebhookUrl ?? "", send.Options.WebhookFailoverUrl ?? "", $"{send.Options.UseProfileWebhooks}",
        $"{send.Options.AutoDetect}",
    ]);

    private static byte[] BodyOf(Random random)
    {
        var text = new StringBuilder("{");
        if (random.Next(4) > 0)
        {
            text.Append("\"to\":\"+15552000001\",\"from\":\"+13125550100\",\"text\":\"hi\"");
        }

        for (var members = random.Next(5); members > 0; members--)
        {
            text.Append(text.Length > 1 ? "," : "").Append(random.Next(8) == 0 ? " \n\t" : "");
            text.Append('"').Append(Pick(random, Names)).Append("\":").Append(ValueOf(random));
        }

        var body = Encoding.UTF8.GetBytes(text.Append('}').ToString());
        return random.Next(3) > 0 ? body : Damage(random, body);
    }

    private static string ValueOf(Random random) => random.Next(12) switch
    {
        0 => $"\"{new string(Pick(random, "a", "é", "я", "€", "\u4e2d")[0], random.Next(1700))}\"",
        1 => $"[{string.Join(',', Enumerable.Range(0, random.Next(13)).Select(_ => Pick(random, Values)))}]",
        _ => Pick(random, Values),
    };

    private static byte[] Damage(Random random, byte[] body)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(body.Length + 1);
            body = random.Next(4) switch
            {
                0 => body[..at],
                1 => [.. body[..at], (byte)random.Next(256), .. body[at..]],
                2 => [.. body[..at], .. Encoding.UTF8.GetBytes(Pick(random, Values)), .. body[at..]],
                _ => [.. body[..at], .. body[Math.Min(at + random.Next(4), body.Length)..]],
            };
        }

        return body;
    }

    private static string Pick(Random random, params string[] from) => from[random.Next(from.Length)];
}
