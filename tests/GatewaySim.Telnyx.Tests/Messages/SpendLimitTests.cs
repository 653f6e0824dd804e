using GatewaySim.Telnyx.Tests.Accounts;
using GatewaySim.Telnyx.Tests.Webhooks;

namespace GatewaySim.Telnyx.Tests.Messages;

/// <summary>A profile's daily spend limit, as its caller sees it.</summary>
public sealed class SpendLimitTests
{
    private const string Limited = """{"daily_spend_limit":"0.06","daily_spend_limit_enabled":true}""";

    [Theory]
    [InlineData("", """{"from":"+13125550100","to":"+15552000001","text":"x"}""", 6)]
    [InlineData("", """{"from":"+13125550100","to":"+15552000001","text":"x","media_urls":["https://a.example"]}""", 6)]
    [InlineData("", """{"from":"+13125550100","to":"+15552000001","text":"жLONG"}""", 2)]       // three parts
    [InlineData("/long_code", """{"from":"+13125550100","to":"+15552000001","text":"x"}""", 6)]
    [InlineData("/group_mms", """{"from":"+13125550100","to":["+15552000001","+15552000002"],"text":"x"}""", 3)]
    [InlineData("/number_pool", """{"messaging_profile_id":"PROFILE","to":"+15552000001","text":"x"}""", 6)]
    public async Task Messages_up_to_the_limit_pass_and_more_are_answered_429(string place, string body, int passes)
    {
        await using var story = await AccountStory.StartAsync(
            new() { SegmentPrice = 0.0075m, SegmentCarrierFee = 0.0025m });
        var profile = (await story.ListAsync("/v2/messaging_profiles", "id"))[0];
        await story.AskAsync(
            $"PATCH /v2/messaging_profiles/{profile}",
            Limited.Replace("{", """{"number_pool_settings":{"geomatch":true},"""));
        body = body.Replace("PROFILE", profile).Replace("LONG", new('a', 140));
        for (var n = 0; n < passes; n++)
        {
            Assert.Equal(200, (int)(await story.AskAsync($"POST /v2/messages{place}", body)).Status);
        }

        var answer = await story.AskAsync($"POST /v2/messages{place}", body);
        Assert.Equal(429, (int)answer.Status);
        Assert.Equal(
            """
            {"errors":[{"code":"40333","title":"Messaging profile spend limit reached",
            "detail":"The daily spend limit configured on this messaging profile has been reached",
            "meta":{"url":"https://developers.telnyx.com/docs/overview/errors/40333"}}]}
            """.ReplaceLineEndings(""), answer.Body);

        // Another profile, and the next day, are not concerned.
        var other = await story.ProfileAsync("other");
        await story.AssignAsync("+13125550199", other);
        Assert.Equal(200, (int)(await story.AskAsync(
            "POST /v2/messages", """{"from":"+13125550199","to":"+15552000001","text":"x"}""")).Status);
        story.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(200, (int)(await story.AskAsync($"POST /v2/messages{place}", body)).Status);
    }

    [Theory]
    [InlineData("""{"daily_spend_limit":"0.06"}""")]                                        // not enabled
    [InlineData("""{"daily_spend_limit_enabled":true}""")]                                  // no limit
    [InlineData("""{"daily_spend_limit":"0.06","daily_spend_limit_enabled":false}""")]
    [InlineData("""{"daily_spend_limit":"1000000","daily_spend_limit_enabled":true}""")]
    public async Task Without_a_limit_in_force_nothing_is_refused(string settings)
    {
        await using var story = await AccountStory.StartAsync(new() { SegmentPrice = 1 });
        var profile = (await story.ListAsync("/v2/messaging_profiles", "id"))[0];
        await story.AskAsync($"PATCH /v2/messaging_profiles/{profile}", settings);
        for (var n = 0; n < 3; n++)
        {
            Assert.Equal(200, (int)(await story.AskAsync(
                "POST /v2/messages", """{"from":"+13125550100","to":"+15552000001","text":"x"}""")).Status);
        }
    }

    [Fact]
    public async Task The_owner_is_told_once_by_a_webhook()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var story = await AccountStory.StartAsync(
            new() { SegmentPrice = 0.02m, SegmentCarrierFee = 0.01m });
        using var delivery = story.Server.DeliverWebhooks();
        var profile = (await story.ListAsync("/v2/messaging_profiles", "id"))[0];
        await story.AskAsync(
            $"PATCH /v2/messaging_profiles/{profile}",
            Limited.Replace("0.06", "0.050").Replace("{", $$"""{"webhook_url":"{{receiver.Url("/hook")}}","""));
        for (var n = 0; n < 4; n++)
        {
            await story.AskAsync(
                "POST /v2/messages", """{"from":"+13125550100","to":"+15552000001","text":"x"}""");
        }

        // Two messages passed, each sent and finalized.
        var callbacks = await receiver.NextAsync(5);
        var told = Assert.Single(callbacks, c => c.Type == "messaging-profile.spend-limit-reached");
        Assert.Equal(
            $$"""{"configured_limit":"0.05","current_cost":"0.06","profile_id":"{{profile}}"}""",
            told.Payload.ToJsonString());
        Assert.Equal((1, "/hook", "event"), (told.Attempt, told.Path, (string)told.Json["data"]!["record_type"]!));
        Assert.Matches(@"^2026-01-02T03:04:05\.\d{3}\+00:00$", (string)told.Json["data"]!["occurred_at"]!);
        while ((await delivery.StatusAsync()).Endpoints.Sum(e => e.Delivered) < 5)
        {
            await Task.Yield();
        }

        var log = await story.AskAsync(
            "GET /v2/webhook_deliveries?filter[event_type]=messaging-profile.spend-limit-reached");
        Assert.Equal(1, (int)log.Json["meta"]!["total_results"]!);
    }

    [Fact]
    public async Task A_scheduled_message_that_comes_too_late_in_the_day_fails_with_the_code()
    {
        await using var story = await AccountStory.StartAsync(new() { SegmentPrice = 0.06m });
        var profile = (await story.ListAsync("/v2/messaging_profiles", "id"))[0];
        await story.AskAsync($"PATCH /v2/messaging_profiles/{profile}", Limited);
        var later = story.Time.GetUtcNow().AddHours(1).ToString("O");
        var body = $$"""{"from":"+13125550100","to":"+15552000001","text":"x","send_at":"{{later}}"}""";
        var scheduled = await story.AskAsync("POST /v2/messages/schedule", body);
        await story.AskAsync("POST /v2/messages", """{"from":"+13125550100","to":"+15552000001","text":"x"}""");
        Assert.Equal("40333", (await story.AskAsync("POST /v2/messages/schedule", body)).Code);

        story.Time.Advance(TimeSpan.FromHours(2));
        await story.AskAsync("POST /v2/messages", """{"from":"+13125550100","to":"+15552000001","text":"x"}""");
        var read = await story.AskAsync($"GET /v2/messages/{(string)scheduled.Json["data"]!["id"]!}");
        var message = read.Json["data"]!;
        Assert.Equal(
            ("sending_failed", "40333", null),
            ((string)message["to"]![0]!["status"]!, (string)message["errors"]![0]!["code"]!, message["cost"]));
    }
}
