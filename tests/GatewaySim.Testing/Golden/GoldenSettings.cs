using System.Globalization;

namespace GatewaySim.Testing.Golden;

/// <summary>The settings of one gateway: <c>RingCentral:RateLimits=true; Gateway:Carrier=fast</c>.</summary>
public sealed class GoldenSettings
{
    private readonly ILookup<string, (string Key, string Value)> _sections;

    public GoldenSettings(string text) =>
        _sections = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(s => s.Split([':', '='], 3))
            .ToLookup(s => s[0], s => (s[1], s[2]));

    /// <summary>The settings of a section, on top of its defaults.</summary>
    public T Read<T>(string section)
        where T : new()
    {
        var options = new T();
        foreach (var (key, value) in _sections[section])
        {
            var property = typeof(T).GetProperty(key) ?? throw new FormatException($"No setting {section}:{key}.");
            property.SetValue(options, property.PropertyType.IsEnum
                ? Enum.Parse(property.PropertyType, value)
                : Convert.ChangeType(value, property.PropertyType, CultureInfo.InvariantCulture));
        }

        return options;
    }
}
