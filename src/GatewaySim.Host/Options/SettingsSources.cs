using System.Collections;

namespace GatewaySim.Host.Options;

/// <summary>Where settings come from. A flag beats the environment, which beats the file.</summary>
/// <param name="Flags">Values given on the command line, by setting: <c>Server:Port</c>.</param>
/// <param name="Variables">The environment; only names that begin with <see cref="VariablePrefix"/> count.</param>
/// <param name="File">The settings file; null to take <see cref="DefaultFile"/> where there is one.</param>
/// <param name="Directory">Where to look for the default file.</param>
public sealed record SettingsSources(
    IReadOnlyDictionary<string, FlagValue> Flags, IDictionary Variables, string? File, string Directory)
{
    public const string VariablePrefix = "GATEWAYSIM_";
    public const string DefaultFile = "gatewaysim.json";

    public static SettingsSources OfProcess(IReadOnlyDictionary<string, FlagValue> flags, string? file) =>
        new(flags, Environment.GetEnvironmentVariables(), file, Environment.CurrentDirectory);
}

/// <summary>What a flag says, and its name for messages.</summary>
public readonly record struct FlagValue(string Flag, string Text);
