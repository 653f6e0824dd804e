using System.Reflection;

namespace GatewaySim.Testing.Golden;

/// <summary>Runs the files of a test project. How to write them anew stands in their <c>README.md</c>.</summary>
public static class GoldenRun
{
    private static readonly bool IsRewriting = Environment.GetEnvironmentVariable("GATEWAYSIM_REWRITE_GOLDEN") == "1";

    /// <summary>Runs the cases of a file, in their order.</summary>
    /// <param name="open">Makes the scene of given settings; called again at every order <c>gateway</c>.</param>
    /// <returns>The first answer that is another than the file's; null when all are as they must be.</returns>
    public static async Task<string?> FirstDifferenceAsync(
        Assembly tests, string name, GoldenNames names, Func<GoldenSettings, GoldenNames, Task<GoldenScene>> open)
    {
        var file = GoldenFile.Open(tests, name);
        var answers = new List<string>();
        GoldenScene? scene = null;
        try
        {
            foreach (var its in file.Cases)
            {
                if (scene is null || its.Orders.Any(o => o.Split(' ')[0] == "gateway"))
                {
                    await (scene?.DisposeAsync() ?? ValueTask.CompletedTask);
                    scene = await open(SettingsOf(its), names);
                }

                answers.Add(await scene.RunAsync(its));
                if (!IsRewriting && its.Expected != answers[^1])
                {
                    return $"{name}: {its.Title}\nexpected {its.Expected}\n\nactual   {answers[^1]}";
                }
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

        return null;
    }

    private static GoldenSettings SettingsOf(GoldenCase its)
    {
        const string Order = "gateway ";
        var settings = its.Orders.Where(o => o.StartsWith(Order, StringComparison.Ordinal));
        return new(string.Join(';', settings.Select(o => o[Order.Length..])));
    }
}
