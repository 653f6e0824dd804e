using GatewaySim.Domain;

namespace GatewaySim.Host.Options;

/// <summary>Reads, checks and hands out the settings. All faults are found before any is reported.</summary>
public sealed class SettingsLoader(SettingsCatalogue catalogue)
{
    /// <exception cref="SettingsException">Anything is unknown, malformed or out of range.</exception>
    public Settings Load(SettingsSources sources)
    {
        List<SettingFault> faults = [];
        var layers = SettingsLayer.Read(sources, catalogue, faults);

        // 1. A key that is no setting is a mistake in whatever source it stands, even if another source is stronger.
        faults.AddRange(layers.SelectMany(l => l.Unknown));

        // 2. Every value given is checked, also one that a stronger source replaces: it would bite later.
        var sections = catalogue.Sections.ToDictionary(s => s.Type, s => Activator.CreateInstance(s.Type)!);
        foreach (var key in catalogue.Keys)
        {
            foreach (var entry in layers.Select(l => l.Values.GetValueOrDefault(key)).OfType<SettingEntry>())
            {
                Apply(key, entry, sections[key.Section.Type], faults);
            }
        }

        return faults.Count > 0 ? throw new SettingsException(faults) : new(sections);
    }

    /// <summary>The same settings but for some.</summary>
    /// <param name="changes">Values by setting: <c>Gateway:Carrier</c>.</param>
    /// <exception cref="SettingsException">Anything is unknown, malformed or out of range.</exception>
    public Settings Change(Settings settings, IReadOnlyDictionary<string, string> changes)
    {
        List<SettingFault> faults = [];
        var sections = catalogue.Sections.ToDictionary(s => s.Type, s => Activator.CreateInstance(s.Type)!);
        var given = settings.Sections.ToDictionary();
        foreach (var key in catalogue.Keys)
        {
            key.Property.SetValue(sections[key.Section.Type], key.Property.GetValue(given[key.Section.Type]));
        }

        foreach (var (name, text) in changes)
        {
            if (catalogue.Find(name) is { } key)
            {
                Apply(key, new(text, "change"), sections[key.Section.Type], faults);
            }
            else
            {
                faults.Add(new(name, text, "change", "there is no such setting"));
            }
        }

        return faults.Count > 0 ? throw new SettingsException(faults) : new(sections);
    }

    private static void Apply(SettingKey key, SettingEntry entry, object section, List<SettingFault> faults)
    {
        if (entry.Text is { } text && SettingValue.TryRead(key, text, out var value))
        {
            key.Property.SetValue(section, value);
            return;
        }

        var unit = key.Setting.Unit.Length == 0 ? "" : $" {key.Setting.Unit}";
        faults.Add(new(key.Name, entry.Text ?? "null", entry.Source, $"must be {key.Range}{unit}"));
    }
}
