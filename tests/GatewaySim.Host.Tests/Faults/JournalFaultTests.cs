using System.Diagnostics;

namespace GatewaySim.Host.Tests.Faults;

/// <summary>What clients see of a journal that is slow or refuses: never an answer that is not durable (G1).</summary>
public sealed class JournalFaultTests(FaultScene scene) : IClassFixture<FaultScene>, IAsyncLifetime
{
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await scene.ClearAsync();

    [Theory]
    [InlineData("before", 0)]
    [InlineData("after", 1)]
    public async Task Who_sends_hears_that_nothing_is_known_and_the_next_one_is_served(string when, int stored)
    {
        foreach (var (send, error) in ((Func<Task<Answer>>, string)[])[
            (() => scene.SendMessageAsync(), "500 10007"), (scene.SendBatchAsync, "500 CMN-203")])
        {
            Assert.InRange((await send()).Status, 200, 201);
            var before = scene.Events();
            await scene.PutAsync($$"""[{"fault":"journal-refuses","when":"{{when}}","times":1}]""");
            Assert.Equal(error, (await send()).Error);
            Assert.Equal(stored, scene.Events() > before ? 1 : 0);

            // What was decided behind the refused one, before its owner was rebuilt, fails with it.
            var tries = 0;
            while ((await send()).Status == 500)
            {
                Assert.InRange(++tries, 1, 20);
            }
        }
    }

    [Theory]
    [InlineData("before", false)]
    [InlineData("after", true)]
    public async Task A_text_can_be_repeated_under_its_id_without_harm(string when, bool wasTaken)
    {
        Task<Answer> TextAsync() => FaultScene.SendAsync(scene.Telnyx, new(HttpMethod.Post, "/_sim/inbound")
        {
            Content = FaultScene.Json(
                $$"""{"from":"+15553009999","to":"+13125550100","text":"Hello","id":"{{when}}"}"""),
        });

        await scene.PutAsync($$"""[{"fault":"journal-refuses","when":"{{when}}","times":1}]""");
        var refused = await TextAsync();
        Assert.Equal((503, "outcome_unknown"), (refused.Status, (string?)refused.Json["error"]!["code"]));

        // What is decided behind the refused one, before its owner was rebuilt, fails with it.
        var repeated = await TextAsync();
        for (var tries = 0; repeated.Status == 503; tries++)
        {
            Assert.InRange(tries, 0, 20);
            repeated = await TextAsync();
        }

        Assert.Equal((200, wasTaken), (repeated.Status, (bool)repeated.Json["repeat"]!));
    }

    [Fact]
    public async Task A_slow_journal_makes_slow_answers()
    {
        await scene.PutAsync("""[{"fault":"journal-slow","ms":300}]""");
        var start = Stopwatch.GetTimestamp();
        Assert.Equal(200, (await scene.SendMessageAsync()).Status);
        Assert.True(Stopwatch.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(295));
    }

    [Fact]
    public async Task Whatever_was_acknowledged_is_there_though_half_of_all_transactions_fail()
    {
        await scene.PutAsync(
            """
            [{"fault":"journal-refuses","chance":0.25},{"fault":"journal-refuses","chance":0.25,"when":"after"},
             {"fault":"journal-slow","chance":0.5,"ms":5}]
            """);
        var answers = new List<Answer>();
        for (var n = 0; n < 60; n++)
        {
            answers.Add(await scene.SendMessageAsync());
        }

        await scene.ClearAsync();
        Assert.All(answers, a => Assert.True(a.Status is 200 or 500, a.Body));
        Assert.InRange(answers.Count(a => a.Status == 500), 10, 50);
        foreach (var answer in answers.Where(a => a.Status == 200))
        {
            var found = await FaultScene.GetAsync(
                scene.Telnyx, $"{FaultScene.Messages}/{answer.Json["data"]!["id"]}");
            Assert.Equal(200, found.Status);
        }
    }
}
