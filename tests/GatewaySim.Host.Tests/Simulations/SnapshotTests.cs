using GatewaySim.Host.Options;
using GatewaySim.Host.Tests.Faults;

namespace GatewaySim.Host.Tests.Simulations;

/// <summary>A whole simulation, with its clock and its chance, back to where it was.</summary>
public sealed class SnapshotTests : IAsyncLifetime
{
    private const string Alice = "+15552000001";
    private const string Bob = "+15552000002";

    private readonly FaultScene _scene = new();

    public ValueTask InitializeAsync() => _scene.InitializeAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task After_a_restore_the_same_happens_again_to_the_moment()
    {
        using var client = await SimulationClient.OfSandboxAsync(
            _scene, """{"Gateway:Carrier":"realistic","Clock:Speed":0}""");
        await client.CampaignAsync(20);
        await client.TextAsync(Alice, "STOP");
        var later = await client.AskAsync(
            "POST /v2/messages/schedule",
            $$"""
            {"from":"{{SimulationClient.Sender}}","to":"{{Bob}}","text":"x","send_at":"{{await InAsync(client, 1)}}"}
            """);
        var taken = await client.SteerAsync("PUT snapshots/before");
        var clock = await client.SteerAsync("GET clock");
        var first = await client.CampaignAsync(40);
        await client.TextAsync(Alice, "START");
        Assert.Equal("delivered", await StatusAsync(client, later));

        await client.SteerAsync("POST snapshots/before/restore");
        var again = await client.SteerAsync("GET clock");
        Assert.Equal((string)clock.Json["now"]!, (string)again.Json["now"]!);
        Assert.Equal((string)taken.Json["now"]!, (string)again.Json["now"]!);
        Assert.Equal("scheduled", await StatusAsync(client, later));
        Assert.Equal(409, (await client.SendAsync(Alice)).Status);
        Assert.Equal(404, (await client.AskAsync($"GET /v2/messages/{first[0].Split(' ')[0]}")).Status);
        Assert.Equal(first, await client.CampaignAsync(40));
    }

    [Fact]
    public async Task A_reset_begins_the_time_again_and_a_restore_goes_back_to_the_snapshots()
    {
        using var client = await SimulationClient.OfSandboxAsync(
            _scene, """{"Clock:StartAt":"2030-01-01T12:00:00Z","Clock:Speed":0}""");
        await client.SteerAsync("PUT snapshots/first");
        await client.SteerAsync("POST clock", """{"advanceBy":"PT3H"}""");
        Assert.Equal("2030-01-01T15:00:00", await NowAsync());
        await client.SteerAsync("POST reset");
        Assert.Equal("2030-01-01T12:00:00", await NowAsync());

        await client.SteerAsync("POST clock", """{"advanceBy":"PT3H"}""");
        await client.SteerAsync("POST snapshots/first/restore");
        Assert.Equal("2030-01-01T12:00:00", await NowAsync());

        async Task<string> NowAsync() => ((string)(await client.SteerAsync("GET clock")).Json["now"]!)[..19];
    }

    [Fact]
    public async Task A_reset_leaves_nothing_but_settings_keys_and_snapshots()
    {
        using var client = new SimulationClient(_scene);
        var keys = await client.SteerAsync("GET keys");
        var ids = await client.CampaignAsync(3);
        await client.TextAsync(Alice, "STOP");
        await client.SteerAsync("PUT snapshots/full");
        await client.SteerAsync("PUT faults", """{"faults":[{"fault":"error","provider":"ringcentral"}]}""");
        Assert.InRange((double)(await client.SteerAsync("POST reset")).Json["tookMs"]!, 0.1, 60_000);
        Assert.Equal(keys.Body, (await client.SteerAsync("GET keys")).Body);
        Assert.Empty((await client.SteerAsync("GET faults")).Json["faults"]!.AsArray());
        Assert.Equal(404, (await client.AskAsync($"GET /v2/messages/{ids[0].Split(' ')[0]}")).Status);
        Assert.Equal(200, (await client.SendAsync(Alice)).Status);

        // RingCentral's token was signed with a key that stayed.
        Assert.Equal(201, (await _scene.SendBatchAsync()).Status);
        await client.SteerAsync("POST snapshots/full/restore");
        Assert.Equal(409, (await client.SendAsync(Alice)).Status);
    }

    [Fact]
    public async Task Every_request_is_answered_while_the_simulation_is_reset()
    {
        using var client = new SimulationClient(_scene);
        using var done = new CancellationTokenSource();
        var senders = Enumerable.Range(0, 8).Select(async _ =>
        {
            var statuses = new List<int>();
            while (!done.IsCancellationRequested)
            {
                statuses.Add((await client.SendAsync(Bob)).Status);
            }

            return statuses;
        }).ToList();
        for (var n = 0; n < 10; n++)
        {
            await client.SteerAsync("POST reset");
        }

        await done.CancelAsync();
        var all = (await Task.WhenAll(senders)).SelectMany(s => s).ToList();

        // Those under way finish before it ends, and those that come wait for the next.
        Assert.All(all, status => Assert.Equal(200, status));
        Assert.Equal(200, (await client.SendAsync(Bob)).Status);
    }

    [Fact]
    public async Task Snapshots_are_listed_replaced_deleted_and_bounded()
    {
        using var client = new SimulationClient(_scene);
        var most = new SandboxOptions().SnapshotsMax;
        for (var n = most; n > 0; n--)
        {
            await client.SteerAsync($"PUT snapshots/n{n:D2}");
        }

        Assert.Equal(
            Enumerable.Range(1, most).Select(n => $"n{n:D2}"),
            (await client.SteerAsync("GET snapshots")).Json["snapshots"]!.AsArray().Select(s => (string)s!["name"]!));
        await client.SteerAsync("PUT snapshots/more", status: 429);
        await client.TextAsync(Alice, "STOP");
        await client.SteerAsync("PUT snapshots/n01");
        await client.SteerAsync("POST snapshots/n02/restore");
        Assert.Equal(200, (await client.SendAsync(Alice)).Status);
        await client.SteerAsync("POST snapshots/n01/restore");
        Assert.Equal(409, (await client.SendAsync(Alice)).Status);
        await client.SteerAsync("DELETE snapshots/n02", status: 204);
        await client.SteerAsync("PUT snapshots/more");
        foreach (var missing in (string[])["n02", "no", "..", "A"])
        {
            await client.SteerAsync($"POST snapshots/{missing}/restore", status: 404);
            await client.SteerAsync($"DELETE snapshots/{missing}", status: 404);
        }

        await client.SteerAsync("PUT snapshots/UPPER", status: 400);
    }

    [Theory]
    [InlineData("journal.db", "garbage")]
    [InlineData("journal.db", "")]
    [InlineData("journal.db", null)]
    [InlineData("clock.json", "{")]
    public async Task What_runs_goes_on_when_a_snapshot_cannot_be_used(string file, string? content)
    {
        using var client = new SimulationClient(_scene);
        await client.SteerAsync("PUT snapshots/a");
        await client.TextAsync(Alice, "STOP");
        var sent = await client.SendAsync(Bob);
        var path = Path.Combine(_scene.Data, "snapshots", "a", file);
        File.Delete(path);
        if (content is not null)
        {
            await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);
        }

        var refused = await client.SteerAsync("POST snapshots/a/restore", status: 409);
        Assert.Equal("bad_snapshot", (string?)refused.Json["error"]!["code"]);
        Assert.Equal(409, (await client.SendAsync(Alice)).Status);
        await _scene.RestartAsync();
        using var after = new SimulationClient(_scene);
        Assert.Equal(200, (await after.AskAsync($"GET /v2/messages/{sent.Json["data"]!["id"]}")).Status);
        Assert.Single((await after.SteerAsync("GET snapshots")).Json["snapshots"]!.AsArray());
        Assert.Empty(Directory.GetDirectories(_scene.Data, "discarded-*"));
    }

    [Fact]
    public async Task A_reset_that_the_disk_refuses_leaves_what_ran()
    {
        using var client = new SimulationClient(_scene);
        await client.TextAsync(Alice, "STOP");
        var key = Path.Combine(_scene.Data, "token.key");
        var stolen = await File.ReadAllBytesAsync(key, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(key, [1], TestContext.Current.CancellationToken);
        var refused = await client.SteerAsync("POST reset", status: 503);
        Assert.Equal("simulation_failed", (string?)refused.Json["error"]!["code"]);
        Assert.Equal(503, (await client.SendAsync(Bob)).Status);
        await client.SteerAsync("PUT snapshots/a", status: 503);
        await File.WriteAllBytesAsync(key, stolen, TestContext.Current.CancellationToken);

        // Its journal was put back, so that the next start has all of it.
        await _scene.RestartAsync();
        using var after = new SimulationClient(_scene);
        Assert.Equal(409, (await after.SendAsync(Alice)).Status);
    }

    [Fact]
    public async Task A_snapshot_that_is_deleted_beside_its_restore_is_restored_or_not_there()
    {
        using var client = new SimulationClient(_scene);
        for (var n = 0; n < 10; n++)
        {
            await client.SteerAsync("PUT snapshots/s");
            var deleted = client.AskAsync("DELETE /_sim/snapshots/s");
            var restored = client.AskAsync("POST /_sim/snapshots/s/restore");
            await client.SteerAsync("GET snapshots");
            Assert.Equal(204, (await deleted).Status);
            Assert.Contains((await restored).Status, (int[])[200, 404]);
            await client.SteerAsync("GET clock");
        }
    }

    [Theory]
    [InlineData("POST /_sim/sandboxes/a/_sim/reset")]
    [InlineData("POST /_sim/sandboxes/a/_sim/snapshots/s/restore")]
    [InlineData("DELETE /_sim/sandboxes/a")]
    public async Task An_advance_that_is_cut_off_is_told_so(string end)
    {
        // Each due moment takes a while by the wall, so that the advance is under way when its simulation ends.
        using var client = await SimulationClient.OfSandboxAsync(
            _scene, """{"id":"a","Gateway:Carrier":"realistic","Clock:Speed":0,"Simulation:Shards":1}""");
        await client.SteerAsync("PUT snapshots/s");
        await client.SteerAsync(
            "PUT faults", """{"faults":[{"fault":"journal-slow","ms":2000}]}""");
        var sends = Enumerable.Range(0, 4).Select(_ => client.SendAsync(Bob)).ToList();
        var advance = client.AskAsync("POST /_sim/sandboxes/a/_sim/clock", """{"advanceBy":86400}""");
        while (!(bool)(await client.SteerAsync("GET clock")).Json["advancing"]!)
        {
            // It is asked again.
        }

        var ended = await client.AskAsync(end);
        Assert.InRange(ended.Status, 200, 204);
        var cut = await advance;
        Assert.Equal((409, "simulation_replaced"), (cut.Status, (string?)cut.Json["error"]!["code"]));
        await Task.WhenAll(sends);
    }

    [Theory]
    [InlineData("POST reset", """{"hard":true}""", 400, "bad_json")]
    [InlineData("POST reset", "[]", 400, "bad_json")]
    [InlineData("POST reset", "x", 400, "bad_json")]
    [InlineData("GET reset", null, 405, "bad_method")]
    [InlineData("DELETE clock", null, 405, "bad_method")]
    [InlineData("GET nothing", null, 404, "unknown_route")]
    public async Task What_is_not_known_is_refused_in_words(string request, string? body, int status, string code)
    {
        using var main = new SimulationClient(_scene);
        using var sandbox = await SimulationClient.OfSandboxAsync(_scene, "{}");
        foreach (var client in (SimulationClient[])[main, sandbox])
        {
            var refused = await client.SteerAsync(request, body, status);
            Assert.Equal(code, (string?)refused.Json["error"]!["code"]);
            await client.SteerAsync("POST reset", "{}");
        }
    }

    private static async Task<string> StatusAsync(SimulationClient client, Answer sent) =>
        (string)(await client.AskAsync($"GET /v2/messages/{sent.Json["data"]!["id"]}"))
            .Json["data"]!["to"]![0]!["status"]!;

    private static async Task<string> InAsync(SimulationClient client, int hours) =>
        DateTimeOffset.Parse((string)(await client.SteerAsync("GET clock")).Json["now"]!, null)
            .AddHours(hours).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
}
