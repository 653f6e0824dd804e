using System.Text;
using GatewaySim.Domain.Commands;
using GatewaySim.Telnyx.AutoResponses;
using GatewaySim.Telnyx.Numbers;
using GatewaySim.Telnyx.Profiles;

namespace GatewaySim.Telnyx.Tests.Accounts;

/// <summary>
/// Goal: no body about an account makes its reading throw, and each becomes either a command or a fault, never both.
/// Method: bodies put together at random from pieces that matter, then damaged at random; the seed is printed.
/// </summary>
public sealed class AccountFuzzTests(ITestOutputHelper output)
{
    private const int Cases = 60_000;

    private static readonly ProfileSettings Known = new("known", ["*"]) { NumberPool = new(1, 2, true) };

    private static readonly string[] Names =
    [
        "name", "whitelisted_destinations", "enabled", "webhook_url", "webhook_failover_url", "webhook_api_version",
        "number_pool_settings", "url_shortener_settings", "alpha_sender", "daily_spend_limit",
        "daily_spend_limit_enabled", "smart_encoding", "v1_secret", "health_webhook_url", "ai_assistant_id",
        "resource_group_id", "features", "op", "keywords", "country_code", "resp_text", "messaging_profile_id",
        "messaging_product", "tags", "numbers", "assign_only", "alphanumeric_sender_id", "us_long_code_fallback",
        "n\\u0061me", "\\ud800", "", "NAME", "toll_free_weight", "domain",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1e999", "-0.0", "2.5", "[]", "{}", "\"\"", "\"*\"", "[\"*\"]", "[\"US\"]",
        "[\"US\",\"*\"]", "[null]", "[\"\\ud800\"]", "\"US\"", "\"x\"", "\"stop\"", "\"info\"", "\"help\"", "\"2\"",
        "\"25.50\"", "\"1e3\"", "\"99999999999999999999\"", "\"https://a.example/x\"", "\"ftp://x\"", "\"Shop 24\"",
        "\"12345\"", "\"+13125550100\"", "[\"+13125550100\"]", "\"6f726700-0000-8000-8000-000000000009\"",
        "\"\\ud83d\\ude00\"", "\"\\ude00\"", "{\"toll_free_weight\":1,\"long_code_weight\":-1}",
        "{\"toll_free_weight\":1,\"geomatch\":true}", "{\"domain\":\"s.example\"}", "{\"domain\":\"no host\"}",
        "{\"ai_opt_out_detection_enabled\":true,\"x\":[{}]}", "{\"\\ud800\":1}", "\"A reply that is long enough.\"",
        "[[[]]]",
    ];

    [Fact]
    public void Any_body_becomes_a_command_or_a_fault()
    {
        var seed = Environment.GetEnvironmentVariable("FUZZ_SEED") is { } text ? int.Parse(text, null) : 20261121;
        output.WriteLine($"Seed {seed}.");
        var random = new Random(seed);
        var options = new TelnyxOptions();
        var profiles = new ProfilesEndpoint(new(null!, null!, options));
        var good = new int[6];
        for (var n = 0; n < Cases; n++)
        {
            var body = BodyOf(random);
            bool[] accepted =
            [
                Reads(body, b => profiles.SettingsOf(b) is not null),
                Reads(body, b => Patched(b, options)),
                Reads(body, b => AutoResponsesEndpoint.CommandOf(b, Guid.Empty, null, options) is not null),
                Reads(body, b => AlphaSendersEndpoint.CommandOf(b) is not null),
                Reads(body, b => BulkUpdateEndpoint.CommandOf(b) is not null),
                Reads(body, b => NumberSettingsChange.Read(b, random.Next(2) == 0) is not null && b.Fault is null),
            ];
            for (var i = 0; i < good.Length; i++)
            {
                good[i] += accepted[i] ? 1 : 0;
            }
        }

        output.WriteLine($"Accepted: {string.Join(' ', good)} of {Cases}.");
        Assert.All(good, count => Assert.InRange(count, 20, Cases));

        bool Reads(byte[] body, Func<JsonBody, bool> read)
        {
            using var json = JsonBody.Parse(body);
            var isCommand = read(json);
            Assert.True(
                isCommand == json.Fault is null,
                $"Seed {seed}: {Encoding.UTF8.GetString(body)} is {json.Fault?.Error.Code}");
            return isCommand;
        }
    }

    private static bool Patched(JsonBody body, TelnyxOptions options)
    {
        var change = ProfileChange.Read(body, isNew: false, options);
        _ = ProfileChange.DestinationsOf(body);
        if (body.Fault is not null)
        {
            return false;
        }

        // What was accepted can be set, and set again without another change.
        var once = change.ApplyTo(Known);
        Assert.True(once.Says(change.ApplyTo(once)));
        return true;
    }

    private static byte[] BodyOf(Random random)
    {
        var text = new StringBuilder("{");
        var start = random.Next(8) switch
        {
            0 => "\"name\":\"n\",\"whitelisted_destinations\":[\"*\"]",
            1 => "\"op\":\"stop\",\"keywords\":[\"BYE\"],\"country_code\":\"*\"",
            2 => "\"alphanumeric_sender_id\":\"Shop\",\"messaging_profile_id\":"
                + "\"6f726700-0000-8000-8000-000000000009\"",
            3 => "\"numbers\":[\"+13125550100\"],\"messaging_profile_id\":\"6f726700-0000-8000-8000-000000000009\"",
            _ => "",
        };
        text.Append(start);
        for (var members = random.Next(5); members > 0; members--)
        {
            text.Append(text.Length > 1 ? "," : "").Append('"').Append(Names[random.Next(Names.Length)])
                .Append("\":").Append(Values[random.Next(Values.Length)]);
        }

        var body = Encoding.UTF8.GetBytes(text.Append('}').ToString());
        return random.Next(3) > 0 ? body : Damaged(random, body);
    }

    private static byte[] Damaged(Random random, byte[] body)
    {
        var at = random.Next(body.Length + 1);
        return random.Next(3) switch
        {
            0 => body[..at],
            1 => [.. body[..at], (byte)random.Next(256), .. body[at..]],
            _ => [.. body[..at], .. body[Math.Min(at + random.Next(4), body.Length)..]],
        };
    }
}
