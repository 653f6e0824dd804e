namespace GatewaySim.Domain.Settings;

/// <summary>Who must agree on a setting.</summary>
public enum SettingReach
{
    /// <summary>Each node its own.</summary>
    Node,

    /// <summary>Equal on all nodes of a cluster, and fixed for a data directory where its meaning says so.</summary>
    Cluster,
}

/// <summary>
/// Describes one setting. The option types are the only list of settings; files and checks follow them.
/// </summary>
/// <param name="meaning">One sentence, with the source where it settles a doubt about a provider.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string meaning) : Attribute
{
    public string Meaning { get; } = meaning;

    /// <summary>Milliseconds, bytes, messages …; empty for words and switches.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The least number allowed; NaN for none.</summary>
    public double Min { get; init; } = double.NaN;

    /// <summary>The greatest number allowed; NaN for none.</summary>
    public double Max { get; init; } = double.NaN;

    /// <summary>The words allowed, separated by '|'; empty for any. Enum properties need none.</summary>
    public string Words { get; init; } = "";

    /// <summary>A regular expression that the whole text must match; empty for any.</summary>
    public string Pattern { get; init; } = "";

    /// <summary>The pattern in words: "0 to 10, or max".</summary>
    public string Form { get; init; } = "";

    public SettingReach Reach { get; init; } = SettingReach.Node;
}
