namespace GatewaySim.Host.Options;

/// <summary>One thing wrong with the settings.</summary>
/// <param name="Key">As the user wrote it.</param>
/// <param name="Value">As the user wrote it; null where there is none to show.</param>
/// <param name="Source">Where it was found: a flag, an environment variable, or the file.</param>
public sealed record SettingFault(string Key, string? Value, string Source, string Problem)
{
    public override string ToString() =>
        Value is null ? $"{Key} ({Source}): {Problem}" : $"{Key} = \"{Value}\" ({Source}): {Problem}";
}

/// <summary>The settings cannot be used. The message lists every fault.</summary>
public sealed class SettingsException(IReadOnlyList<SettingFault> faults) : Exception(Describe(faults))
{
    public IReadOnlyList<SettingFault> Faults { get; } = faults;

    private static string Describe(IReadOnlyList<SettingFault> faults) => string.Join('\n', faults
        .Select(f => $"  {f}")
        .Prepend(faults.Count == 1 ? "1 setting is wrong:" : $"{faults.Count} settings are wrong:"));
}
