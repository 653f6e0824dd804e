using GatewaySim.Host.Tests.Faults;
using GatewaySim.Host.Tests.Simulations;

namespace GatewaySim.Host.Tests.Audits;

/// <summary>Audits of simulations that run: the main one and a sandbox.</summary>
public sealed class AuditRouteTests : IAsyncLifetime
{
    private const string Alice = "+12065550101";
    private const string Bob = "+12125550102";

    private readonly FaultScene _scene = new();

    public ValueTask InitializeAsync() => _scene.InitializeAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Each_simulation_says_what_happened_in_it()
    {
        using var main = new SimulationClient(_scene);

        // 14:30 UTC in winter: 6:30 in Seattle, 9:30 in New York.
        using var sandbox = await SimulationClient.OfSandboxAsync(
            _scene, """{"Clock:StartAt":"2030-01-15T14:30:00Z","Clock:Speed":0,"Audit:RememberedMax":1000}""");
        var before = (await sandbox.SteerAsync("GET audit")).Json;
        Assert.Equal((0, 0, true), ((long)before["sent"]!, (long)before["inbound"]!, (bool)before["passed"]!));

        foreach (var person in (string[])[Alice, Bob])
        {
            Assert.Equal(200, (await sandbox.SendAsync(person)).Status);
        }

        await sandbox.TextAsync(Alice, "Revoke");
        await sandbox.TextAsync(Bob, "STOP");
        await sandbox.SendAsync(Alice);
        await sandbox.SendAsync(Bob);
        var report = (await sandbox.SteerAsync("GET audit?examples=1")).Json;
        Assert.Equal((3, 2), ((long)report["sent"]!, (long)report["quiet"]!));
        Assert.Equal(2, (long)report["quietByZone"]!["America/Los_Angeles"]!);
        var quiet = Assert.Single(report["quietExamples"]!.AsArray())!;
        Assert.Equal((Alice, "2030-01-15T06:30:00"), ((string)quiet["to"]!, ((string)quiet["local"]!)[..19]));
        Assert.Equal((2, 1, 1), (
            (long)report["inbound"]!, (long)report["missedListed"]!, (long)report["sentAfterMissed"]!));
        Assert.Equal((1, 1, 0, 0), (
            (long)report["optOutsByText"]!, (long)report["confirmed"]!, (long)report["unconfirmed"]!,
            (long)report["violations"]!));
        Assert.StartsWith("2030-01-15T14:30:00", (string)report["through"]!, StringComparison.Ordinal);
        Assert.Equal(0, (long)(await main.SteerAsync("GET audit")).Json["sent"]!);
    }

    [Fact]
    public async Task A_simulation_may_remember_no_more_than_its_setting_says_and_a_bad_question_is_refused()
    {
        using var main = new SimulationClient(_scene);
        using var sandbox = await SimulationClient.OfSandboxAsync(
            _scene, """{"Audit:RememberedMax":1000,"Simulation:Shards":1,"Clock:Speed":0}""");
        for (var n = 0; n < 1_001; n++)
        {
            await sandbox.TextAsync($"+1206555{n:D4}", "STOP");
        }

        var refused = await sandbox.SteerAsync("GET audit", status: 503);
        Assert.Equal("audit_too_large", (string)refused.Json["error"]!["code"]!);
        Assert.Equal(
            "bad_examples",
            (string)(await main.SteerAsync("GET audit?examples=101", status: 400)).Json["error"]!["code"]!);
    }
}
