using System.Reflection;
using GatewaySim.Domain;
using GatewaySim.Domain.Settings;

namespace GatewaySim.Host.Options;

/// <summary>Every setting there is, read from the option types. Files, checks and messages follow it.</summary>
public sealed class SettingsCatalogue
{
    private readonly Dictionary<string, SettingKey> _byName;

    public SettingsCatalogue(IEnumerable<SettingsSection> sections)
    {
        Sections = [.. sections];
        Keys = [.. Sections.SelectMany(KeysOf)];
        _byName = Keys.ToDictionary(k => k.Name, StringComparer.OrdinalIgnoreCase);
    }

    public static SettingsCatalogue Default { get; } = new(SettingsSection.All);

    public IReadOnlyList<SettingsSection> Sections { get; }

    /// <summary>In the order of the sections and of the properties in their types.</summary>
    public IReadOnlyList<SettingKey> Keys { get; }

    /// <param name="name"><c>Server:Port</c>, in any case.</param>
    public SettingKey? Find(string name) => _byName.GetValueOrDefault(name);

    public bool HasSection(string name) =>
        Sections.Any(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The setting whose name differs least from a name that is none.</summary>
    /// <returns>Null when none is close.</returns>
    public SettingKey? Nearest(string name)
    {
        var (key, distance) = Keys.Select(k => (k, Distance(k.Name, name))).MinBy(x => x.Item2);
        return distance <= 3 ? key : null;
    }

    private static IEnumerable<SettingKey> KeysOf(SettingsSection section)
    {
        foreach (var property in section.Type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            // An option that nobody described, or that cannot be set from text, is a bug of ours: stop at start.
            var name = $"{section.Name}:{property.Name}";
            var setting = property.GetCustomAttribute<SettingAttribute>();
            Invariant.Holds(setting is not null, $"{name} has a [Setting]");
            Invariant.Holds(property.CanWrite, $"{name} can be set");
            SettingKey key = new(name, section, property, setting);
            Invariant.Holds(SettingValue.IsKnown(key.ValueType), $"{name} has a type that settings may have");
            yield return key;
        }
    }

    /// <summary>Letters to change, add or leave out to get from one name to the other.</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var same = char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]);
                var cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                (diagonal, row[j]) = (row[j], cost);
            }
        }

        return row[^1];
    }
}
