namespace GatewaySim.Dashboard.Control;

/// <summary>Names of snapshots and sandboxes: they are parts of addresses and names of folders.</summary>
internal static class SimulationName
{
    public const int CharsMax = 40;

    /// <summary>1 to 40 of lower-case letters, digits and hyphens, the first no hyphen.</summary>
    public static bool IsGood(string name) =>
        name.Length is > 0 and <= CharsMax && name[0] != '-'
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
