namespace GatewaySim.RingCentral.Tests.Golden;

/// <summary>
/// Every endpoint and every error, as requests with the whole answers that they get. With
/// <c>GATEWAYSIM_REWRITE_GOLDEN=1</c> the answers in the files are written anew, to be read before they are kept.
/// </summary>
public class GoldenTests
{
    private static readonly bool IsRewriting = Environment.GetEnvironmentVariable("GATEWAYSIM_REWRITE_GOLDEN") == "1";

    public static TheoryData<string> Files => [.. GoldenFile.Names];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_request_gets_the_answer_of_the_file(string name)
    {
        var file = GoldenFile.Open(name);
        var (names, answers) = (new GoldenNames(), new List<string>());
        GoldenScene? scene = null;
        try
        {
            foreach (var its in file.Cases)
            {
                if (scene is null || its.Orders.Any(o => o.Split(' ')[0] == "gateway"))
                {
                    await (scene?.DisposeAsync() ?? ValueTask.CompletedTask);
                    scene = await GoldenScene.OpenAsync(SettingsOf(its), names);
                }

                answers.Add($"{await scene.RunAsync(its)}");
                Assert.True(IsRewriting || its.Expected == answers[^1],
                    $"{name}: {its.Title}\nexpected {its.Expected}\n\nactual   {answers[^1]}");
            }
        }
        finally
        {
            await (scene?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        if (IsRewriting)
        {
            file.Rewrite(answers);
        }
    }

    private static string SettingsOf(GoldenCase its) =>
        string.Join(';', its.Orders.Where(o => o.StartsWith("gateway ", StringComparison.Ordinal)).Select(o => o[8..]));
}
