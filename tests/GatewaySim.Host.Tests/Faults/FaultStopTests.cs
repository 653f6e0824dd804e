namespace GatewaySim.Host.Tests.Faults;

public sealed class FaultStopTests
{
    [Fact]
    public async Task A_stop_lets_go_what_is_held_back_and_no_fault_outlives_it()
    {
        await using FaultScene scene = new();
        await scene.InitializeAsync();
        await scene.PutAsync("""[{"fault":"latency","ms":600000},{"fault":"journal-slow","ms":60000}]""");
        var held = scene.SendMessageAsync();
        while (await scene.StruckAsync() == 0)
        {
            await Task.Yield();
        }

        var cancel = TestContext.Current.CancellationToken;
        await scene.RestartAsync().WaitAsync(TimeSpan.FromSeconds(30), cancel);
        Assert.Equal(200, (await held.WaitAsync(TimeSpan.FromSeconds(30), cancel)).Status);
        Assert.Empty((await FaultScene.GetAsync(scene.Telnyx, "/_sim/faults")).Json["faults"]!.AsArray());
    }
}
