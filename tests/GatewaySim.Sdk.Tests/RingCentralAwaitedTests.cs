namespace GatewaySim.Sdk.Tests;

/// <summary>Stories with calls that the gateway does not serve yet. They run when asked for.</summary>
/// <remarks>
/// When the call is there: move the test to <see cref="RingCentralTests"/>, without <c>Explicit</c>. Until then:
/// <c>GatewaySim.Sdk.Tests -explicit only</c>.
/// </remarks>
public sealed class RingCentralAwaitedTests(NodePackages packages)
{
    [Fact(Explicit = true)]
    public async Task Consents_can_be_had_as_a_file()
    {
        var story = await Story.RunAsync(packages, "ringcentral-export");

        Assert.Equal(
            """
            {"status":200,"type":"text/csv","columns":8,"rows":["+12125550101","+12125550102"],"areOptOuts":true}
            """, story["export"]);
    }
}
