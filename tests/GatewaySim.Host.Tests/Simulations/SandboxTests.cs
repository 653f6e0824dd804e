using System.Text;
using GatewaySim.Host.Options;
using GatewaySim.Host.Tests.Faults;
using GatewaySim.Host.Tests.Serving;

namespace GatewaySim.Host.Tests.Simulations;

/// <summary>Simulations beside the main one: nothing of one is seen in another (P-4, R26).</summary>
public sealed class SandboxTests : IAsyncLifetime
{
    private const string Alice = "+15552000001";

    private readonly FaultScene _scene = new();

    public ValueTask InitializeAsync() => _scene.InitializeAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task P4_R26_a_stop_in_one_simulation_blocks_in_no_other()
    {
        using var main = new SimulationClient(_scene);
        using var first = await SimulationClient.OfSandboxAsync(_scene, "{}");
        using var second = await SimulationClient.OfSandboxAsync(_scene, """{"id":"mine"}""");
        SimulationClient[] all = [main, first, second];
        foreach (var stopped in all)
        {
            await stopped.TextAsync(Alice, "STOP");
            foreach (var other in all)
            {
                Assert.Equal(other == stopped ? 409 : 200, (await other.SendAsync(Alice)).Status);
            }

            await stopped.TextAsync(Alice, "START");
        }

        // A message of one is not there in another (which may have one of that id), and each lists its own opt-outs.
        await first.TextAsync(Alice, "STOP");
        var id = (await second.SendAsync(Alice, "from the second")).Json["data"]!["id"];
        foreach (var client in all)
        {
            var found = await client.AskAsync($"GET /v2/messages/{id}");
            Assert.Equal(client == second, found.Body.Contains("from the second", StringComparison.Ordinal));
            var optOuts = await client.AskAsync("GET /v2/messaging_optouts");
            Assert.Equal(client == first ? 1 : 0, (int)optOuts.Json["meta"]!["total_results"]!);
        }
    }

    [Fact]
    public async Task P4_RingCentral_finds_the_sandbox_by_client_id_and_then_by_token()
    {
        using var sandbox = await SimulationClient.OfSandboxAsync(_scene, """{"id":"rc"}""");
        var token = await LogInAsync("gatewaysim-rc", "gatewaysim-secret-rc", "gatewaysim-jwt-rc");
        using var mine = new SimulationClient(_scene, key: token);
        var batch = await mine.AskAsync(
            $"POST {FaultScene.Batches}",
            """{"from":"+16505550100","text":"hi","messages":[{"to":["+15552000001"]}]}""");
        Assert.Equal(201, batch.Status);
        Assert.Equal(200, (await mine.AskAsync($"GET {FaultScene.Batches}/{batch.Json["id"]}")).Status);
        Assert.Equal(
            404, (await FaultScene.GetAsync(_scene.RingCentral, $"{FaultScene.Batches}/{batch.Json["id"]}")).Status);

        // Its token is good for it alone: without it, the main simulation does not know who signed it.
        await sandbox.AskAsync("DELETE /_sim/sandboxes/rc");
        Assert.Equal(401, (await mine.AskAsync($"GET {FaultScene.Batches}/{batch.Json["id"]}")).Status);
    }

    [Fact]
    public async Task The_whole_of_a_sandbox_is_below_its_path_whatever_key_is_used()
    {
        using var sandbox = await SimulationClient.OfSandboxAsync(_scene, """{"id":"p"}""");
        using var anybody = new SimulationClient(_scene);
        var sent = await anybody.AskAsync(
            "POST /_sim/sandboxes/p/v2/messages",
            $$"""{"from":"{{SimulationClient.Sender}}","to":"{{Alice}}","text":"hi"}""");
        Assert.Equal(200, sent.Status);
        Assert.Equal(200, (await sandbox.AskAsync($"GET /v2/messages/{sent.Json["data"]!["id"]}")).Status);
        foreach (var path in (string[])["readyz", "_sim/keys", "_sim/snapshots", "_sim/faults", "_sim/webhooks"])
        {
            Assert.Equal(200, (await anybody.AskAsync($"GET /_sim/sandboxes/p/{path}")).Status);
        }
    }

    [Fact]
    public async Task A_sandbox_has_clock_faults_and_settings_of_its_own()
    {
        using var main = new SimulationClient(_scene);
        using var sandbox = await SimulationClient.OfSandboxAsync(
            _scene, """{"Gateway:Carrier":"cold-list","Clock:Speed":0,"Simulation:Seed":7,"Simulation:Shards":3}""");
        var before = (string)(await main.SteerAsync("GET clock")).Json["now"]!;
        await sandbox.AdvanceAsync(3600);
        Assert.Equal(before, (string)(await main.SteerAsync("GET clock")).Json["now"]!);
        await sandbox.SteerAsync("PUT faults", """{"faults":[{"fault":"error","provider":"telnyx"}]}""");
        Assert.Equal(200, (await main.SendAsync(Alice)).Status);
        Assert.NotEqual(200, (await sandbox.SendAsync(Alice)).Status);
        await sandbox.SteerAsync("DELETE faults");
        Assert.Contains(await sandbox.CampaignAsync(60), end => !end.Contains(" delivered ", StringComparison.Ordinal));
        Assert.All(await main.CampaignAsync(60), end => Assert.Contains(" delivered ", end, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"id":"A"}""", 400, "bad_name")]
    [InlineData("""{"id":""}""", 400, "bad_name")]
    [InlineData("""{"id":"-a"}""", 400, "bad_name")]
    [InlineData("""{"id":"../a"}""", 400, "bad_name")]
    [InlineData("""{"id":"01234567890123456789012345678901234567890"}""", 400, "bad_name")]
    [InlineData("""{"id":"taken"}""", 409, "sandbox_exists")]
    [InlineData("""{"name":"a"}""", 400, "unknown_field")]
    [InlineData("""{"Server:Port":1}""", 400, "unknown_field")]
    [InlineData("""{"Journal:Directory":"/tmp"}""", 400, "unknown_field")]
    [InlineData("""{"Gateway:Carrier":"none"}""", 400, "bad_setting")]
    [InlineData("""{"Simulation:Shards":0}""", 400, "bad_setting")]
    [InlineData("""{"Telnyx:ApiKey":"KEY_SANDBOX_taken"}""", 409, "key_taken")]
    [InlineData("""{"Telnyx:ApiKey":"KEY_GATEWAYSIM_DEMO"}""", 409, "key_taken")]
    [InlineData("""{"RingCentral:ClientId":"gatewaysim-taken"}""", 409, "key_taken")]
    [InlineData("""{"RingCentral:ClientId":"gatewaysim-client-id"}""", 409, "key_taken")]
    [InlineData("""{"id":"client-id"}""", 409, "key_taken")]
    [InlineData("""[]""", 400, "bad_json")]
    [InlineData("""{""", 400, "bad_json")]
    public async Task A_sandbox_that_cannot_be_is_refused_and_nothing_is_made(string body, int status, string code)
    {
        using var taken = await SimulationClient.OfSandboxAsync(_scene, """{"id":"taken"}""");
        var answer = await taken.AskAsync("POST /_sim/sandboxes", body);
        Assert.Equal((status, code), (answer.Status, (string?)answer.Json["error"]!["code"]));
        Assert.Single((await taken.AskAsync("GET /_sim/sandboxes")).Json["sandboxes"]!.AsArray());
        Assert.Single(Directory.GetDirectories(Path.Combine(_scene.Data, "sandboxes")));
    }

    [Fact]
    public async Task A_key_of_one_provider_may_be_one_of_the_other_and_is_free_after_its_sandbox()
    {
        const string Same = """{"id":"same","Telnyx:ApiKey":"same","RingCentral:ClientId":"same"}""";
        using var first = await SimulationClient.OfSandboxAsync(_scene, Same);
        using var crossed = await SimulationClient.OfSandboxAsync(
            _scene, """{"id":"crossed","Telnyx:ApiKey":"gatewaysim-crossed"}""");
        await first.AskAsync("DELETE /_sim/sandboxes/same");
        using var again = await SimulationClient.OfSandboxAsync(_scene, Same);
        await again.TextAsync(Alice, "STOP");
        Assert.Equal(409, (await again.SendAsync(Alice)).Status);
        Assert.Equal(200, (await crossed.SendAsync(Alice)).Status);
    }

    [Fact]
    public async Task There_are_at_most_as_many_as_the_setting_says()
    {
        for (var n = 1; n <= new SandboxOptions().Max; n++)
        {
            using var made = await SimulationClient.OfSandboxAsync(_scene, """{"Simulation:Shards":1}""");
        }

        using var main = new SimulationClient(_scene);
        var refused = await main.SteerAsync("POST sandboxes", status: 429);
        Assert.Equal("too_many", (string?)refused.Json["error"]!["code"]);
        await main.SteerAsync("DELETE sandboxes/s1", status: 204);
        await main.SteerAsync("DELETE sandboxes/s1", status: 404);
        await main.SteerAsync("POST sandboxes", status: 201);
    }

    [Fact]
    public async Task A_sandbox_that_is_deleted_while_it_is_reset_and_used_answers_that_there_is_none()
    {
        using var main = new SimulationClient(_scene);
        for (var n = 0; n < 5; n++)
        {
            using var sandbox = await SimulationClient.OfSandboxAsync(_scene, """{"id":"a","Simulation:Shards":1}""");
            using var done = new CancellationTokenSource();
            var senders = Enumerable.Range(0, 4).Select(_ => UseAsync(main, done.Token)).ToList();
            await sandbox.SteerAsync("POST reset");
            var resets = Enumerable.Range(0, 2).Select(_ => sandbox.AskAsync("POST /_sim/sandboxes/a/_sim/reset"));
            var deleted = main.SteerAsync("DELETE sandboxes/a", status: 204);
            Assert.All(await Task.WhenAll(resets), reset => Assert.Contains(reset.Status, (int[])[200, 404]));
            await deleted;
            await done.CancelAsync();
            foreach (var answer in (await Task.WhenAll(senders)).SelectMany(a => a).Where(a => a.Status != 200))
            {
                Assert.Equal((404, "unknown_sandbox"), (answer.Status, (string?)answer.Json["error"]!["code"]));
            }
        }

        Assert.Equal(200, (await main.SendAsync(Alice)).Status);
    }

    [Fact]
    public async Task The_key_of_a_deleted_sandbox_is_no_key_of_the_main_simulation()
    {
        using var sandbox = await SimulationClient.OfSandboxAsync(_scene, """{"id":"gone"}""");
        using var other = await SimulationClient.OfSandboxAsync(_scene, "{}");
        Assert.Equal(200, (await sandbox.SendAsync(Alice)).Status);
        await sandbox.AskAsync("DELETE /_sim/sandboxes/gone");
        var refused = await sandbox.SendAsync(Alice);
        Assert.Equal((401, "No key found matching the ID"), (refused.Status,
            (string?)refused.Json["errors"]![0]!["detail"]));

        // Where the path says which simulation is meant, any key is good.
        Assert.Equal(200, (await sandbox.AskAsync("GET /_sim/sandboxes/s1/v2/messaging_optouts")).Status);
        Assert.Equal(200, (await other.SendAsync(Alice)).Status);
    }

    private static async Task<List<Answer>> UseAsync(SimulationClient client, CancellationToken done)
    {
        var answers = new List<Answer>();
        while (!done.IsCancellationRequested)
        {
            answers.Add(await client.AskAsync(
                "POST /_sim/sandboxes/a/v2/messages",
                $$"""{"from":"{{SimulationClient.Sender}}","to":"{{Alice}}","text":"hi"}"""));
        }

        return answers;
    }

    private async Task<string> LogInAsync(string id, string secret, string jwt)
    {
        using HttpClient client = new() { BaseAddress = _scene.Telnyx.BaseAddress };
        client.DefaultRequestHeaders.Authorization =
            new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));
        return await RingCentralLogIn.TokenAsync(client, jwt);
    }
}
