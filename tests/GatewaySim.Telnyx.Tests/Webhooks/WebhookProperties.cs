using GatewaySim.Domain;

namespace GatewaySim.Telnyx.Tests.Webhooks;

/// <summary>
/// Goal: what always holds of Telnyx's webhooks, as a consumer on the wire sees it (P-17, P-31). Method: random texts
/// and messages, a receiver that fails by chance, and a plain model of what must come. The seed is in the failure.
/// </summary>
public sealed class WebhookProperties
{
    private const string From = "+13125550177";

    private static readonly (string Word, string? Family)[] Words =
    [
        ("STOP", "STOP"), (" stop. ", "STOP"), ("Unsubscribe", "STOP"), ("PARAR", "STOP"), ("\"parar\"", "STOP"),
        ("start", "START"), ("UNSTOP!", "START"), ("Join", "START"), ("help", "HELP"), ("ayuda?", "HELP"),
        ("Hello", null), ("STOP it", null), ("please stop", null), ("join us", null), ("parar ya", null), ("1", null),
    ];

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3)]
    public async Task P17_every_text_is_told_with_the_word_that_the_state_changed_by(int seed)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var server = await TelnyxServer.StartAsync();
        await HookedAsync(server, receiver, """
            {"op":"stop","keywords":["PARAR"],"country_code":"*"}
            {"op":"start","keywords":["JOIN"],"country_code":"US"}
            {"op":"info","keywords":["AYUDA"],"country_code":"*"}
            """);
        using var delivery = server.DeliverWebhooks();
        var random = new Random(seed);
        var blocked = new HashSet<string>();
        for (var n = 0; n < 80; n++)
        {
            var person = $"+1650555010{random.Next(5)}";
            var (text, family) = Words[random.Next(Words.Length)];
            await server.Gateway.TextAsync(person, From, text);
            _ = family switch
            {
                "STOP" => blocked.Add(person),
                "START" => blocked.Remove(person),
                _ => false,
            };

            var told = (await receiver.NextAsync()).Payload;
            Assert.Equal(
                (seed, n, person, text, family),
                (seed, n, (string)told["from"]!["phone_number"]!, (string)told["text"]!,
                    (string?)told["autoresponse_type"]));
            var list = await server.GetAsync("/v2/messaging_optouts");
            Assert.Equal(blocked.Order(), list.Json["data"]!.AsArray().Select(r => (string)r!["to"]!).Order());
        }
    }

    [Theory]
    [InlineData(1, 1), InlineData(2, 2), InlineData(3, 3), InlineData(4, 3)]
    public async Task P31_every_event_is_told_until_it_is_taken_or_its_attempts_are_used_up(int seed, int attempts)
    {
        const int Messages = 20;
        const int Texts = 20;
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.StatusOf = c => StatusOf(seed, c);
        await using var server = await TelnyxServer.StartAsync(
            new TelnyxOptions { WebhookAttempts = attempts, WebhookRetryMs = 1, WebhookDeliveriesMax = 1_000 });
        await HookedAsync(server, receiver, "");
        using var delivery = server.DeliverWebhooks();
        for (var n = 0; n < Messages; n++)
        {
            var body = $$"""{"from":"{{From}}","to":"+165055501{{n:00}}","text":"hi"}""";
            Assert.Equal(200, (int)(await server.PostAsync("/v2/messages", body)).Status);
        }

        for (var n = 0; n < Texts; n++)
        {
            await server.Gateway.TextAsync($"+165055502{n:00}", From, "hi");
        }

        // Each message is told as sent and as final.
        const int Events = (2 * Messages) + Texts;
        while ((await delivery.StatusAsync()).Endpoints.Sum(e => e.Delivered + e.Dead) < Events)
        {
            await Task.Yield();
        }

        var told = receiver.Come().GroupBy(c => c.Id).ToList();
        Assert.Equal(Events, told.Count);
        Assert.Equal(Events, told.DistinctBy(e => $"{e.First().Type} {e.First().Payload["id"]}").Count());
        foreach (var one in told)
        {
            var calls = one.OrderBy(c => c.Attempt).ToList();
            Assert.Equal(Enumerable.Range(1, calls.Count), calls.Select(c => c.Attempt));
            Assert.All(calls, c => Assert.Equal(c.Attempt > attempts ? "/second" : "/first", c.Path));
            Assert.All(calls.SkipLast(1), c => Assert.NotInRange(StatusOf(seed, c), 200, 299));
            var isTaken = StatusOf(seed, calls[^1]) is >= 200 and < 300;
            Assert.True(isTaken || calls.Count == 2 * attempts, $"seed {seed}: given up after {calls.Count}");
            Assert.True(
                (DateTimeOffset)calls[0].Json["data"]!["occurred_at"]!
                >= (DateTimeOffset)calls[0].Payload["received_at"]!);
            var listed = (await server.GetAsync($"/v2/webhook_deliveries/{one.Key}")).Json["data"]!;
            Assert.Equal(
                (isTaken ? "delivered" : "failed", calls.Count),
                ((string)listed["status"]!, listed["attempts"]!.AsArray().Count));
        }

        Assert.InRange(told.Count(e => StatusOf(seed, e.MaxBy(c => c.Attempt)!) >= 300), 1, Events - 1);
    }

    /// <summary>By chance, but always the same for the same attempt.</summary>
    private static int StatusOf(int seed, Callback callback) =>
        (Hashing.Mix((uint)callback.Id.GetHashCode(), (uint)((seed * 100) + callback.Attempt)) % 8) switch
        {
            0 or 1 => 200,
            2 => 204,
            3 => 302,
            4 => 404,
            _ => 500,
        };

    /// <summary>Gives the number a profile with two addresses, and configurations, one a line.</summary>
    private static async Task HookedAsync(TelnyxServer server, WebhookReceiver receiver, string configurations)
    {
        var made = await server.PostAsync("/v2/messaging_profiles", $$"""
            {"name":"hooks","whitelisted_destinations":["*"],"webhook_url":"{{receiver.Url("/first")}}",
            "webhook_failover_url":"{{receiver.Url("/second")}}"}
            """);
        var profile = (string)made.Json["data"]!["id"]!;
        await server.PatchAsync(
            $"/v2/phone_numbers/{From}/messaging", $$"""{"messaging_profile_id":"{{profile}}"}""");
        foreach (var configuration in configurations.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var set = await server.PostAsync(
                $"/v2/messaging_profiles/{profile}/autoresp_configs", configuration.Trim());
            Assert.Equal(200, (int)set.Status);
        }
    }
}
