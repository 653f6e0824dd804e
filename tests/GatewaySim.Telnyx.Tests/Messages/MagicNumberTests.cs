using GatewaySim.Actors.Pacing;
using GatewaySim.Telnyx.Tests.Accounts;
using GatewaySim.Testing;

namespace GatewaySim.Telnyx.Tests.Messages;

/// <summary>Magic numbers behind the other ways to send a message: pools, groups, schedules, queues.</summary>
public sealed class MagicNumberTests
{
    [Theory]
    [InlineData("01", "400 40310 /to", "400 40310 /to", "400 40310 /to")]
    [InlineData("04", "409 40300", "409 40300", "sending_failed 40300")]
    [InlineData("02", "delivery_failed 40001", "scheduled", "delivery_failed 40001")]
    [InlineData("11", "delivered", "scheduled", "delivered")]
    public async Task Pools_schedules_and_groups_know_them(string digits, string pool, string scheduled, string group)
    {
        await using var story = await AccountStory.StartAsync(
            simulated: new() { Carrier = "instant", MagicNumbers = true });
        Assert.Equal([pool, scheduled, group], await SendAsync(story, $"+150055500{digits}", isMagic: true));
    }

    [Fact]
    public async Task Without_the_setting_all_of_them_are_delivered()
    {
        await using var story = await AccountStory.StartAsync();
        foreach (var n in Enumerable.Range(0, 17))
        {
            Assert.Equal(
                ["delivered", "scheduled", "delivered"],
                await SendAsync(story, $"+150055500{n:D2}", isMagic: false));
        }
    }

    /// <summary>What waits has its end when it leaves; who opted out already does not get in.</summary>
    [Fact]
    public async Task In_a_queue_they_end_as_they_say()
    {
        const string TollFree = "+18445550100";
        SteppedTime time = new();
        await using var server = await TelnyxServer.StartAsync(
            time: time, simulated: new() { Carrier = "instant", MagicNumbers = true },
            pacing: new() { Mode = PacingMode.On, TollFreePerSecond = 0.5 });
        List<Answer> sent = [];
        foreach (var to in (string[])["+15552000001", "+15005550002", "+15005550004", "+15005550005"])
        {
            sent.Add(await server.PostAsync("/v2/messages", BodyOf(to)));
        }

        Assert.Equal("40300", sent[2].Code);
        Assert.Equal("queued", await EndOfAsync(sent[3]));
        time.Advance(TimeSpan.FromSeconds(30));
        await server.PostAsync("/v2/messages", BodyOf("+15552000002"));
        Assert.Equal("delivery_failed 40001", await EndOfAsync(sent[1]));
        Assert.Equal("delivery_failed 40002", await EndOfAsync(sent[3]));

        string BodyOf(string to) => $$"""{"from":"{{TollFree}}","to":"{{to}}","text":"x"}""";

        async Task<string> EndOfAsync(Answer answer) => EndOf(
            await server.GetAsync($"/v2/messages/{answer.Json["data"]!["id"]}"), 0);
    }

    /// <summary>Sends from a pool, for later, and to a group of two.</summary>
    private static async Task<string[]> SendAsync(AccountStory story, string to, bool isMagic)
    {
        var profile = await story.ProfileAsync("pool");
        await story.AssignAsync("+13125550101", profile);
        await story.AskAsync(
            $"PATCH /v2/messaging_profiles/{profile}", """{"number_pool_settings":{"geomatch":true}}""");
        var pool = await story.AskAsync(
            "POST /v2/messages/number_pool", $$"""{"messaging_profile_id":"{{profile}}","to":"{{to}}","text":"x"}""");
        var later = story.Time.GetUtcNow().AddHours(1).ToString("O");
        var scheduled = await story.AskAsync(
            "POST /v2/messages/schedule",
            $$"""{"from":"+13125550100","to":"{{to}}","text":"x","send_at":"{{later}}"}""");
        var group = await story.AskAsync(
            "POST /v2/messages/group_mms", $$"""{"from":"+13125550100","to":["+15552000001","{{to}}"],"text":"x"}""");
        if (group.Code is null && to.EndsWith("04", StringComparison.Ordinal))
        {
            // A refusal is told at once.
            Assert.Equal(isMagic ? "sending_failed" : "queued", (string?)group.Json["data"]!["to"]![1]!["status"]);
        }

        story.Time.Advance(TimeSpan.FromSeconds(10));
        return [await ShownAsync(pool, 0), await ShownAsync(scheduled, 0), await ShownAsync(group, 1)];

        async Task<string> ShownAsync(Answer answer, int n) => answer.Code is { } code
            ? $"{(int)answer.Status} {code} {answer.Source}".Trim()
            : EndOf(await story.AskAsync($"GET /v2/messages/{answer.Json["data"]!["id"]}"), n);
    }

    private static string EndOf(Answer shown, int n)
    {
        var data = shown.Json["data"]!;
        return $"{data["to"]![n]!["status"]} {data["errors"]!.AsArray().SingleOrDefault()?["code"]}".Trim();
    }
}
