using System.Text.RegularExpressions;

namespace GatewaySim.Testing.Golden;

/// <summary>What differs from run to run has a name in the files: <c>{{server}}</c>.</summary>
/// <remarks>A value that comes again has the name that it had.</remarks>
/// <param name="made">Finds what the server makes up: groups <c>kind</c> and <c>value</c>.</param>
public sealed partial class GoldenNames(Regex made)
{
    private readonly Dictionary<string, string> _values = [];

    public void Set(string name, string value) => _values[name] = value;

    /// <summary>Puts values in the place of names.</summary>
    public string Fill(string text) => Names().Replace(text, m => m.Groups["count"].Success
        ? new string('x', int.Parse(m.Groups["count"].Value, System.Globalization.CultureInfo.InvariantCulture))
        : _values[m.Groups["name"].Value]);

    /// <summary>Puts names in the place of values; those that the server made up get new ones.</summary>
    public string Name(string text)
    {
        foreach (Match match in made.Matches(text))
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
}
