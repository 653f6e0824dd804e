using System.Collections;
using Microsoft.Extensions.Configuration;

namespace GatewaySim.Host.Options;

/// <summary>One value as a source has it. Null is JSON's null, which no setting takes.</summary>
internal sealed record SettingEntry(string? Text, string Source);

/// <summary>What one source says, sorted into settings and keys that are none.</summary>
internal sealed class SettingsLayer
{
    private readonly SettingsCatalogue _catalogue;
    private readonly Dictionary<SettingKey, SettingEntry> _values = [];
    private readonly List<SettingFault> _unknown = [];

    private SettingsLayer(SettingsCatalogue catalogue) => _catalogue = catalogue;

    public IReadOnlyDictionary<SettingKey, SettingEntry> Values => _values;

    public IReadOnlyList<SettingFault> Unknown => _unknown;

    /// <summary>All sources, the weakest first.</summary>
    public static IReadOnlyList<SettingsLayer> Read(
        SettingsSources sources, SettingsCatalogue catalogue, List<SettingFault> faults)
    {
        List<SettingsLayer> layers = [];
        var file = sources.File ?? SettingsSources.DefaultFile;
        var path = Path.GetFullPath(file, sources.Directory);
        if (sources.File is not null || File.Exists(path))
        {
            layers.Add(OfFile(catalogue, file, path, faults));
        }

        layers.Add(OfVariables(catalogue, sources.Variables));
        layers.Add(OfFlags(catalogue, sources.Flags));
        return layers;
    }

    private static SettingsLayer OfFile(
        SettingsCatalogue catalogue, string file, string path, List<SettingFault> faults)
    {
        SettingsLayer layer = new(catalogue);
        try
        {
            using var stream = File.OpenRead(path);
            layer.Take(new ConfigurationBuilder().AddJsonStream(stream).Build(), _ => file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add(new(file, null, "settings file", $"cannot be read: {e.Message}"));
        }
        catch (Exception e) when (e is FormatException or System.Text.Json.JsonException or InvalidDataException)
        {
            faults.Add(new(file, null, "settings file", $"is not valid: {(e.InnerException ?? e).Message}"));
        }

        return layer;
    }

    private static SettingsLayer OfVariables(SettingsCatalogue catalogue, IDictionary variables)
    {
        const string prefix = SettingsSources.VariablePrefix;
        Dictionary<string, string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (var name in variables.Keys.OfType<string>().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)))
        {
            names[name[prefix.Length..].Replace("__", ":", StringComparison.Ordinal)] = name;
        }

        SettingsLayer layer = new(catalogue);
        var root = new ConfigurationBuilder()
            .AddInMemoryCollection(names.Select(n => KeyValuePair.Create(n.Key, (string?)variables[n.Value])))
            .Build();
        layer.Take(root, name => $"environment {names[name]}");
        return layer;
    }

    private static SettingsLayer OfFlags(
        SettingsCatalogue catalogue, IReadOnlyDictionary<string, FlagValue> flags)
    {
        SettingsLayer layer = new(catalogue);
        var root = new ConfigurationBuilder()
            .AddInMemoryCollection(flags.Select(f => KeyValuePair.Create(f.Key, (string?)f.Value.Text)))
            .Build();
        layer.Take(root, name => $"flag {flags[name].Flag}");
        return layer;
    }

    private void Take(IConfigurationRoot root, Func<string, string> sourceOf)
    {
        foreach (var (name, text) in root.AsEnumerable().Where(p => IsLeaf(root, p)).OrderBy(p => p.Key))
        {
            if (_catalogue.Find(name) is { } key)
            {
                _values[key] = new(text, sourceOf(name));
            }
            else if (text is null && _catalogue.HasSection(name))
            {
                // An empty section is allowed, so that a file can be a form to fill in.
            }
            else if (ListOf(name) is { } list)
            {
                var items = root.GetSection(list.Name).GetChildren().Select(c => c.Value);
                _values[list] = new(string.Join(',', items), sourceOf(name));
            }
            else
            {
                var near = _catalogue.Nearest(name);
                _unknown.Add(new(name, text, sourceOf(name), near is null
                    ? "there is no such setting" : $"there is no such setting; {near.Name} is close"));
            }
        }
    }

    /// <summary>The setting of which this is one item: <c>Section:Key:0</c>.</summary>
    private SettingKey? ListOf(string name) =>
        name.LastIndexOf(':') is > 0 and var colon && int.TryParse(name.AsSpan(colon + 1), out _)
            && _catalogue.Find(name[..colon]) is { IsList: true } key ? key : null;

    private static bool IsLeaf(IConfigurationRoot root, KeyValuePair<string, string?> pair) =>
        pair.Value is not null || !root.GetSection(pair.Key).GetChildren().Any();
}
