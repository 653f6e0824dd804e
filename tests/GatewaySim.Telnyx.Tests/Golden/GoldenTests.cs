using GatewaySim.Testing.Golden;

namespace GatewaySim.Telnyx.Tests.Golden;

/// <summary>Every endpoint and every error, as requests with the whole answers that they get.</summary>
public class GoldenTests
{
    public static TheoryData<string> Files => [.. GoldenFile.NamesOf(typeof(GoldenTests).Assembly)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_request_gets_the_answer_of_the_file(string name)
    {
        var difference = await GoldenRun.FirstDifferenceAsync(
            typeof(GoldenTests).Assembly, name, TelnyxScene.NewNames(), TelnyxScene.OpenAsync);
        Assert.True(difference is null, difference);
    }
}
