using System.Text.RegularExpressions;

namespace GatewaySim.RingCentral.Tests.Golden;

/// <summary>What differs from run to run has a name in the files: <c>{{server}}</c>.</summary>
/// <remarks>A value that comes again has the name that it had.</remarks>
internal sealed partial class GoldenNames
{
    private readonly Dictionary<string, string> _values = [];

    public void Set(string name, string value) => _values[name] = value;

    /// <summary>Puts values in the place of names.</summary>
    public string Fill(string text) => Names().Replace(text, m => m.Groups["count"].Success
        ? new string('x', int.Parse(m.Groups["count"].Value, System.Globalization.CultureInfo.InvariantCulture))
        : _values[m.Groups["name"].Value]);

    /// <summary>Puts names in the place of values; those of an OAuth answer get new ones.</summary>
    public string Name(string text)
    {
        foreach (Match match in Made().Matches(text))
        {
            var (kind, value) = (match.Groups["kind"].Value, match.Groups["value"].Value);
            if (!_values.ContainsValue(value))
            {
                _values[$"{kind}_{_values.Keys.Count(k => k.StartsWith(kind, StringComparison.Ordinal)) + 1}"] = value;
            }
        }

        // The longest first: an address may begin with another.
        return _values.OrderByDescending(v => v.Value.Length)
            .Aggregate(text, (t, v) => t.Replace(v.Value, $"{{{{{v.Key}}}}}", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\{\{(x(?<count>\d+)|(?<name>\w+))\}\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Names();

    [GeneratedRegex(
        """
        "(?<kind>access_token|refresh_token|session_id|endpoint_id)":"(?<value>[\w-]{32,})"
        """, RegexOptions.ExplicitCapture)]
    private static partial Regex Made();
}
