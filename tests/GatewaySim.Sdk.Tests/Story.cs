using System.Text.Json;

namespace GatewaySim.Sdk.Tests;

/// <summary>A script of the folder <c>sdk</c>, run to its end against a gateway of its own.</summary>
/// <remarks>The script drives the provider's package and says what it saw, step by step. The test judges it.</remarks>
internal sealed class Story
{
    private static readonly TimeSpan StoryTimeout = TimeSpan.FromSeconds(90);

    private static readonly (string Name, string Value)[] StrictCredentials =
    [
        ("GATEWAYSIM_RINGCENTRAL__STRICTCREDENTIALS", "true"), ("GATEWAYSIM_TELNYX__STRICTCREDENTIALS", "true"),
    ];

    private readonly Dictionary<string, string> _steps = [];

    private Story()
    {
    }

    /// <summary>What a step saw, as JSON without white space.</summary>
    public string this[string step] => _steps.TryGetValue(step, out var saw)
        ? saw
        : throw new KeyNotFoundException($"No step {step}, but {string.Join(", ", _steps.Keys)}");

    /// <summary>Skips the test where there is no Node; fails it when the script fails.</summary>
    public static async Task<Story> RunAsync(
        NodePackages packages, string script, params (string Name, string Value)[] settings)
    {
        Assert.SkipUnless(packages.Missing is null, packages.Missing ?? "");
        using GatewayProcess gateway = new(
            "serve --port 0 --carrier instant",
            [.. StrictCredentials, .. settings]);
        var url = await gateway.UrlAsync();

        var (code, output, error) = await ChildProcess.RunAsync(
            "node", [$"{script}.mjs", url.ToString()], NodePackages.Folder, StoryTimeout);
        Assert.True(code == 0, $"{script} ended with {code}.\n{output}{error}");

        Story story = new();
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var step = JsonDocument.Parse(line);
            story._steps.Add(
                step.RootElement.GetProperty("step").GetString()!, step.RootElement.GetProperty("saw").GetRawText());
        }

        return story;
    }
}
