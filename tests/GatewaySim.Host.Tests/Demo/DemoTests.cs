namespace GatewaySim.Host.Tests.Demo;

/// <summary>The first command of the README, in small.</summary>
public sealed class DemoTests
{
    [Theory]
    [InlineData("fast")]
    [InlineData("instant")]
    public async Task The_demo_ends_with_pass_and_0(string carrier)
    {
        using GatewayProcess demo = new($"demo --messages 6000 --carrier {carrier}");
        var (code, output, error) = await demo.EndAsync();

        Assert.True(code == 0, output + error);
        Assert.Contains("verdict: PASS", output);
        Assert.Contains("ok   messages sent to someone opted out: 0", output);
        Assert.Contains("blocked, RingCentral SMS-RC-413", output);
        Assert.Contains("blocked, Telnyx 40300", output);
    }

    [Fact]
    public async Task The_demo_refuses_a_directory_that_holds_a_journal()
    {
        var data = Directory.CreateTempSubdirectory("gatewaysim-demo-test-");
        try
        {
            using GatewayProcess first = new($"demo --messages 1000 --data \"{data.FullName}\"");
            Assert.Equal(0, (await first.EndAsync()).Code);

            using GatewayProcess second = new($"demo --messages 1000 --data \"{data.FullName}\"");
            var (code, _, error) = await second.EndAsync();
            Assert.Equal(1, code);
            Assert.Contains("holds a journal already", error);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
